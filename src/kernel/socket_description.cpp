#include "kernel/socket_description.hpp"

#include "kernel/address.hpp"
#include "kernel/option.hpp"
#include "kernel/wsa.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

namespace ws2::kernel {
namespace {

template<typename Value>
bool get(int descriptor, int level, int name, Value& value) noexcept {
    socklen_t size = sizeof value;
    return ::getsockopt(descriptor, level, name, &value, &size) == 0;
}

int get_int(int descriptor, int name) noexcept {
    int value = 0;
    return get(descriptor, SOL_SOCKET, name, value) ? value : 0;
}

std::uint32_t timeout_ms(int descriptor, int name) noexcept {
    timeval value{};
    if (!get(descriptor, SOL_SOCKET, name, value))
        return 0;
    return static_cast<std::uint32_t>(value.tv_sec * 1000 + (value.tv_usec + 999) / 1000);
}

// Of a raw socket the port is its protocol.
bool has_local_address(int descriptor, bool raw) noexcept {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return false;
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    switch (address.ss_family) {
    case AF_INET: return raw ? v4.sin_addr.s_addr != 0 : v4.sin_port != 0;
    case AF_INET6: return raw ? !IN6_IS_ADDR_UNSPECIFIED(&v6.sin6_addr) : v6.sin6_port != 0;
    default: return size > offsetof(sockaddr_un, sun_path);
    }
}

bool has_peer(int descriptor) noexcept {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    return ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
}

bool is_connecting(int descriptor) noexcept {
    tcp_info info{};
    return get(descriptor, IPPROTO_TCP, TCP_INFO, info) && info.tcpi_state == TCP_SYN_SENT;
}

} // namespace

base::Result<SocketDescription> describe_socket(int descriptor) noexcept {
    using Answer = base::Result<SocketDescription>;
    const int saved_errno = errno;
    SocketDescription out;
    int family = 0;
    if (!get(descriptor, SOL_SOCKET, SO_DOMAIN, family)) {
        errno = saved_errno;
        return Answer::fail(wsa::not_socket);
    }
    out.windows_family = windows_family(family);
    out.type = get_int(descriptor, SO_TYPE);
    out.protocol = get_int(descriptor, SO_PROTOCOL);
    out.listening = get_int(descriptor, SO_ACCEPTCONN) != 0;
    out.connected = has_peer(descriptor);
    out.connecting = !out.connected && out.type == SOCK_STREAM && is_connecting(descriptor);
    out.bound = has_local_address(descriptor, out.type == SOCK_RAW);
    out.send_ended = out.connected && out.type == SOCK_STREAM && tcp_send_ended(descriptor);
    out.non_blocking = (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0;
    out.oob_inline = get_int(descriptor, SO_OOBINLINE) != 0;
    linger lingering{};
    if (get(descriptor, SOL_SOCKET, SO_LINGER, lingering) && lingering.l_onoff != 0) {
        out.lingers = true;
        out.linger_s = static_cast<std::uint32_t>(lingering.l_linger);
    }
    out.receive_timeout_ms = timeout_ms(descriptor, SO_RCVTIMEO);
    out.send_timeout_ms = timeout_ms(descriptor, SO_SNDTIMEO);
    errno = saved_errno;
    return Answer::ok(out);
}

} // namespace ws2::kernel
