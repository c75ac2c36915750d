// Room provider_tcpip: DisconnectEx.
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/remainder.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <mutex>

namespace ws2::provider::tcpip {
namespace {

void finish_disconnect(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    if (request.error == 0)
        request.error =
            end_connection(*request.socket, (request.message_flags & TF_REUSE_SOCKET) != 0);
    end_quietly_at_cleanup(request);
}

int check(SocketState& socket, DWORD flags, DWORD reserved) noexcept {
    if (reserved != 0 || (flags & ~static_cast<DWORD>(TF_REUSE_SOCKET)) != 0)
        return WSAEINVAL;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    const bool reuse = (flags & TF_REUSE_SOCKET) != 0;
    if (socket.datagram || !socket.has(status::connected) ||
        (socket.has(status::send_shut) && !reuse))
        return WSAENOTCONN;
    return 0;
}

int disconnect(SocketState& socket, LPOVERLAPPED overlapped, DWORD flags) noexcept {
    Request* const request = new_request(socket, WS2IO_NOTHING, {overlapped});
    if (request == nullptr)
        return WSAENOBUFS;
    request->finish = finish_disconnect;
    request->message_flags = static_cast<std::int32_t>(flags);
    socket.set(status::send_shut); // what is sent from now on would come too late
    return start(*request, nullptr);
}

} // namespace

// Takes its turn behind the sends that are under way.
BOOL PASCAL disconnect_ex(SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved) {
    const SocketReference socket(s);
    if (!socket)
        return as_boolean(WSAENOTSOCK);
    if (const int code = check(*socket, flags, reserved); code != 0)
        return as_boolean(code);
    if (socket->has(status::remainder)) {
        if ((flags & TF_REUSE_SOCKET) != 0) // the octets that the provider owns need the socket
            return as_boolean(WSAEWOULDBLOCK);
        static_cast<void>(shut_send_side(*socket));
    }
    if (!socket->has(status::overlapped))
        overlapped = nullptr;
    return as_boolean(disconnect(*socket, overlapped, flags));
}

} // namespace ws2::provider::tcpip
