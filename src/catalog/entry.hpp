// Room catalog: one entry of the catalog, as the store keeps it and dispatch uses it.
#pragma once

#include "catalog/application.hpp"
#include "catalog/builtin.hpp"
#include "catalog/name_space.hpp"

#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::catalog {

struct Entry {
    WSAPROTOCOL_INFOW info{};
    std::u16string path; // as it was installed: not expanded, "builtin:NAME" for a linked provider
    Personality personality = Personality::none;
    DWORD categories = 0; // LSP_*, of the provider's layers
    unsigned line = 0;    // of the file it was read from; 0 for none
};

// A base entry stands alone, a chain names its layers, a layer is only ever part of a chain.
inline bool is_layer(const Entry& entry) {
    return entry.info.ProtocolChain.ChainLen == 0;
}
inline bool is_base(const Entry& entry) {
    return entry.info.ProtocolChain.ChainLen == 1;
}
inline bool is_chain(const Entry& entry) {
    return entry.info.ProtocolChain.ChainLen > 1;
}

// The whole catalog in its order, which is the order in which sockets are matched.
struct Catalog {
    std::vector<Entry> entries;
    std::string origin; // the file's path, or "the compiled-in default"
    std::vector<Application> applications{};
    std::vector<NameSpace> name_spaces{}; // in the order in which they are asked
    std::vector<ServiceClass> service_classes{};

    // Null if no entry has this id.
    const Entry* find(DWORD id) const {
        for (const Entry& entry : entries)
            if (entry.info.dwCatalogEntryId == id)
                return &entry;
        return nullptr;
    }
};

// Why a catalog is refused; line 0 if no line is to blame.
struct Problem {
    unsigned line = 0;
    std::string reason;
};

} // namespace ws2::catalog
