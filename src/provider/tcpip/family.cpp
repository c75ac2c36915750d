#include "provider/tcpip/family.hpp"

#include "provider/tcpip/builtin.hpp"

#include <cstring>
#include <list>
#include <string_view>

namespace ws2::provider::tcpip {
namespace {

constexpr WORD lowest_version = MAKEWORD(2, 0);
constexpr WORD highest_version = MAKEWORD(2, 2);

// Versions carry the major number in the low octet, so they do not compare as they stand.
constexpr int rank(WORD version) {
    return LOBYTE(version) * 256 + HIBYTE(version);
}

bool same_entry(const WSAPROTOCOL_INFOW& one, const WSAPROTOCOL_INFOW& other) {
    return std::memcmp(&one, &other, sizeof one) == 0;
}

} // namespace

constinit Family wspm_family{u"ws2 TCP/UDP provider, Windows CE family (WSPM)", wspm_entries, true};
constinit Family msafd_family{u"ws2 TCP/UDP provider, desktop family (MSAFD)", msafd_entries,
                              false};

int start(Family& family, WORD requested, LPWSPDATA data, const WSPUPCALLTABLE& upcalls) {
    if (rank(requested) < rank(lowest_version))
        return WSAVERNOTSUPPORTED;
    const std::lock_guard guard(family.start_lock);
    *data = WSPDATA{};
    data->wVersion = rank(requested) < rank(highest_version) ? requested : highest_version;
    data->wHighVersion = highest_version;
    const std::u16string_view description = family.description;
    for (std::size_t i = 0; i < description.size() && i < WSPDESCRIPTION_LEN; ++i)
        data->szDescription[i] = static_cast<WCHAR>(description[i]);
    family.modify_ifs_handle.store(upcalls.lpWPUModifyIFSHandle, std::memory_order_release);
    family.open_current_thread.store(upcalls.lpWPUOpenCurrentThread, std::memory_order_release);
    family.close_thread.store(upcalls.lpWPUCloseThread, std::memory_order_release);
    family.set_event.store(upcalls.lpWPUSetEvent, std::memory_order_release);
    family.reset_event.store(upcalls.lpWPUResetEvent, std::memory_order_release);
    family.post_message.store(upcalls.lpWPUPostMessage, std::memory_order_release);
    family.query_blocking_callback.store(upcalls.lpWPUQueryBlockingCallback,
                                         std::memory_order_release);
    ++family.starts;
    return 0;
}

const WSAPROTOCOL_INFOW* keep_entry(Family& family, const WSAPROTOCOL_INFOW& info) {
    for (const WSAPROTOCOL_INFOW& own : family.entries())
        if (same_entry(own, info))
            return &own;
    // An entry that was installed anew under another id. There are few of them and sockets point at
    // them, so they are never freed.
    static std::mutex lock;
    static auto& kept = *new std::list<WSAPROTOCOL_INFOW>;
    const std::lock_guard guard(lock);
    for (const WSAPROTOCOL_INFOW& entry : kept)
        if (same_entry(entry, info))
            return &entry;
    kept.push_back(info);
    return &kept.back();
}

const WSAPROTOCOL_INFOW* own_entry(const Family& family, int address_family, int type) {
    for (const WSAPROTOCOL_INFOW& entry : family.entries())
        if (entry.iAddressFamily == address_family && entry.iSocketType == type)
            return &entry;
    return nullptr;
}

} // namespace ws2::provider::tcpip
