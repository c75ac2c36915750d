// Tool ws2ctl: what is wrong with this catalog, in words.
#include "common/catalog.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"
#include "ws2ctl/entries.hpp"
#include "ws2ctl/start.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2ctl {
namespace {

const WSAPROTOCOL_INFOW* find(const Catalog& catalog, DWORD id) {
    const auto found = std::ranges::find(catalog, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found == catalog.end() ? nullptr : &*found;
}

std::span<const DWORD> parts_of(const WSAPROTOCOL_INFOW& entry) {
    const WSAPROTOCOLCHAIN& chain = entry.ProtocolChain;
    return chain.ChainLen <= BASE_PROTOCOL
               ? std::span(&entry.dwCatalogEntryId, 1)
               : std::span(chain.ChainEntries, static_cast<std::size_t>(chain.ChainLen));
}

bool serves_all_of(const WSAPROTOCOL_INFOW& each, const WSAPROTOCOL_INFOW& entry) {
    return each.iAddressFamily == entry.iAddressFamily && each.iSocketType == entry.iSocketType &&
           each.iProtocol <= entry.iProtocol &&
           each.iProtocol + each.iProtocolMaxOffset >= entry.iProtocol + entry.iProtocolMaxOffset &&
           (each.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) >=
               (entry.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO);
}

bool is_built_on(const WSAPROTOCOL_INFOW& upper, const WSAPROTOCOL_INFOW& lower) {
    const auto above = parts_of(upper);
    const auto below = parts_of(lower);
    return std::ranges::find(above, lower.dwCatalogEntryId) != above.end() ||
           (above.size() > below.size() && std::ranges::equal(above.last(below.size()), below));
}

// What keeps the layers of a chain from ever being used: an entry before it over the same base that
// serves all the chain could serve, and not by way of the chain. Null: nothing. Which of several
// bases serves is another question, which names and personalities answer.
const WSAPROTOCOL_INFOW* shadow_of(const Catalog& catalog, const WSAPROTOCOL_INFOW& chain) {
    for (const WSAPROTOCOL_INFOW& each : catalog) {
        if (each.dwCatalogEntryId == chain.dwCatalogEntryId)
            return nullptr;
        if (each.ProtocolChain.ChainLen != LAYERED_PROTOCOL &&
            parts_of(each).back() == parts_of(chain).back() && serves_all_of(each, chain))
            return is_built_on(each, chain) ? nullptr : &each;
    }
    return nullptr;
}

// Empty if nobody but root and this user can write to it; it may be absent.
std::string_view why_others_may_change(const std::string& file) {
    struct stat status {};
    if (file.empty() || stat(file.c_str(), &status) != 0)
        return {};
    if (status.st_uid != 0 && status.st_uid != geteuid())
        return "it belongs neither to root nor to this user";
    return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 ? "others may write to it (chmod go-w)"
                                                       : std::string_view();
}

class Checker {
public:
    Checker(const Catalog& catalog, std::chrono::milliseconds limit)
        : catalog_(catalog), limit_(limit) {}

    int run() {
        for (const WSAPROTOCOL_INFOW& entry : catalog_) {
            provider(entry);
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

    void provider(const WSAPROTOCOL_INFOW& entry) {
        const std::string path = provider_path(entry);
        if (std::ranges::find(hanging_, path) != hanging_.end())
            return say(entry, fmt::format("{} was not tried again", path));
        const Attempt attempt = try_to_start(entry, path, limit_);
        if (!attempt.trouble.empty())
            say(entry, fmt::format("{} {}", path, attempt.trouble));
        if (attempt.hangs)
            hanging_.push_back(path);
    }

    void layer(const WSAPROTOCOL_INFOW& entry) {
        const auto uses = [&](const WSAPROTOCOL_INFOW& other) {
            return other.ProtocolChain.ChainLen > BASE_PROTOCOL &&
                   std::ranges::find(parts_of(other), entry.dwCatalogEntryId) !=
                       parts_of(other).end();
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
        const WSAPROTOCOL_INFOW* base = find(catalog_, parts_of(entry).back());
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
    std::chrono::milliseconds limit_;
    std::vector<std::string> hanging_; // paths
    int problems_ = 0;
};

} // namespace

int check(double timeout_seconds) {
    const std::string file = catalog_file();
    const std::string shown = file.empty() ? "the compiled-in catalog" : file;
    const Catalog catalog = tools::stored_catalog(); // if it cannot be read, the library says why
    const auto limit = std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::duration<double>(timeout_seconds));
    int problems = Checker(catalog, limit).run();
    if (const auto reason = why_others_may_change(file); !reason.empty()) {
        fmt::print("{}: {}\n", file, reason);
        ++problems;
    }
    if (problems == 0)
        fmt::print("{}: {} entries, nothing wrong\n", shown, catalog.size());
    else
        fmt::print("{}: {} problem{}\n", shown, problems, problems == 1 ? "" : "s");
    return problems == 0 ? 0 : 1;
}

} // namespace ws2ctl
