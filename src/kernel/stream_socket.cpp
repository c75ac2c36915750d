// Room kernel: TCP as a carrier for a transport of our own.
#include "kernel/stream_socket.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/direct_call.hpp"
#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace ws2::kernel {
namespace {

static_assert(sizeof(StreamPiece) == sizeof(iovec));

union Address {
    sockaddr base;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

socklen_t to_native(const Endpoint& endpoint, Address& address) noexcept {
    std::memset(&address, 0, sizeof address);
    if (!endpoint.v6) {
        address.v4.sin_family = AF_INET;
        address.v4.sin_port = htons(endpoint.port);
        std::memcpy(&address.v4.sin_addr, endpoint.address.data(), 4);
        return sizeof address.v4;
    }
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = htons(endpoint.port);
    address.v6.sin6_scope_id = endpoint.scope;
    std::memcpy(&address.v6.sin6_addr, endpoint.address.data(), 16);
    return sizeof address.v6;
}

Endpoint from_native(const Address& address) noexcept {
    Endpoint endpoint;
    if (address.base.sa_family == AF_INET6) {
        endpoint.v6 = true;
        endpoint.port = ntohs(address.v6.sin6_port);
        endpoint.scope = address.v6.sin6_scope_id;
        std::memcpy(endpoint.address.data(), &address.v6.sin6_addr, 16);
    } else {
        endpoint.port = ntohs(address.v4.sin_port);
        std::memcpy(endpoint.address.data(), &address.v4.sin_addr, 4);
    }
    return endpoint;
}

void set_flag(int descriptor, int level, int option, int value) noexcept {
    (void)setsockopt(descriptor, level, option, &value, sizeof value);
}

void prepare(int descriptor) noexcept {
    set_flag(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    set_flag(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
}

// What a failed transfer means; 0 after a signal: again.
int transfer_error(long negative_errno, Operation operation) noexcept {
    const int code = static_cast<int>(-negative_errno);
    if (code == EINTR)
        return 0;
    return code == EAGAIN ? wsa::would_block : wsa_error(code, operation);
}

} // namespace

bool is_loopback(const Endpoint& endpoint) noexcept {
    if (!endpoint.v6)
        return endpoint.address[0] == 127;
    return endpoint.address[15] == 1 &&
           std::all_of(endpoint.address.begin(), endpoint.address.end() - 1,
                       [](std::uint8_t octet) { return octet == 0; });
}

bool is_unspecified(const Endpoint& endpoint) noexcept {
    return std::ranges::all_of(endpoint.address, [](std::uint8_t octet) { return octet == 0; });
}

base::Result<int> stream_open(bool v6) noexcept {
    const int descriptor =
        ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
    if (descriptor < 0)
        return base::Result<int>::fail(last_wsa_error(Operation::open));
    if (v6)
        set_flag(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    prepare(descriptor);
    return base::Result<int>::ok(descriptor);
}

base::Result<void> stream_bind(int descriptor, const Endpoint& endpoint) noexcept {
    Address address;
    const socklen_t size = to_native(endpoint, address);
    set_flag(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (::bind(descriptor, &address.base, size) != 0)
        return base::Result<void>::fail(last_wsa_error(Operation::bind));
    return base::Result<void>::ok();
}

base::Result<void> stream_listen(int descriptor, int backlog) noexcept {
    if (::listen(descriptor, backlog) != 0)
        return base::Result<void>::fail(last_wsa_error(Operation::bind));
    return base::Result<void>::ok();
}

base::Result<int> stream_accept(int listener, Endpoint& peer) noexcept {
    Address address;
    while (true) {
        socklen_t size = sizeof address;
        const int descriptor =
            ::accept4(listener, &address.base, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor >= 0) {
            prepare(descriptor);
            peer = from_native(address);
            return base::Result<int>::ok(descriptor);
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        return base::Result<int>::fail(errno == EAGAIN ? wsa::would_block
                                                       : last_wsa_error(Operation::accept));
    }
}

base::Result<void> stream_connect(int descriptor, const Endpoint& endpoint) noexcept {
    Address address;
    const socklen_t size = to_native(endpoint, address);
    if (::connect(descriptor, &address.base, size) == 0)
        return base::Result<void>::ok();
    if (errno == EINPROGRESS || errno == EINTR)
        return base::Result<void>::fail(wsa::would_block);
    return base::Result<void>::fail(last_wsa_error(Operation::connect));
}

base::Result<void> stream_connect_result(int descriptor) noexcept {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return base::Result<void>::fail(last_wsa_error(Operation::connect));
    if (error != 0)
        return base::Result<void>::fail(wsa_error(error, Operation::connect));
    return base::Result<void>::ok();
}

base::Result<Endpoint> stream_local(int descriptor) noexcept {
    Address address;
    socklen_t size = sizeof address;
    if (::getsockname(descriptor, &address.base, &size) != 0)
        return base::Result<Endpoint>::fail(last_wsa_error(Operation::other));
    return base::Result<Endpoint>::ok(from_native(address));
}

base::Result<Endpoint> stream_peer(int descriptor) noexcept {
    Address address;
    socklen_t size = sizeof address;
    if (::getpeername(descriptor, &address.base, &size) != 0)
        return base::Result<Endpoint>::fail(last_wsa_error(Operation::other));
    return base::Result<Endpoint>::ok(from_native(address));
}

base::Result<std::size_t> stream_send(int descriptor, const StreamPiece* pieces,
                                      std::size_t count) noexcept {
    msghdr message{};
    // sendmsg only reads what the pieces point at.
    message.msg_iov = reinterpret_cast<iovec*>(const_cast<StreamPiece*>(pieces));
    message.msg_iovlen = std::min<std::size_t>(count, 1024);
    while (true) {
        const long sent = direct_send_message(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0)
            return base::Result<std::size_t>::ok(static_cast<std::size_t>(sent));
        if (const int error = transfer_error(sent, Operation::send))
            return base::Result<std::size_t>::fail(error);
    }
}

base::Result<std::size_t> stream_receive(int descriptor, void* data, std::size_t size) noexcept {
    while (true) {
        const long received = direct_receive(descriptor, data, size, MSG_DONTWAIT);
        if (received >= 0)
            return base::Result<std::size_t>::ok(static_cast<std::size_t>(received));
        if (const int error = transfer_error(received, Operation::receive))
            return base::Result<std::size_t>::fail(error);
    }
}

void stream_finish(int descriptor) noexcept {
    (void)::shutdown(descriptor, SHUT_WR);
}

void stream_reset_on_close(int descriptor) noexcept {
    const linger now{1, 0};
    (void)::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

std::size_t stream_unacknowledged(int descriptor) noexcept {
    int octets = 0;
    if (::ioctl(descriptor, SIOCOUTQ, &octets) != 0 || octets < 0)
        return 0;
    return static_cast<std::size_t>(octets);
}

base::Result<int> stream_buffer_size(int descriptor, bool send) noexcept {
    int octets = 0;
    socklen_t size = sizeof octets;
    if (::getsockopt(descriptor, SOL_SOCKET, send ? SO_SNDBUF : SO_RCVBUF, &octets, &size) != 0)
        return base::Result<int>::fail(last_wsa_error(Operation::option));
    return base::Result<int>::ok(octets / 2); // Linux counts its own bookkeeping and doubles
}

void stream_set_buffer_size(int descriptor, bool send, int size) noexcept {
    set_flag(descriptor, SOL_SOCKET, send ? SO_SNDBUF : SO_RCVBUF, size);
}

void stream_set_keep_alive(int descriptor, bool on) noexcept {
    set_flag(descriptor, SOL_SOCKET, SO_KEEPALIVE, on ? 1 : 0);
}

} // namespace ws2::kernel
