// Room provider_tcpip: what makes wspm and msafd two providers of one code.
#pragma once

#include <atomic>
#include <mutex>
#include <span>
#include <ws2spi.h>

namespace ws2::provider::tcpip {

inline constexpr DWORD largest_datagram = 65507; // UDP over IPv4
inline constexpr DWORD largest_raw_packet = 32768;

struct Family {
    const char16_t* description;
    std::span<const WSAPROTOCOL_INFOW> (*entries)();
    // A non-blocking stream send may take part of the buffer; otherwise all of it or
    // WSAEWOULDBLOCK.
    bool partial_sends;

    // From the upcall table of the newest WSPStartup. Null before it.
    std::atomic<LPWPUMODIFYIFSHANDLE> modify_ifs_handle{nullptr};
    std::atomic<LPWPUOPENCURRENTTHREAD> open_current_thread{nullptr};
    std::atomic<LPWPUCLOSETHREAD> close_thread{nullptr};
    std::atomic<LPWPUSETEVENT> set_event{nullptr};
    std::atomic<LPWPURESETEVENT> reset_event{nullptr};
    std::atomic<LPWPUPOSTMESSAGE> post_message{nullptr};
    std::atomic<LPWPUQUERYBLOCKINGCALLBACK> query_blocking_callback{nullptr};

    std::mutex start_lock{};
    int starts = 0; // guarded by start_lock
};

extern Family wspm_family;
extern Family msafd_family;

// One more user of the family: the negotiation of WSPStartup. Returns its code.
int start(Family& family, WORD requested, LPWSPDATA data, const WSPUPCALLTABLE& upcalls);

// The entry of the catalog to which `info` belongs, as an object that stays; the family's own entry
// if `info` is equal to it.
const WSAPROTOCOL_INFOW* keep_entry(Family& family, const WSAPROTOCOL_INFOW& info);
// The family's own entry for an address family and a socket type; null if it has none.
const WSAPROTOCOL_INFOW* own_entry(const Family& family, int address_family, int type);

} // namespace ws2::provider::tcpip
