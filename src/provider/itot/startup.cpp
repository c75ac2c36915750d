// Room provider_itot: start and end of the provider.
#include "kernel/process_end.hpp"
#include "kernel/stream_poller.hpp"
#include "provider/itot/builtin.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ws2::provider::itot {
namespace {

constexpr WORD only_version = 0x0202;

WSPPROC_TABLE make_table() {
    WSPPROC_TABLE table{};
    table.lpWSPAccept = slot::accept;
    table.lpWSPAddressToString = slot::address_to_string;
    table.lpWSPAsyncSelect = slot::async_select;
    table.lpWSPBind = slot::bind;
    table.lpWSPCancelBlockingCall = slot::cancel_blocking_call;
    table.lpWSPCleanup = slot::cleanup;
    table.lpWSPCloseSocket = slot::close_socket;
    table.lpWSPConnect = slot::connect;
    table.lpWSPDuplicateSocket = slot::duplicate_socket;
    table.lpWSPEnumNetworkEvents = slot::enum_network_events;
    table.lpWSPEventSelect = slot::event_select;
    table.lpWSPGetOverlappedResult = slot::get_overlapped_result;
    table.lpWSPGetPeerName = slot::get_peer_name;
    table.lpWSPGetSockName = slot::get_sock_name;
    table.lpWSPGetSockOpt = slot::get_sock_opt;
    table.lpWSPGetQOSByName = slot::get_qos_by_name;
    table.lpWSPIoctl = slot::ioctl;
    table.lpWSPJoinLeaf = slot::join_leaf;
    table.lpWSPListen = slot::listen;
    table.lpWSPRecv = slot::recv;
    table.lpWSPRecvDisconnect = slot::recv_disconnect;
    table.lpWSPRecvFrom = slot::recv_from;
    table.lpWSPSelect = slot::select;
    table.lpWSPSend = slot::send;
    table.lpWSPSendDisconnect = slot::send_disconnect;
    table.lpWSPSendTo = slot::send_to;
    table.lpWSPSetSockOpt = slot::set_sock_opt;
    table.lpWSPShutdown = slot::shutdown;
    table.lpWSPSocket = slot::socket;
    table.lpWSPStringToAddress = slot::string_to_address;
    return table;
}

// Major before minor: the low octet counts more.
constexpr unsigned rank(WORD version) {
    return static_cast<unsigned>(version & 0xFF) << 8 | version >> 8;
}

// Sockets that were closed or said goodbye finish sending; T_drain bounds it for each, and this for
// all.
void finish_sending() {
    const Time until = kernel::monotonic_ms() + Timers{}.drain_ms;
    Time pause_ms = 1;
    while (kernel::monotonic_ms() < until) {
        bool done = true;
        for (const std::shared_ptr<Pollable>& one : Reactor::get().all())
            if (const auto link = std::dynamic_pointer_cast<Link>(one))
                done = link->seen_off() && done;
        if (done)
            return;
        (void)kernel::stream_wait({}, pause_ms);
        pause_ms = std::min<Time>(pause_ms * 2, 50);
    }
}

// A program that ends without WSACleanup has ended nothing but what it closed.
void see_off() noexcept {
    try {
        finish_sending();
    } catch (...) { // no memory: as if the time were over
    }
}

} // namespace

int WSPAPI startup(WORD version_requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW,
                   WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    if (data == nullptr || table == nullptr)
        return WSAEFAULT;
    if (rank(version_requested) < rank(only_version))
        return WSAVERNOTSUPPORTED;
    if (upcalls.lpWPUCreateSocketHandle == nullptr || upcalls.lpWPUCloseSocketHandle == nullptr ||
        upcalls.lpWPUQuerySocketHandleContext == nullptr)
        return WSAEFAULT;
    try {
        Runtime::start(upcalls);
        kernel::at_process_end(see_off);
    } catch (...) {
        return WSASYSNOTREADY;
    }
    constexpr std::u16string_view description = u"ws2 ISO transport over TCP (RFC 2126, RFC 1006)";
    *data = WSPDATA{};
    data->wVersion = only_version;
    data->wHighVersion = only_version;
    std::copy(description.begin(), description.end(), data->szDescription);
    *table = make_table();
    return 0;
}

namespace slot {

// The last one resets open sockets and lets closed ones finish sending.
int WSPAPI cleanup(LPINT error) {
    bool last = false;
    int code = Runtime::stop(last);
    if (code == 0 && last) {
        try {
            for (const std::shared_ptr<Socket>& open : Socket::all()) {
                if (!open->retire())
                    continue;
                if (const std::shared_ptr<Listener> listener = open->listener()) {
                    listener->abandon();
                    listener->close();
                }
                if (const std::shared_ptr<Link> link = open->link())
                    link->abandon();
                const std::lock_guard lock(open->mutex);
                if (open->port_)
                    open->port_->unclaim(open->local.selector);
            }
            finish_sending();
        } catch (...) {
            code = WSAENETDOWN;
        }
        Reactor::get().stop();
    }
    if (code == 0)
        return 0;
    *error = code;
    return SOCKET_ERROR;
}

} // namespace slot
} // namespace ws2::provider::itot
