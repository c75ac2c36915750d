// Room provider_tcpip: WSPListen, WSPAccept.
//
// A listener's descriptor is always non-blocking: accept is a try, and a poll between tries when
// the program's socket is blocking.
#include "kernel/descriptor.hpp"
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/deferred_accepts.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/open.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

constexpr int largest_address = 110;
constexpr int largest_backlog = 65535;

struct Name {
    alignas(8) unsigned char octets[largest_address] = {};
    unsigned size = 0;
};

// SOMAXCONN_HINT(n) is -n.
int clamp_backlog(int backlog) noexcept {
    const long long wanted = backlog < 0 ? -static_cast<long long>(backlog) : backlog;
    return static_cast<int>(std::clamp<long long>(wanted, 1, largest_backlog));
}

// The head of the deferred requests, if there is one. It may have been withdrawn meanwhile.
Result<int> take_deferred(SocketState& listener) {
    if (listener.deferred_count.load() == 0)
        return Result<int>::ok(-1);
    const std::lock_guard guard(listener.accept_order);
    if (!listener.deferred || listener.deferred->connections.empty())
        return Result<int>::ok(-1);
    kernel::Descriptor head = std::move(listener.deferred->connections.front());
    listener.deferred->connections.pop_front();
    listener.deferred_count.fetch_sub(1);
    if (kernel::tcp_dead(head.get()))
        return Result<int>::fail(WSAEACCES);
    return Result<int>::ok(head.release());
}

void defer(SocketState& listener, kernel::Descriptor connection) {
    const std::lock_guard guard(listener.accept_order);
    if (!listener.deferred)
        listener.deferred = std::make_unique<DeferredAccepts>();
    listener.deferred->connections.push_front(std::move(connection));
    listener.deferred_count.fetch_add(1);
}

Result<int> next_connection(SocketState& listener) {
    if (const Result<int> deferred = take_deferred(listener); !deferred || deferred.value >= 0) {
        if (deferred) // it was accepted in the mode of another moment
            kernel::set_non_blocking(deferred.value, listener.has(status::non_blocking));
        return deferred;
    }
    for (;;) {
        const bool non_blocking = listener.has(status::non_blocking);
        const Result<int> accepted = kernel::accept(listener.descriptor, non_blocking);
        if (accepted)
            return accepted;
        if (listener.closing())
            return Result<int>::fail(WSAEINTR);
        if (accepted.error != WSAEWOULDBLOCK || non_blocking)
            return accepted;
        if (const int code = run_hook_until(listener, kernel::ready::readable, kernel::never);
            code != 0)
            return Result<int>::fail(code);
        if (const int code =
                kernel::await(listener.descriptor, kernel::ready::readable, kernel::never);
            code != 0)
            return Result<int>::fail(code);
    }
}

// Asks the program. 0 to accept, else the code that WSPAccept answers; takes the connection then.
int ask(SocketState& listener, kernel::Descriptor& connection, const Name& peer, Name& local,
        LPCONDITIONPROC condition, DWORD_PTR callback_data) {
    WSABUF caller_id{peer.size, reinterpret_cast<CHAR*>(const_cast<unsigned char*>(peer.octets))};
    WSABUF callee_id{local.size, reinterpret_cast<CHAR*>(local.octets)};
    WSABUF callee_data{0, nullptr}; // no user data on this transport
    GROUP group = 0;
    const int answer = condition(&caller_id, nullptr, nullptr, nullptr, &callee_id, &callee_data,
                                 &group, callback_data);
    switch (answer) {
    case CF_ACCEPT: return 0;
    case CF_DEFER: defer(listener, std::move(connection)); return WSATRY_AGAIN;
    default:
        kernel::set_linger(connection.get(), true, 0); // the peer sees a reset
        connection.reset();
        return answer == CF_REJECT ? WSAECONNREFUSED : WSAEINVAL;
    }
}

