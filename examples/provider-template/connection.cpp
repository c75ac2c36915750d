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
    if (!wire::copy_in(&in, name, sizeof in))
        return -1;
    code = WSAEAFNOSUPPORT;
    if (in.sin_family != AF_INET)
        return -1;
    code = WSAEADDRNOTAVAIL; // nobody but this machine is at the other end of the wire
    if (in.sin_addr.s_addr != htonl(INADDR_LOOPBACK) && in.sin_addr.s_addr != htonl(INADDR_ANY))
        return -1;
    return ntohs(in.sin_port);
}

int bind_port(Socket& socket, int wanted) {
    static std::atomic<int> next = 0;
    constexpr int ports = port_last - port_first;
    const auto any = [] { return port_first + static_cast<int>(unsigned(next++) % ports); };
    int port = wanted != 0 ? wanted : any();
    int result = wire::bind(socket.fd, static_cast<u_short>(port));
    for (int tries = 0; result != 0 && wanted == 0 && tries < ports; ++tries) {
        port = any(); // 0: any that is free
        result = wire::bind(socket.fd, static_cast<u_short>(port));
    }
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
            socket->peer_port = static_cast<u_short>(wire::peer_port(fd));
            socket->take_options_of(*listener);
        }
        return publish(std::move(socket), error);
    } catch (const std::bad_alloc&) {
        *error = WSAENOBUFS;
        return INVALID_SOCKET;
    }
}

// A caller that was put off comes first.
int next_caller(Socket& listener, int& code) {
    int fd = listener.deferred.exchange(-1);
    if (fd < 0)
        fd = wire::accept(listener.fd, listener.waits ? wire::for_ever : wire::no_wait);
    if (fd < 0)
        code = listener.closed ? WSAEINTR : code_of(fd);
    return fd;
}

sockaddr_in address_of(u_short port) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in.sin_port = htons(port);
    return in;
}

// What the condition function makes of the caller. No lock is held here.
int ask(Socket& listener, int fd, LPCONDITIONPROC condition, DWORD_PTR context) {
    sockaddr_in from = address_of(static_cast<u_short>(wire::peer_port(fd)));
    sockaddr_in to = address_of(listener.port);
    WSABUF caller{sizeof from, reinterpret_cast<char*>(&from)};
    WSABUF callee{sizeof to, reinterpret_cast<char*>(&to)};
    WSABUF no_data{0, nullptr};
    const int answered =
        condition(&caller, &no_data, nullptr, nullptr, &callee, nullptr, nullptr, context);
    if (answered == CF_ACCEPT)
        return 0;
    int none = -1;
    if (answered == CF_DEFER && listener.deferred.compare_exchange_strong(none, fd))
        return WSATRY_AGAIN;
    wire::close(fd);
    return answered == CF_REJECT  ? WSAECONNREFUSED
           : answered == CF_DEFER ? WSATRY_AGAIN
                                  : WSAEINVAL;
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
                          DWORD_PTR context, LPINT error) {
    const SocketRef listener = find(s);
    int code = 0;
    int fd = -1;
    int room = 0;
    if (!listener)
        code = WSAENOTSOCK;
    else if (!listener->listening)
        code = WSAEINVAL;
    else if (name != nullptr && (length == nullptr || !wire::copy_in(&room, length, sizeof room) ||
                                 room < static_cast<int>(sizeof(sockaddr_in))))
        code = WSAEFAULT;
    else
        fd = next_caller(*listener, code);
    if (code == 0 && condition != nullptr)
        code = ask(*listener, fd, condition, context);
    if (code != 0) {
        *error = code;
        return INVALID_SOCKET;
    }
    const SOCKET accepted = publish_descriptor(fd, listener.get(), error);
    if (accepted != INVALID_SOCKET && name != nullptr)
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
        if (port == 0)
            return WSAEADDRNOTAVAIL;
        if (caller != nullptr)
            return WSAEPROTONOSUPPORT; // no connect data on this wire
        if (callee != nullptr)
            callee->len = 0;
        if (const int failure = socket.bound ? 0 : bind_port(socket, 0); failure != 0)
            return failure;
        if (const int result = wire::connect(socket.fd, static_cast<u_short>(port),
                                             socket.waits ? wire::for_ever : wire::no_wait);
            result < 0)
            return socket.closed ? WSAEINTR : code_of(result);
        socket.peer_port = static_cast<u_short>(port);
        socket.bound = true;
        socket.connected = true;
        return 0;
    });
}

// Closing alone says goodbye, without data. SO_LINGER with a time waits for it, without one resets.
int WSPAPI close_slot(SOCKET s, LPINT error) {
    const SocketRef socket = find(s);
    if (!socket)
        return answer(WSAENOTSOCK, error);
    const bool silent = !socket->connected || socket->send_closed;
    const bool lingers = !silent && socket->lingers;
    bool reset = false;
    if (lingers && socket->linger_s != 0) {
        const int wait_ms = socket->waits ? socket->linger_s * 1000 : wire::no_wait;
        const int result =
            wire::send(socket->fd, wire::Kind::disconnect, {}, wait_ms, socket->closed);
        if (code_of(result) == WSAEWOULDBLOCK && !socket->waits)
            return answer(WSAEWOULDBLOCK, error);
        reset = result < 0;
    }
    if (withdraw(s) == nullptr)
        return answer(WSAENOTSOCK, error);
    if (!silent && !lingers)
        say_goodbye(*socket, {});
    socket->closed = true; // calls that wait on other threads end now, with WSAEINTR
    wire::wake(socket->fd, reset || (lingers && socket->linger_s == 0));
    return 0;
}

} // namespace courier
