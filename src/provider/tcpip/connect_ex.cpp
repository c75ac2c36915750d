// Room provider_tcpip: ConnectEx. The first data is a send of its own, queued by the end of the
// connect before anybody else knows that there is a connection.
#include "kernel/address.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

// sockaddr_in: port at 2, address at 4; sockaddr_in6: address at 8.
bool names_nobody(const SocketState& socket, const sockaddr* name) noexcept {
    const auto* octets = reinterpret_cast<const unsigned char*>(name);
    const auto zero = [](unsigned char octet) { return octet == 0; };
    const bool v6 = socket.address_family == AF_INET6;
    const unsigned char* host = octets + (v6 ? 8 : 4);
    return std::all_of(octets + 2, octets + 4, zero) ||
           std::all_of(host, host + (v6 ? 16 : 4), zero);
}

// The socket may try again.
void undo(SocketState& socket) noexcept {
    static_cast<void>(kernel::dissolve(socket.descriptor));
    socket.clear(status::connect_posted);
}

void finish_connect(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    SocketState& socket = *request.socket;
    Request* const first = std::exchange(request.follower, nullptr);
    if (request.error == WSAECONNRESET) { // it stood, and is reset: the next call says so
        end_connect(socket, std::exchange(request.error, 0));
        socket.set(status::awaits_context);
        socket.clear(status::connect_posted);
        note_change(socket);
        if (first != nullptr) {
            free_request(*first);
            request.error = WSAECONNRESET;
        }
        end_quietly_at_cleanup(request);
        return;
    }
    if (request.error != 0) {
        undo(socket);
        if (first != nullptr)
            free_request(*first);
        end_quietly_at_cleanup(request);
        return;
    }
    kernel::set_reuse_address(socket.descriptor, true); // the address outlives the connection
    int started = 0;
    if (first != nullptr)
        started = submit(*first);
    if (first == nullptr || started == WSA_IO_PENDING) {
        mark_connected(socket);
        socket.set(status::awaits_context);
        socket.clear(status::connect_posted);
        note_change(socket);
        if (first != nullptr)
            request.overlapped = nullptr; // it is the first data's now
        return;
    }
    free_request(*first); // the socket is closing
    request.error = WSA_OPERATION_ABORTED;
    end_quietly_at_cleanup(request);
}

int check(const SocketState& socket, const sockaddr* name, int namelen,
          LPOVERLAPPED overlapped) noexcept {
    if (overlapped == nullptr)
        return WSA_INVALID_PARAMETER;
    if (name == nullptr || namelen < socket.least_address_size())
        return WSAEFAULT;
    if (socket.datagram || socket.has(status::listening) || !socket.has(status::bound))
        return WSAEINVAL;
    if (kernel::family_of(name, namelen) != socket.address_family)
        return WSAEAFNOSUPPORT;
    if (!socket.local() && names_nobody(socket, name))
        return WSAEADDRNOTAVAIL;
    if (socket.has(status::connecting))
        return WSAEALREADY;
    return socket.has(status::connected) ? WSAEISCONN : 0;
}

Request* first_data(SocketState& socket, PVOID data, DWORD size, LPOVERLAPPED overlapped) noexcept {
    Request* const request = new_request(socket, WS2IO_SEND, {overlapped});
    if (request == nullptr)
        return nullptr;
    const WSABUF buffer{size, static_cast<CHAR*>(data)};
    request->take_buffers(&buffer, 1); // fits without allocation
    request->finish = finish_stream_send;
    socket.set(status::sends_posted);
    return request;
}

int connect(SocketState& socket, const sockaddr* name, int namelen, Request* first,
            LPOVERLAPPED overlapped) noexcept {
    Request* const request = new_request(socket, WS2IO_CONNECT, {overlapped});
    if (request == nullptr) {
        if (first != nullptr)
            free_request(*first);
        return WSAENOBUFS;
    }
    if (!request->take_name(name, socket.local() ? namelen : socket.address_size())) {
        if (first != nullptr)
            free_request(*first);
        free_request(*request);
        return WSAENOBUFS;
    }
    if (!socket.has(status::non_blocking))
        request->options |= WS2IO_BLOCKING;
    request->options |= WS2IO_PENDS; // programs take TRUE for "over, and no packet"
    request->follower = first;
    request->finish = finish_connect;
    const int started = submit(*request);
    if (started == WSA_IO_PENDING)
        return started;
    if (request->follower != nullptr) // it did not come to `finish`
        free_request(*request->follower);
    free_request(*request);
    return started;
}

} // namespace

BOOL PASCAL connect_ex(SOCKET s, const sockaddr* name, int namelen, PVOID data, DWORD size, LPDWORD,
                       LPOVERLAPPED overlapped) {
    const SocketReference socket(s);
    if (!socket)
        return as_boolean(WSAENOTSOCK);
    if (const int code = check(*socket, name, namelen, overlapped); code != 0)
        return as_boolean(code);
    if ((socket->status.fetch_or(status::connect_posted) & status::connect_posted) != 0)
        return as_boolean(WSAEALREADY);
    expect_connection(*socket);
    Request* first = nullptr;
    if (data != nullptr && size != 0) {
        first = first_data(*socket, data, size, overlapped);
        if (first == nullptr) {
            socket->clear(status::connect_posted);
            return as_boolean(WSAENOBUFS);
        }
    }
    const int code = connect(*socket, name, namelen, first, overlapped);
    if (code != WSA_IO_PENDING)
        socket->clear(status::connect_posted);
    return as_boolean(code);
}

} // namespace ws2::provider::tcpip