SOCKET take_over(SocketState& listener, kernel::Descriptor connection, LPINT lpErrno) {
    SocketState* const socket = sockets.prepare(connection.get());
    if (socket == nullptr)
        return fail_socket(lpErrno, WSAEMFILE);
    socket->datagram = false;
    socket->address_family = listener.address_family;
    socket->type = listener.type;
    socket->protocol = listener.protocol;
    socket->family = listener.family;
    socket->entry = listener.entry;
    socket->status.store(listener.status.load() & status::inherited);
    socket->kept.store(listener.kept.load() &
                       ~(choice::conditional_accept | choice::not_inherited));
    socket->receive_timeout_ms.store(listener.receive_timeout_ms.load());
    socket->send_timeout_ms.store(listener.send_timeout_ms.load());
    socket->linger.store(listener.linger.load());
    mark_connected(*socket);
    socket->set(status::answered);
    static_cast<void>(connection.release());
    const SOCKET handle = give_out(*socket, lpErrno);
    if (handle != INVALID_SOCKET && listener.has(status::watched)) {
        const SocketReference accepted(handle);
        if (accepted)
            inherit_subscription(listener, *accepted);
    }
    return handle;
}

SOCKET accept_one(SocketState& listener, struct sockaddr* addr, LPINT addrlen,
                  LPCONDITIONPROC condition, DWORD_PTR callback_data, LPINT lpErrno) {
    const Result<int> next = next_connection(listener);
    if (!next)
        return fail_socket(lpErrno, next.error);
    kernel::Descriptor connection(next.value);
    Name peer;
    if (addr != nullptr || condition != nullptr) {
        Result<unsigned> size =
            kernel::peer_address(connection.get(), peer.octets, sizeof peer.octets);
        // Reset since it arrived: the program hears of it as of any other reset, and its accept
        // does not depend on who was faster.
        if (!size && listener.tcp())
            size = kernel::last_peer_address(connection.get(), peer.octets,
                                             static_cast<unsigned>(listener.address_size()));
        if (!size)
            return fail_socket(lpErrno, WSAECONNRESET);
        peer.size = size.value;
    }
    if (addr != nullptr) {
        std::copy_n(peer.octets, peer.size, reinterpret_cast<unsigned char*>(addr));
        *addrlen = static_cast<int>(peer.size);
    }
    if (condition != nullptr) {
        Name local;
        local.size =
            kernel::local_address(connection.get(), local.octets, sizeof local.octets).value;
        const int code = ask(listener, connection, peer, local, condition, callback_data);
        if (code != 0)
            return fail_socket(lpErrno, code);
    }
    return take_over(listener, std::move(connection), lpErrno);
}

} // namespace

int WSPAPI WSPListen(SOCKET s, int backlog, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (socket->datagram)
        return fail(lpErrno, WSAEOPNOTSUPP);
    if (socket->has(status::connected | status::connecting))
        return fail(lpErrno, WSAEISCONN);
    if (!socket->has(status::bound))
        return fail(lpErrno, WSAEINVAL);
    kernel::set_non_blocking(socket->descriptor, true);
    // Inherited by the connections, whose TIME_WAIT then lets the port be bound again (bind.cpp).
    kernel::set_reuse_address(socket->descriptor, true);
    const Result<void> listening = kernel::listen(socket->descriptor, clamp_backlog(backlog));
    if (listening) {
        socket->set(status::listening);
        note_change(*socket);
    } else if (!socket->has(status::listening)) {
        kernel::set_reuse_address(socket->descriptor, false);
        kernel::set_non_blocking(socket->descriptor, socket->has(status::non_blocking));
    }
    return finish(lpErrno, listening);
}

SOCKET WSPAPI WSPAccept(SOCKET s, struct sockaddr* addr, LPINT addrlen, LPCONDITIONPROC condition,
                        DWORD_PTR callback_data, LPINT lpErrno) try {
    const SocketReference socket(s);
    if (!socket)
        return fail_socket(lpErrno, WSAENOTSOCK);
    if (socket->datagram)
        return fail_socket(lpErrno, WSAEOPNOTSUPP);
    if (!socket->has(status::listening))
        return fail_socket(lpErrno, WSAEINVAL);
    if (addr != nullptr && (addrlen == nullptr || *addrlen < socket->address_size())) {
        note_call(*socket, FD_ACCEPT);
        return fail_socket(lpErrno, WSAEFAULT);
    }
    int code = 0;
    const SOCKET accepted = accept_one(*socket, addr, addrlen, condition, callback_data, &code);
    if (code != WSATRY_AGAIN) // CF_DEFER
        note_call(*socket, FD_ACCEPT);
    return accepted != INVALID_SOCKET ? accepted : fail_socket(lpErrno, code);
} catch (...) {
    return fail_socket(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
