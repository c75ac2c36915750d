// Courier, the example provider: from WSPSocket to WSPCloseSocket.
#include "slots.hpp"
#include "socket.hpp"

#include <cstring>
#include <new>

namespace courier {
namespace {

constexpr int port_first = 20000;
constexpr int port_last = 60000;

// The port of an address, or -1 with the code in `code`.
int port_of(const sockaddr* name, int length, int& code) {
    sockaddr_in in{};
    code = WSAEFAULT;
    if (name == nullptr || length < static_cast<int>(sizeof in))
        return -1;
    std::memcpy(&in, name, sizeof in);
    if (in.sin_family != AF_INET)
        return -1;
    return ntohs(in.sin_port);
}

int bind_port(Socket& socket, int wanted) {
    int port = wanted != 0 ? wanted : port_first;
    int result = wire::bind(socket.fd, static_cast<u_short>(port));
    while (result != 0 && wanted == 0 && ++port < port_last) // 0: any that is free
        result = wire::bind(socket.fd, static_cast<u_short>(port));
    if (result != 0)
        return code_of(result);
    socket.port = static_cast<u_short>(port);
    socket.bound = true;
    return 0;
}

SOCKET publish_descriptor(int fd, const Socket* listener, LPINT error) {
    try {
        auto socket = std::make_shared<Socket>(fd);
        if (listener != nullptr) { // an accepted socket is like its listener
            socket->bound = true;
            socket->connected = true;
            socket->port = listener->port.load();
            socket->waits = listener->waits.load();
        }
        return publish(std::move(socket), error);
    } catch (const std::bad_alloc&) {
        *error = WSAENOBUFS;
        return INVALID_SOCKET;
    }
}

} // namespace

SOCKET WSPAPI socket_slot(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT error) {
    const int fd = wire::open();
    if (fd < 0) {
        *error = code_of(fd);
        return INVALID_SOCKET;
    }
    return publish_descriptor(fd, nullptr, error);
}

int WSPAPI bind_slot(SOCKET s, const sockaddr* name, int length, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        int code = 0;
        const int port = port_of(name, length, code);
        if (port < 0)
            return code;
        if (socket.bound)
            return WSAEINVAL;
        return bind_port(socket, port);
    });
}

int WSPAPI listen_slot(SOCKET s, int backlog, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        if (!socket.bound || socket.connected)
            return socket.bound ? WSAEISCONN : WSAEINVAL;
        if (const int result = wire::listen(socket.fd, backlog); result < 0)
            return code_of(result);
        socket.listening = true;
        return 0;
    });
}

SOCKET WSPAPI accept_slot(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                          DWORD_PTR, LPINT error) {
    const SocketRef listener = find(s);
    int code = 0;
    if (!listener)
        code = WSAENOTSOCK;
    else if (!listener->listening)
        code = WSAEINVAL;
    else if (condition != nullptr) // this wire has nothing to ask a condition function about
        code = WSAEOPNOTSUPP;
    int fd = -1;
    if (code == 0) {
        fd = wire::accept(listener->fd, listener->waits);
        if (fd < 0)
            code = listener->closed ? WSAEINTR : code_of(fd);
    }
    if (code != 0) {
        *error = code;
        return INVALID_SOCKET;
    }
    const SOCKET accepted = publish_descriptor(fd, listener.get(), error);
    if (accepted != INVALID_SOCKET && name != nullptr && length != nullptr)
        peer_name_slot(accepted, name, length, &code);
    return accepted;
}

int WSPAPI connect_slot(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                        LPWSABUF callee, LPQOS, LPQOS, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        int code = 0;
        const int port = port_of(name, length, code);
        if (port < 0)
            return code;
        if (socket.listening)
            return WSAEINVAL;
        if (socket.connected)
            return WSAEISCONN;
        if (caller != nullptr)
            return WSAEPROTONOSUPPORT; // no connect data on this wire
        if (callee != nullptr)
            callee->len = 0;
        if (const int result = wire::connect(socket.fd, static_cast<u_short>(port)); result < 0)
            return code_of(result);
        socket.peer_port = static_cast<u_short>(port);
        socket.bound = true;
        socket.connected = true;
        return 0;
    });
}

int WSPAPI close_slot(SOCKET s, LPINT error) {
    const SocketRef socket = withdraw(s);
    if (!socket)
        return answer(WSAENOTSOCK, error);
    const bool said_goodbye = !socket->connected || socket->send_closed;
    if (!said_goodbye) // closing alone says it, without data
        wire::send(socket->fd, wire::Kind::disconnect, {}, false);
    socket->closed = true; // calls that wait on other threads end now, with WSAEINTR
    wire::wake(socket->fd, !said_goodbye);
    return 0;
}

} // namespace courier
