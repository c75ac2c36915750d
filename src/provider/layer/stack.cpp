#include "provider/layer/stack.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "ws2layer.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>

namespace ws2::provider::layer {
namespace {

using Entries = std::vector<WSAPROTOCOL_INFOW>;
using Planned = base::Result<LPWSPSTARTUP>;

constexpr WORD spi_version = MAKEWORD(2, 2);

// Layers whose next provider this thread is starting, the innermost first.
struct Starting {
    const Stack* stack;
    const Starting* outer;
};
constinit thread_local const Starting* starting = nullptr;

bool is_starting(const Stack* stack) {
    for (const Starting* each = starting; each != nullptr; each = each->outer)
        if (each->stack == stack)
            return true;
    return false;
}

base::Result<Entries> catalog() {
    Entries list;
    DWORD octets = 0;
    int code = 0;
    int count = WSCEnumProtocols(nullptr, nullptr, &octets, &code);
    while (count == SOCKET_ERROR && code == WSAENOBUFS) { // it may grow meanwhile
        list.resize(octets / sizeof(WSAPROTOCOL_INFOW) + 1);
        octets = static_cast<DWORD>(list.size() * sizeof(WSAPROTOCOL_INFOW));
        count = WSCEnumProtocols(nullptr, list.data(), &octets, &code);
    }
    if (count == SOCKET_ERROR)
        return base::Result<Entries>::fail(code);
    list.resize(static_cast<std::size_t>(count));
    return base::Result<Entries>::ok(std::move(list));
}

const WSAPROTOCOL_INFOW* find(const Entries& entries, DWORD id) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [id](const auto& e) { return e.dwCatalogEntryId == id; });
    return found == entries.end() ? nullptr : &*found;
}

// Empty if there is none.
std::u16string path_of(const WSPUPCALLTABLE& upcalls, GUID provider) {
    std::u16string path(MAX_PATH, u'\0');
    int length = MAX_PATH;
    int code = 0;
    if (upcalls.lpWPUGetProviderPath(&provider, path.data(), &length, &code) != 0)
        return {};
    path.resize(static_cast<std::size_t>(std::max(length - 1, 0)));
    return path;
}

bool names(std::u16string_view path, std::u16string_view library) {
    return path == library || (path.ends_with(library) && path.size() > library.size() &&
                               path[path.size() - library.size() - 1] == u'/');
}

int refuse(const WSAPROTOCOL_INFOW& entry, std::string_view reason) {
    base::log(base::LogLevel::error, "chain {}: {}", entry.dwCatalogEntryId, reason);
    return WSASYSNOTREADY;
}

bool same(const WSAPROTOCOL_INFOW& a, const WSAPROTOCOL_INFOW& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

// Started, with a table that is whole; what is not is cleaned up again.
int start_next(LPWSPSTARTUP startup, WSAPROTOCOL_INFOW next, const WSPUPCALLTABLE& upcalls,
               WSPPROC_TABLE& table) {
    WSPDATA data{};
    if (const int code = startup(spi_version, &data, &next, upcalls, &table))
        return code;
    void* slots[sizeof table / sizeof(void*)];
    std::memcpy(slots, &table, sizeof table);
    if (data.wVersion == spi_version &&
        std::find(std::begin(slots), std::end(slots), nullptr) == std::end(slots))
        return 0;
    int ignored = 0;
    if (table.lpWSPCleanup != nullptr)
        table.lpWSPCleanup(&ignored);
    return data.wVersion == spi_version ? WSAEINVALIDPROCTABLE : WSAVERNOTSUPPORTED;
}

} // namespace

// Which provider is next, and what it is to be told.
Planned Stack::plan(const WSAPROTOCOL_INFOW& entry, WSAPROTOCOL_INFOW& next) const {
    const auto entries = catalog();
    if (!entries)
        return Planned::fail(entries.error);
    const WSAPROTOCOLCHAIN& chain = entry.ProtocolChain;
    if (chain.ChainLen < 2 || chain.ChainLen > MAX_PROTOCOL_CHAIN)
        return Planned::fail(refuse(entry, "a layer works in a chain only"));
    int position = -1;
    for (int i = 0; i < chain.ChainLen - 1; ++i) {
        const auto* part = find(entries.value, chain.ChainEntries[i]);
        if (part == nullptr)
            return Planned::fail(refuse(entry, "a part of it is not in the catalog"));
        if (!names(path_of(upcalls_, part->ProviderId), library_))
            continue;
        if (position >= 0)
            return Planned::fail(refuse(entry, "a layer cannot stand in it twice"));
        position = i;
    }
    if (position < 0)
        return Planned::fail(refuse(entry, "this layer is not part of it"));
    const auto* part = find(entries.value, chain.ChainEntries[position + 1]);
    if (part == nullptr)
        return Planned::fail(refuse(entry, "a part of it is not in the catalog"));
    next = part->ProtocolChain.ChainLen == LAYERED_PROTOCOL ? entry : *part;
    while (part != nullptr && part->ProtocolChain.ChainLen > BASE_PROTOCOL)
        part = find(entries.value, part->ProtocolChain.ChainEntries[0]);
    if (part == nullptr)
        return Planned::fail(refuse(entry, "a part of it is not in the catalog"));
    LPWSPSTARTUP startup = nullptr;
    const int code = ws2_load_provider(path_of(upcalls_, part->ProviderId).c_str(), &startup);
    return code == 0 ? Planned::ok(startup) : Planned::fail(code);
}

