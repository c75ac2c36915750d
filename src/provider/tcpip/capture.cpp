#include "provider/tcpip/capture.hpp"

#include "kernel/capture.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <mstcpip.h>
#include <mutex>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// The descriptor that stands beside the socket's own, from the first SIO_RCVALL to the socket's
// end: its number stays the same, so that nobody who is about to use it finds another's.
struct Beside {
    kernel::Lock lock;
    std::map<int, kernel::Descriptor> of; // by the socket's own
};

Beside& beside() {
    static auto& made = *new Beside; // sockets outlive static objects
    return made;
}

int read_mode(const IoctlBuffers& buffers, DWORD& mode) noexcept {
    if (buffers.in == nullptr || buffers.in_size < sizeof mode)
        return WSAEFAULT;
    std::memcpy(&mode, buffers.in, sizeof mode);
    return mode <= RCVALL_MAX ? 0 : WSAEINVAL;
}

// The address that it is bound to names the interface.
Result<int> open_for(const SocketState& socket, bool promiscuous) noexcept {
    SOCKADDR_STORAGE local{};
    const Result<unsigned> size = kernel::local_address(socket.descriptor, &local, sizeof local);
    if (!size)
        return Result<int>::fail(size.error);
    const Result<int> opened =
        kernel::open_capture(&local, static_cast<int>(size.value), promiscuous);
    return opened.error == WSAEADDRNOTAVAIL ? Result<int>::fail(WSAEINVAL) : opened;
}

void take_over_buffer(const SocketState& socket, int descriptor) noexcept {
    int octets = 0;
    if (kernel::get_option(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets))
        static_cast<void>(kernel::set_option(descriptor, SOL_SOCKET, SO_RCVBUF, &octets,
                                             static_cast<int>(sizeof octets)));
}

// The caller holds the lock.
int begin(SocketState& socket, bool promiscuous) {
    const Result<int> opened = open_for(socket, promiscuous);
    if (!opened)
        return opened.error;
    kernel::Descriptor capture(opened.value);
    take_over_buffer(socket, capture.get());
    kernel::Descriptor& place = beside().of[socket.descriptor];
    if (!place)
        place = std::move(capture);
    else if (!kernel::exchange_descriptors(place.get(), capture.get()))
        return WSAENOBUFS;
    if (!kernel::exchange_descriptors(socket.descriptor, place.get()))
        return WSAENOBUFS;
    socket.kept.fetch_or(choice::captures | choice::captured);
    return 0;
}

// The caller holds the lock.
int end(SocketState& socket) {
    if (!kernel::exchange_descriptors(socket.descriptor, beside().of[socket.descriptor].get()))
        return WSAENOBUFS;
    socket.kept.fetch_and(~choice::captures);
    kernel::set_non_blocking(socket.descriptor, socket.has(status::non_blocking));
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
    if (const int code = read_mode(buffers, mode); code != 0)
        return code;
    if (!takes_any_protocol(socket) || !socket.has(status::bound))
        return WSAEINVAL;
    if (mode == RCVALL_SOCKETLEVELONLY)
        return 0; // without effect, says its page
    // Who waits for the raw socket would not hear of packets.
    if (socket.has(status::engaged | status::watched | status::in_watch))
        return WSAEINVAL;
    const std::lock_guard guard(beside().lock);
    if (socket.keeps(choice::captures)) {
        if (const int code = end(socket); code != 0)
            return code;
    }
    return mode == RCVALL_OFF ? 0 : begin(socket, mode == RCVALL_ON);
}

int raw_descriptor(const SocketState& socket) noexcept {
    const std::lock_guard guard(beside().lock);
    const auto found = beside().of.find(socket.descriptor);
    return found != beside().of.end() ? found->second.get() : socket.descriptor;
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
    const std::lock_guard guard(beside().lock);
    beside().of.erase(socket.descriptor);
}

} // namespace ws2::provider::tcpip
