#include "provider/tcpip/capture.hpp"

#include "kernel/capture.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"

#include <algorithm>
#include <map>
#include <mstcpip.h>
#include <mutex>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// The raw sockets that stand beside packet sockets, by the descriptors of these.
struct RawSockets {
    std::mutex replacing; // who makes a socket a packet socket
    kernel::Lock lock;    // of the map
    std::map<int, kernel::Descriptor> of;
};

RawSockets& raw_sockets() {
    static auto& made = *new RawSockets; // sockets outlive static objects
    return made;
}

void take_over_buffer(const SocketState& socket, int descriptor) noexcept {
    int octets = 0;
    if (kernel::get_option(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets))
        static_cast<void>(kernel::set_option(descriptor, SOL_SOCKET, SO_RCVBUF, &octets,
                                             static_cast<int>(sizeof octets)));
}

// The address that the socket is bound to names the interface.
int become_packet_socket(SocketState& socket) {
    SOCKADDR_STORAGE local{};
    const Result<unsigned> size = kernel::local_address(socket.descriptor, &local, sizeof local);
    if (!size)
        return size.error;
    const Result<int> opened = kernel::open_capture(&local, static_cast<int>(size.value));
    if (!opened)
        return opened.error == WSAEADDRNOTAVAIL ? WSAEINVAL : opened.error;
    kernel::Descriptor other(opened.value);
    take_over_buffer(socket, other.get());
    const int number = other.get();
    {
        const std::lock_guard guard(raw_sockets().lock);
        raw_sockets().of[socket.descriptor] = std::move(other);
    }
    if (!kernel::exchange_descriptors(socket.descriptor, number)) {
        forget_capture(socket);
        return WSAENOBUFS;
    }
    socket.kept.fetch_or(choice::captures);
    return 0;
}

bool takes_any_protocol(const SocketState& socket) noexcept {
    const bool ipv6 = socket.address_family == AF_INET6;
    return socket.type == SOCK_RAW &&
           (socket.protocol == IPPROTO_IP || (ipv6 && socket.protocol == IPPROTO_IPV6));
}

} // namespace

int set_receive_all(SocketState& socket, const IoctlBuffers& buffers) {
    DWORD mode = RCVALL_OFF;
    if (const int code = read(buffers, mode); code != 0)
        return code;
    if (mode > RCVALL_MAX || !takes_any_protocol(socket) || !socket.has(status::bound))
        return WSAEINVAL;
    if (mode == RCVALL_SOCKETLEVELONLY)
        return 0; // without effect, says its page
    const std::lock_guard guard(raw_sockets().replacing);
    if (!socket.keeps(choice::captures)) {
        if (mode == RCVALL_OFF)
            return 0;
        // Who waits for the raw socket would not hear of packets.
        if (socket.has(status::engaged | status::watched | status::in_watch))
            return WSAEINVAL;
        if (const int code = become_packet_socket(socket); code != 0)
            return code;
    }
    return mode == RCVALL_OFF
               ? kernel::show_nothing(socket.descriptor).error
               : kernel::show_packets(socket.descriptor, socket.address_family, mode == RCVALL_ON)
                     .error;
}

int raw_descriptor(const SocketState& socket) noexcept {
    RawSockets& all = raw_sockets();
    const std::lock_guard guard(all.lock);
    const auto found = all.of.find(socket.descriptor);
    return found != all.of.end() ? found->second.get() : socket.descriptor;
}

int await_packet(const SocketState& socket, kernel::Moment deadline) noexcept {
    constexpr std::chrono::milliseconds glance(20);
    for (;;) {
        const kernel::Moment next = std::chrono::steady_clock::now() + glance;
        const int code =
            kernel::await(socket.descriptor, kernel::ready::readable, std::min(next, deadline));
        if (code != WSAETIMEDOUT || next >= deadline)
            return code;
        if (socket.closing())
            return 0;
    }
}

void forget_capture(const SocketState& socket) noexcept {
    kernel::Descriptor raw; // closed behind the lock
    RawSockets& all = raw_sockets();
    const std::lock_guard guard(all.lock);
    const auto found = all.of.find(socket.descriptor);
    if (found == all.of.end())
        return;
    raw = std::move(found->second);
    all.of.erase(found);
}

} // namespace ws2::provider::tcpip
