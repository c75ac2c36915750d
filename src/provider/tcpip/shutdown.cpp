// Room provider_tcpip: WSPShutdown, and the desktop's WSPSendDisconnect and WSPRecvDisconnect.
#include "kernel/interface.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/remainder.hpp"
#include "provider/tcpip/socket_table.hpp"
#include "provider/tcpip/watcher.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// A connection of ConnectEx or AcceptEx is none yet for these calls.
bool is_connected(SocketState& socket) noexcept {
    if (socket.has(status::connecting))
        refresh_connect(socket);
    return socket.has(status::connected) && !socket.has(status::awaits_context);
}

// The peer may have reset the connection: for Linux it is gone then, for Windows it was connected.
Result<void> forgive_gone(Result<void> result) noexcept {
    return result.error == WSAENOTCONN ? Result<void>::ok() : result;
}

// Data that has arrived can no longer be delivered, so the connection is reset; what arrives later
// is for the watcher, unless our FIN has gone out: then the kernel itself resets.
Result<void> shut_receive_side(SocketState& socket) noexcept {
    socket.set(status::receive_shut);
    if (!socket.tcp())
        return forgive_gone(kernel::shutdown(socket.descriptor, kernel::End::receive));
    if (kernel::available(socket.descriptor).value != 0) {
        drop_remainder(socket);
        return kernel::dissolve(socket.descriptor);
    }
    const Result<void> shut =
        forgive_gone(kernel::shutdown(socket.descriptor, kernel::End::receive));
    const bool ended =
        socket.has(status::send_shut) && !socket.has(status::remainder | status::sends_posted);
    if (shut && !ended)
        static_cast<void>(Watcher::watch(socket)); // else it is dropped
    return shut;
}

// Datagram sockets are not touched below: the queue goes on filling, only calls are refused.
Result<void> shut_datagram(SocketState& socket, int how) noexcept {
    if (how != SD_SEND)
        socket.set(status::receive_shut);
    if (how != SD_RECEIVE)
        socket.set(status::send_shut);
    return Result<void>::ok();
}

} // namespace

void reset_if_data_came(SocketState& socket) noexcept {
    if (!socket.has(status::connected) || socket.has(status::reset) ||
        kernel::available(socket.descriptor).value == 0)
        return;
    socket.set(status::reset);
    drop_remainder(socket);
    static_cast<void>(kernel::dissolve(socket.descriptor));
}

int WSPAPI WSPShutdown(SOCKET s, int how, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH)
        return fail(lpErrno, WSAEINVAL);
    if (socket->datagram)
        return finish(lpErrno, shut_datagram(*socket, how));
    if (!is_connected(*socket))
        return fail(lpErrno, WSAENOTCONN);
    if (how != SD_RECEIVE) {
        const Result<void> shut = forgive_gone(shut_send_side(*socket));
        if (!shut)
            return fail(lpErrno, shut.error);
    }
    return how == SD_SEND ? 0 : finish(lpErrno, shut_receive_side(*socket));
}

// TCP/IP has no disconnect data: refused before anything is sent. Without data it is SD_SEND, which
// never waits, whatever SO_LINGER says.
int WSPAPI WSPSendDisconnect(SOCKET s, LPWSABUF data, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (data != nullptr)
        return fail(lpErrno, WSAENOPROTOOPT);
    if (socket->datagram)
        return finish(lpErrno, shut_datagram(*socket, SD_SEND));
    if (!is_connected(*socket))
        return fail(lpErrno, WSAENOTCONN);
    return finish(lpErrno, forgive_gone(shut_send_side(*socket)));
}

int WSPAPI WSPRecvDisconnect(SOCKET s, LPWSABUF, LPINT lpErrno) {
    const SocketReference socket(s);
    return fail(lpErrno, socket ? WSAENOPROTOOPT : WSAENOTSOCK);
}

} // namespace ws2::provider::tcpip
