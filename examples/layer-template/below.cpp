// Passage, the example layer: finding itself in a chain, loading and starting what is next.
#include "below.hpp"

#include "sockets.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <new>
#include <string>
#include <ws2layer.h>

namespace passage {
namespace {

using Entries = std::vector<WSAPROTOCOL_INFOW>;

constexpr WORD version = MAKEWORD(2, 2);

// Guards what follows; never held across a call of another provider.
std::mutex mutex;
int starts = 0;
WSPUPCALLTABLE table_of_upcalls{};
auto& started = *new std::vector<BelowPointer>; // the newest last; never destroyed, as threads may
                                                // go on while the process exits

Entries catalog() {
    Entries list;
    DWORD octets = 0;
    int code = 0;
    int count = WSCEnumProtocols(nullptr, nullptr, &octets, &code);
    while (count == SOCKET_ERROR && code == WSAENOBUFS) { // it may grow meanwhile
        list.resize(octets / sizeof list[0] + 1);
        octets = static_cast<DWORD>(list.size() * sizeof list[0]);
        count = WSCEnumProtocols(nullptr, list.data(), &octets, &code);
    }
    list.resize(static_cast<std::size_t>(std::max(count, 0)));
    return list;
}

const WSAPROTOCOL_INFOW* find(const Entries& entries, DWORD id) {
    for (const WSAPROTOCOL_INFOW& entry : entries)
        if (entry.dwCatalogEntryId == id)
            return &entry;
    return nullptr;
}

std::u16string path_of(GUID provider) {
    std::u16string path(MAX_PATH, u'\0');
    int length = MAX_PATH;
    int code = 0;
    if (upcalls().lpWPUGetProviderPath(&provider, path.data(), &length, &code) != 0)
        return {};
    path.resize(static_cast<std::size_t>(length - 1));
    return path;
}

// By the file's name: an installer chooses the GUID, and the path may hold %NAME%.
bool is_this_library(const std::u16string& path) {
    static const char here = 0;
    Dl_info info{};
    if (dladdr(&here, &info) == 0 || info.dli_fname == nullptr)
        return false;
    const std::string own = info.dli_fname;
    const std::string name = own.substr(own.rfind('/') + 1);
    const std::u16string other = path.substr(path.rfind(u'/') + 1);
    return std::equal(name.begin(), name.end(), other.begin(), other.end(),
                      [](unsigned char a, char16_t b) { return a == b; });
}

// Empty slots must not reach a program.
bool is_whole(const WSPPROC_TABLE& table) {
    void* slots[sizeof table / sizeof(void*)];
    std::memcpy(slots, &table, sizeof table);
    return std::find(std::begin(slots), std::end(slots), nullptr) == std::end(slots);
}

// 0 or a code: who is next in made.chain, loaded and started.
int start_next(Below& made) {
    const WSAPROTOCOLCHAIN& chain = made.chain.ProtocolChain;
    const Entries entries = catalog();
    int position = -1;
    for (int i = 0; i < std::min(chain.ChainLen, MAX_PROTOCOL_CHAIN) - 1; ++i) {
        const WSAPROTOCOL_INFOW* part = find(entries, chain.ChainEntries[i]);
        if (part == nullptr || !is_this_library(path_of(part->ProviderId)))
            continue;
        if (position >= 0)
            return WSAEPROVIDERFAILEDINIT; // a socket has one chain here, and one next provider
        position = i;
    }
    const WSAPROTOCOL_INFOW* part =
        position < 0 ? nullptr : find(entries, chain.ChainEntries[position + 1]);
    if (part == nullptr)
        return WSAEPROVIDERFAILEDINIT; // not our chain, or its parts are gone
    made.next = part->ProtocolChain.ChainLen == LAYERED_PROTOCOL ? made.chain : *part;
    while (part != nullptr && part->ProtocolChain.ChainLen > BASE_PROTOCOL)
        part = find(entries, part->ProtocolChain.ChainEntries[0]); // a chain is its first layer's
    if (part == nullptr)
        return WSAEPROVIDERFAILEDINIT;
    LPWSPSTARTUP startup = nullptr;
    if (const int code = ws2_load_provider(path_of(part->ProviderId).c_str(), &startup))
        return code;
    WSPDATA data{};
    if (const int code = startup(version, &data, &made.next, upcalls(), &made.table))
        return code;
    if (data.wVersion == version && is_whole(made.table))
        return 0;
    int ignored = 0;
    if (made.table.lpWSPCleanup != nullptr)
        made.table.lpWSPCleanup(&ignored);
    return WSAEPROVIDERFAILEDINIT;
}

BelowPointer known(DWORD id) {
    for (const BelowPointer& each : started)
        if (each->chain.dwCatalogEntryId == id)
            return each;
    return nullptr;
}

BelowPointer start_below(const WSAPROTOCOL_INFOW& chain, LPINT error) {
    {
        const std::lock_guard lock(mutex);
        if (BelowPointer found = known(chain.dwCatalogEntryId))
            return found;
    }
    if ((chain.dwServiceFlags1 & XP1_IFS_HANDLES) == 0) {
        std::fputs("passage: this layer passes the system's handles through, and what is below "
                   "has handles of its own\n",
                   stderr);
        *error = WSAEPROVIDERFAILEDINIT;
        return nullptr;
    }
    const auto made = std::make_shared<Below>();
    made->chain = chain;
    made->chain.dwProviderReserved = 0; // names a socket that is shared, not a part of the entry
    if (const int code = start_next(*made)) {
        *error = code;
        return nullptr;
    }
    std::unique_lock lock(mutex);
    if (BelowPointer found = known(chain.dwCatalogEntryId)) { // another thread was faster
        lock.unlock();
        int ignored = 0;
        made->table.lpWSPCleanup(&ignored); // its start counts for itself
        return found;
    }
    started.push_back(made);
    return made;
}

} // namespace

BelowPointer below_of(const WSAPROTOCOL_INFOW* chain, LPINT error) noexcept {
    if (chain == nullptr) {
        *error = WSAEFAULT;
        return nullptr;
    }
    try {
        return start_below(*chain, error);
    } catch (...) {
        *error = WSAENOBUFS;
        return nullptr;
    }
}

int start(const WSAPROTOCOL_INFOW& chain, const WSPUPCALLTABLE& upcalls) noexcept {
    {
        const std::lock_guard lock(mutex);
        table_of_upcalls = upcalls;
    }
    int code = 0;
    if (below_of(&chain, &code) == nullptr)
        return code;
    const std::lock_guard lock(mutex);
    ++starts;
    return 0;
}

bool stop() noexcept {
    std::vector<BelowPointer> ended;
    {
        const std::lock_guard lock(mutex);
        if (starts == 0)
            return false;
        if (--starts == 0)
            ended.swap(started);
    }
    if (!ended.empty())
        forget_all();
    for (auto each = ended.rbegin(); each != ended.rend(); ++each) {
        int ignored = 0;
        (*each)->table.lpWSPCleanup(&ignored);
    }
    return true;
}

std::vector<BelowPointer> all_below() {
    const std::lock_guard lock(mutex);
    return started;
}

WSPUPCALLTABLE upcalls() noexcept {
    const std::lock_guard lock(mutex);
    return table_of_upcalls;
}

} // namespace passage