const Below* Stack::known(const WSAPROTOCOL_INFOW& entry) noexcept {
    const std::lock_guard lock(mutex_);
    for (Below* each = newest_; each != nullptr; each = each->older)
        if (each->started && each->entry.dwCatalogEntryId == entry.dwCatalogEntryId)
            return each;
    return nullptr;
}

std::vector<const Below*> Stack::started() {
    std::vector<const Below*> list;
    const std::lock_guard lock(mutex_);
    for (Below* each = newest_; each != nullptr; each = each->older)
        if (each->started)
            list.push_back(each);
    return list;
}

Stack::Found Stack::start_below(const WSAPROTOCOL_INFOW& entry) {
    if (is_starting(this))
        return Found::fail(refuse(entry, "a layer cannot stand below itself"));
    auto made = std::make_unique<Below>();
    made->entry = entry;
    made->own_handles = (entry.dwServiceFlags1 & XP1_IFS_HANDLES) == 0;
    const auto startup = plan(entry, made->next);
    if (!startup)
        return Found::fail(startup.error);
    const Starting mark{this, starting};
    starting = &mark;
    const int code = start_next(startup.value, made->next, upcalls_, made->table);
    starting = mark.outer;
    if (code != 0)
        return Found::fail(code);
    const std::lock_guard lock(mutex_);
    for (Below* each = newest_; each != nullptr; each = each->older)
        if (!each->started && same(each->entry, made->entry) && same(each->next, made->next) &&
            std::memcmp(&each->table, &made->table, sizeof made->table) == 0) {
            each->started = true; // a process that starts and cleans up for ever does not grow
            return Found::ok(each);
        }
    made->started = true;
    made->older = newest_;
    newest_ = made.release();
    return Found::ok(newest_);
}

Stack::Found Stack::below(const WSAPROTOCOL_INFOW* entry) noexcept {
    if (entry == nullptr)
        return Found::fail(WSAEFAULT);
    if (const Below* found = known(*entry))
        return Found::ok(found);
    try {
        WSAPROTOCOL_INFOW plain = *entry;
        plain.dwProviderReserved = 0; // names a socket that is shared, not a part of the entry
        return start_below(plain);
    } catch (const std::bad_alloc&) {
        return Found::fail(WSAENOBUFS);
    } catch (...) {
        return Found::fail(WSASYSCALLFAILURE);
    }
}

// Ws2 gives the same table for ever, and calls read it without a lock.
void Stack::take_upcalls(const WSPUPCALLTABLE& upcalls) noexcept {
    const std::lock_guard lock(mutex_);
    if (std::memcmp(&upcalls_, &upcalls, sizeof upcalls) != 0)
        upcalls_ = upcalls;
}

int Stack::start(const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls) noexcept {
    take_upcalls(upcalls);
    if (const auto found = below(&entry); !found)
        return found.error;
    const std::lock_guard lock(mutex_);
    ++starts_;
    return 0;
}

base::Result<bool> Stack::clean_up() noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (starts_ == 0)
            return base::Result<bool>::fail(WSANOTINITIALISED);
        if (--starts_ > 0)
            return base::Result<bool>::ok(false);
    }
    for (;;) { // the newest first
        const Below* last = nullptr;
        {
            const std::lock_guard lock(mutex_);
            for (Below* each = newest_; each != nullptr && last == nullptr; each = each->older)
                if (each->started) {
                    each->started = false;
                    last = each;
                }
        }
        if (last == nullptr)
            return base::Result<bool>::ok(true);
        int ignored = 0;
        last->table.lpWSPCleanup(&ignored);
    }
}

} // namespace ws2::provider::layer
