// The world around a test: a catalog of fake providers, as $WS2_CATALOG sees it.
#pragma once

#include "catalog/entry.hpp"
#include "catalog/text.hpp"
#include "world/folder.hpp"
#include "world/provider.hpp"

#include <algorithm>
#include <initializer_list>

extern "C" {
extern world::Seen world_first_seen;
extern world::Seen world_second_seen;
int WSPAPI world_first_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                               LPWSPPROC_TABLE);
int WSPAPI world_second_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                                LPWSPPROC_TABLE);
}

namespace world {

// The entries of the linked-in fakes: first speaks AF_INET, second AF_ISO.
inline constexpr DWORD first_id = 11;
inline constexpr DWORD second_id = 21;

inline ws2::catalog::Entry entry(DWORD id, std::u16string path, int family = AF_INET,
                                 int chain_length = BASE_PROTOCOL) {
    ws2::catalog::Entry out;
    out.info.dwCatalogEntryId = id;
    out.info.ProviderId = {id, 0, 0, {1, 2, 3, 4, 5, 6, 7, 8}};
    out.info.iAddressFamily = family;
    out.info.iSocketType = SOCK_STREAM;
    out.info.iProtocol = IPPROTO_TCP;
    out.info.dwProviderFlags = PFL_MATCHES_PROTOCOL_ZERO;
    out.info.ProtocolChain.ChainLen = chain_length;
    out.info.szProtocol[0] = u'P';
    out.path = std::move(path);
    return out;
}

inline ws2::catalog::Entry chain(DWORD id, std::initializer_list<DWORD> parts) {
    ws2::catalog::Entry out = entry(id, u"builtin:unused", AF_INET, static_cast<int>(parts.size()));
    std::copy(parts.begin(), parts.end(), out.info.ProtocolChain.ChainEntries);
    return out;
}

// Makes $WS2_CATALOG a file of these entries for as long as it lives.
class CatalogFile {
public:
    explicit CatalogFile(std::vector<ws2::catalog::Entry> entries)
        : variable_("WS2_CATALOG",
                    folder_.write("catalog.toml", ws2::catalog::format_catalog(entries))) {}

private:
    Folder folder_;
    Environment variable_;
};

// What a session sees that is not from a file: as compiled in, see builtins.cpp of the test.
class DefaultCatalog {
private:
    Folder folder_;
    Environment variable_{"WS2_CATALOG", folder_.path() + "/absent.toml"};
};

} // namespace world
