// Room provider_tcpip: WSPBind, WSPGetSockName, WSPGetPeerName.
//
// Who may share a port is Windows' rule, made of Linux' two switches:
//  - a plain bind fails with WSAEADDRINUSE if the port is bound, and succeeds over connections that
//    are only winding down (TIME_WAIT), for which Linux wants SO_REUSEADDR on both;
//  - two sockets share a port if both have SO_REUSEADDR, so it asks Linux for SO_REUSEPORT (and UDP
//    for SO_REUSEADDR, which unlike SO_REUSEPORT leaves delivery to the newest binder and multicast
//    to all). A socket without it, exclusive or not, lets nobody in: WSAEACCES.
#include "kernel/address.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// TIME_WAIT, and connections whose listener is gone, have SO_REUSEADDR from their listener; a
// socket that is merely bound has not, and a listening one refuses whatever it has.
Result<void> bind_over_old_connections(const SocketState& socket, const sockaddr* name,
                                       int namelen) {
    kernel::set_reuse_address(socket.descriptor, true);
    const Result<void> bound = kernel::bind(socket.descriptor, name, namelen);
    kernel::set_reuse_address(socket.descriptor, false);
    return bound;
}

Result<void> bind_stream(const SocketState& socket, const sockaddr* name, int namelen) {
    const int fd = socket.descriptor;
    const bool reuse = socket.has(status::reuse_address);
    if (reuse)
        kernel::set_reuse_port(fd, true);
    Result<void> bound = kernel::bind(fd, name, namelen);
    if (bound.error == WSAEADDRINUSE)
        bound = bind_over_old_connections(socket, name, namelen);
    if (!bound && reuse)
        kernel::set_reuse_port(fd, false);
    return bound;
}

Result<void> bind_datagram(const SocketState& socket, const sockaddr* name, int namelen) {
    const int fd = socket.descriptor;
    const bool reuse = socket.has(status::reuse_address);
    if (reuse)
        kernel::set_reuse_address(fd, true);
    const Result<void> bound = kernel::bind(fd, name, namelen);
    if (!bound && reuse)
        kernel::set_reuse_address(fd, false);
    return bound;
}

int copy_name(Result<unsigned> size, unsigned room, LPINT namelen, LPINT lpErrno) {
    if (!size)
        return fail(lpErrno, size.error);
    if (size.value > room)
        return fail(lpErrno, WSAEFAULT);
    *namelen = static_cast<int>(size.value);
    return 0;
}

} // namespace

int WSPAPI WSPBind(SOCKET s, const struct sockaddr* name, int namelen, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (name == nullptr || namelen < socket->least_address_size() ||
        kernel::family_of(name, namelen) != socket->address_family)
        return fail(lpErrno, WSAEFAULT);
    if (socket->has(status::bound))
        return fail(lpErrno, WSAEINVAL);
    const Result<void> bound = socket->datagram ? bind_datagram(*socket, name, namelen)
                                                : bind_stream(*socket, name, namelen);
    if (bound) {
        socket->set(status::bound | status::explicitly_bound);
        return 0;
    }
    const bool refused = bound.error == WSAEADDRINUSE && socket->has(status::reuse_address);
    return fail(lpErrno, refused ? WSAEACCES : bound.error);
}

int WSPAPI WSPGetSockName(SOCKET s, struct sockaddr* name, LPINT namelen, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (name == nullptr || namelen == nullptr || *namelen < socket->address_size())
        return fail(lpErrno, WSAEFAULT);
    if (!socket->has(status::bound))
        return fail(lpErrno, WSAEINVAL);
    const auto room = static_cast<unsigned>(*namelen);
    return copy_name(kernel::local_address(internet_descriptor(*socket), name, room), room, namelen,
                     lpErrno);
}

int WSPAPI WSPGetPeerName(SOCKET s, struct sockaddr* name, LPINT namelen, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (name == nullptr || namelen == nullptr || *namelen < socket->address_size())
        return fail(lpErrno, WSAEFAULT);
    if (socket->has(status::awaits_context))
        return fail(lpErrno, WSAENOTCONN);
    const auto room = static_cast<unsigned>(*namelen);
    Result<unsigned> size = kernel::peer_address(socket->descriptor, name, room);
    // Linux forgets it with the connection, Windows with the socket: servers say who has left.
    if (size.error == WSAENOTCONN && socket->stream() && socket->has(status::connected) &&
        !socket->local())
        size = kernel::last_peer_address(socket->descriptor, name,
                                         static_cast<unsigned>(socket->address_size()));
    return copy_name(size, room, namelen, lpErrno);
}

} // namespace ws2::provider::tcpip
