// Room provider_tcpip: WSPJoinLeaf. IP multicast has no roots: a socket that was opened as c_leaf
// and d_leaf becomes a member of a group, and what comes back is the same socket.
#include "kernel/address.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <cstring>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

template<typename Name>
Name read(const sockaddr* from) noexcept {
    Name name{};
    std::memcpy(&name, from, sizeof name);
    return name;
}

bool is_group(const SocketState& socket, const sockaddr* name) noexcept {
    if (socket.address_family == AF_INET6)
        return read<sockaddr_in6>(name).sin6_addr.s6_addr[0] == 0xFF;
    return (read<sockaddr_in>(name).sin_addr.S_un.S_un_b.s_b1 & 0xF0U) == 0xE0U;
}

// An unbound socket gets an address of the system's choice.
Result<void> bind_if_needed(SocketState& socket) noexcept {
    if (socket.has(status::bound))
        return Result<void>::ok();
    sockaddr_in6 anywhere{}; // longer than sockaddr_in, and as empty
    anywhere.sin6_family = static_cast<ADDRESS_FAMILY>(socket.address_family);
    const Result<void> bound = kernel::bind(socket.descriptor, &anywhere, socket.address_size());
    if (bound)
        socket.set(status::bound);
    return bound;
}

// On the interface of the address that the socket is bound to, else of the system's choice.
Result<void> join(const SocketState& socket, const sockaddr* group) noexcept {
    if (socket.address_family == AF_INET6) {
        const auto name = read<sockaddr_in6>(group);
        const ipv6_mreq request{name.sin6_addr, name.sin6_scope_id};
        return kernel::set_option(socket.descriptor, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, &request,
                                  sizeof request);
    }
    sockaddr_in local{};
    static_cast<void>(kernel::local_address(socket.descriptor, &local, sizeof local));
    const ip_mreq request{read<sockaddr_in>(group).sin_addr, local.sin_addr};
    return kernel::set_option(socket.descriptor, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request,
                              sizeof request);
}

int check(const SocketState& socket, const sockaddr* name, int namelen, DWORD flags) noexcept {
    if (name == nullptr || namelen < socket.address_size())
        return WSAEFAULT;
    if (!socket.keeps(choice::multipoint) ||
        (flags != JL_SENDER_ONLY && flags != JL_RECEIVER_ONLY && flags != JL_BOTH))
        return WSAEINVAL;
    if (kernel::family_of(name, namelen) != socket.address_family)
        return WSAEAFNOSUPPORT;
    if (!is_group(socket, name))
        return WSAEADDRNOTAVAIL;
    return socket.keeps(choice::joined) ? WSAEISCONN : 0;
}

} // namespace

SOCKET WSPAPI WSPJoinLeaf(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF, LPWSABUF,
                          LPQOS, LPQOS, DWORD flags, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail_socket(lpErrno, WSAENOTSOCK);
    if (const int code = check(*socket, name, namelen, flags); code != 0)
        return fail_socket(lpErrno, code);
    if (const Result<void> bound = bind_if_needed(*socket); !bound)
        return fail_socket(lpErrno, bound.error);
    if (flags != JL_SENDER_ONLY) {
        const Result<void> joined = join(*socket, name);
        if (!joined)
            return fail_socket(lpErrno, joined.error);
    }
    socket->kept.fetch_or(choice::joined);
    return s;
}

} // namespace ws2::provider::tcpip
