// Tool ws2ctl: what is wrong with this catalog, in words.
#include "common/catalog.hpp"
#include "common/codes.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ws2layer.h>

namespace ws2ctl {
namespace {

using Catalog = std::vector<WSAPROTOCOL_INFOW>;

const WSAPROTOCOL_INFOW* find(const Catalog& catalog, DWORD id) {
    const auto found = std::ranges::find(catalog, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found == catalog.end() ? nullptr : &*found;
}

const WSAPROTOCOL_INFOW* base_of(const Catalog& catalog, const WSAPROTOCOL_INFOW& chain) {
    return find(catalog, chain.ProtocolChain.ChainEntries[chain.ProtocolChain.ChainLen - 1]);
}

// The first entry that serves every socket() call which this one could serve; null: there is none.
const WSAPROTOCOL_INFOW* shadow_of(const Catalog& catalog, const WSAPROTOCOL_INFOW& entry) {
    for (const WSAPROTOCOL_INFOW& each : catalog) {
        if (each.dwCatalogEntryId == entry.dwCatalogEntryId)
            return nullptr;
        if (each.ProtocolChain.ChainLen != LAYERED_PROTOCOL &&
            each.iAddressFamily == entry.iAddressFamily && each.iSocketType == entry.iSocketType &&
            each.iProtocol <= entry.iProtocol &&
            each.iProtocol + each.iProtocolMaxOffset >=
                entry.iProtocol + entry.iProtocolMaxOffset &&
            (each.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) >=
                (entry.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO))
            return &each;
    }
    return nullptr;
}

class Checker {
public:
    explicit Checker(const Catalog& catalog) : catalog_(catalog) {}

    int run() {
        for (const WSAPROTOCOL_INFOW& entry : catalog_) {
            library(entry);
            if (entry.ProtocolChain.ChainLen == LAYERED_PROTOCOL) {
                layer(entry);
                continue;
            }
            flags(entry);
            if (entry.ProtocolChain.ChainLen > BASE_PROTOCOL)
                chain(entry);
        }
        return problems_;
    }

private:
    void say(const WSAPROTOCOL_INFOW& entry, const std::string& text) {
        fmt::print("{} '{}': {}\n", entry.dwCatalogEntryId, tools::protocol_name(entry), text);
        ++problems_;
    }

    // Why not is said by the library itself, on standard error.
    void library(const WSAPROTOCOL_INFOW& entry) {
        LPWSPSTARTUP startup = nullptr;
        const std::string path = provider_path(entry);
        if (const int code = ws2_load_provider(tools::to_wide(path).c_str(), &startup))
            say(entry, fmt::format("{} cannot be loaded: {}", path, tools::describe_code(code)));
    }

    void layer(const WSAPROTOCOL_INFOW& entry) {
        const auto uses = [&](const WSAPROTOCOL_INFOW& other) {
            const WSAPROTOCOLCHAIN& chain = other.ProtocolChain;
            return chain.ChainLen > BASE_PROTOCOL &&
                   std::find(chain.ChainEntries, chain.ChainEntries + chain.ChainLen,
                             entry.dwCatalogEntryId) != chain.ChainEntries + chain.ChainLen;
        };
        if (std::ranges::none_of(catalog_, uses))
            say(entry, "a layer that no chain uses");
    }

    void flags(const WSAPROTOCOL_INFOW& entry) {
        const DWORD flags = entry.dwServiceFlags1;
        if ((flags & XP1_UNI_SEND) != 0 && (flags & XP1_UNI_RECV) != 0)
            say(entry, "XP1_UNI_SEND and XP1_UNI_RECV exclude each other");
        if ((flags & XP1_MESSAGE_ORIENTED) == 0 && entry.dwMessageSize != 0)
            say(entry, "a byte stream with a message size");
        if ((flags & XP1_MESSAGE_ORIENTED) != 0 && entry.dwMessageSize == 0)
            say(entry, "messages, but their size is 0, which is a byte stream's");
        if (entry.iMinSockAddr < 2 || entry.iMinSockAddr > entry.iMaxSockAddr)
            say(entry, fmt::format("addresses of {} to {} octets", entry.iMinSockAddr,
                                   entry.iMaxSockAddr));
        if (entry.iVersion != 2)
            say(entry, fmt::format("version {}; 2 is the only one", entry.iVersion));
    }

    void chain(const WSAPROTOCOL_INFOW& entry) {
        const WSAPROTOCOL_INFOW* base = base_of(catalog_, entry);
        if (base == nullptr)
            return say(entry, "a chain without a base");
        if (base->iAddressFamily != entry.iAddressFamily || base->iSocketType != entry.iSocketType)
            say(entry, fmt::format("its base '{}' has another family or type",
                                   tools::protocol_name(*base)));
        if ((entry.dwServiceFlags1 & ~base->dwServiceFlags1 & XP1_IFS_HANDLES) != 0)
            say(entry, "it claims the system's handles, which its base has not");
        if (const auto* shadow = shadow_of(catalog_, entry))
            say(entry, fmt::format("no socket() reaches it: '{}' before it serves the same (ws2ctl "
                                   "order {} puts it first)",
                                   tools::protocol_name(*shadow), entry.dwCatalogEntryId));
    }

    const Catalog& catalog_;
    int problems_ = 0;
};

} // namespace

int check() {
    const std::string file = catalog_file();
    const std::string shown = file.empty() ? "the compiled-in catalog" : file;
    const Catalog catalog = tools::stored_catalog(); // if it cannot be read, the library says why
    const int problems = Checker(catalog).run();
    if (problems == 0)
        fmt::print("{}: {} entries, nothing wrong\n", shown, catalog.size());
    else
        fmt::print("{}: {} problem{}\n", shown, problems, problems == 1 ? "" : "s");
    return problems == 0 ? 0 : 1;
}

} // namespace ws2ctl
