// Room provider_tcpip: WSPConnect.
#include "provider/tcpip/connect.hpp"

#include "kernel/address.hpp"
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

bool all_zero(const unsigned char* octets, std::size_t count) noexcept {
    return std::all_of(octets, octets + count, [](unsigned char octet) { return octet == 0; });
}

// sockaddr_in: address at 4; sockaddr_in6: address at 8. Both: port at 2.
bool names_no_host(const SocketState& socket, const sockaddr* name) noexcept {
    const auto* octets = reinterpret_cast<const unsigned char*>(name);
    return socket.address_family == AF_INET6 ? all_zero(octets + 8, 16) : all_zero(octets + 4, 4);
}

bool names_no_port(const sockaddr* name) noexcept {
    return all_zero(reinterpret_cast<const unsigned char*>(name) + 2, 2);
}

void note_failure(SocketState& socket, int code) noexcept {
    int none = 0;
    if (code != 0)
        socket.connect_error.compare_exchange_strong(none, code);
    socket.set(status::connect_failed);
    socket.clear(status::connecting);
}

// A reset says that there was a connection: a caller that is not accepted at all is refused.
bool has_stood(int code) noexcept {
    return code == 0 || code == WSAECONNRESET;
}

void note_connection(SocketState& socket, int code) noexcept {
    mark_connected(socket);
    if (code != 0)
        socket.set(status::reset);
}

// Makes a socket whose connect failed as good as new: Windows lets it connect again.
void forget_failure(SocketState& socket) noexcept {
    socket.connect_error.store(0);
    socket.clear(status::connect_failed);
    if (!socket.has(status::explicitly_bound))
        socket.clear(status::bound);
    static_cast<void>(kernel::dissolve(socket.descriptor));
}

// The address is remembered by TIME_WAIT; a program that bound it may want to bind it again.
void after_start(SocketState& socket) noexcept {
    if (socket.has(status::explicitly_bound))
        kernel::set_reuse_address(socket.descriptor, true);
    socket.set(status::bound);
}

int fail_stream(SocketState& socket, int code, LPINT lpErrno) noexcept {
    socket.clear(status::connecting);
    forget_failure(socket);
    return fail(lpErrno, code);
}

// SO_SNDTIMEO does not limit a connect, so the rest of the wait is a poll without end. One that
// ends early is the wait's end alone: the attempt goes on.
int wait_for_connection(SocketState& socket, LPINT lpErrno) noexcept {
    const int waited = kernel::await(socket.descriptor, kernel::ready::writable, kernel::never);
    if (socket.closing())
        return fail(lpErrno, WSAEINTR);
    if (waited != 0)
        return fail(lpErrno, waited);
    const int code = kernel::take_connect_error(socket.descriptor);
    if (!has_stood(code))
        return fail_stream(socket, code, lpErrno);
    note_connection(socket, code);
    return 0;
}

// What an earlier connect left behind: 0, or the code of a second one.
int check_earlier(SocketState& socket) noexcept {
    if (socket.has(status::listening))
        return WSAEINVAL;
    if (socket.has(status::connect_posted))
        return WSAEALREADY;
    if (socket.has(status::connecting)) {
        refresh_connect(socket);
        if (socket.has(status::connecting))
            return WSAEALREADY;
    }
    if (socket.has(status::connected))
        return WSAEISCONN;
    return 0;
}

int connect_stream(SocketState& socket, const sockaddr* name, int namelen, LPINT lpErrno) {
    if (const int code = check_earlier(socket); code != 0)
        return fail(lpErrno, code);
    if (!socket.local() && (names_no_host(socket, name) || names_no_port(name)))
        return fail(lpErrno, WSAEADDRNOTAVAIL); // Linux would take it for the loopback
    if (socket.has(status::connect_failed))
        forget_failure(socket);
    if ((socket.status.fetch_or(status::connecting) & status::connecting) != 0)
        return fail(lpErrno, WSAEALREADY);
    expect_connection(socket);
    const bool non_blocking = socket.has(status::non_blocking);
    const bool hooked = !non_blocking && !socket.local() && Hook(socket);
    if (hooked)
        kernel::set_non_blocking(socket.descriptor, true);
    Result<void> started = kernel::connect(socket.descriptor, name, namelen);
    if (socket.local() && started.error == WSAENOBUFS)
        started.error = WSAECONNREFUSED; // as many wait as the listener wants
    if (hooked)
        kernel::set_non_blocking(socket.descriptor, false);
    if (non_blocking && started.error == WSAECONNRESET) {
        note_connection(socket, started.error);
        started.error = WSAEWOULDBLOCK;
    }
    const bool cancelled = started.error == WSA_OPERATION_ABORTED && !socket.local();
    if (has_stood(started.error) || started.error == WSAEWOULDBLOCK || cancelled)
        after_start(socket);
    if (cancelled)
        return fail(lpErrno, started.error);
    if (non_blocking) {
        // On Windows a non-blocking connect never succeeds or is refused on the spot, and programs
        // wait for the notification; over the loopback Linux knows at once.
        if (started.error == WSAECONNREFUSED)
            note_failure(socket, started.error);
        else if (!started && started.error != WSAEWOULDBLOCK)
            return fail_stream(socket, started.error, lpErrno);
        return fail(lpErrno, WSAEWOULDBLOCK);
    }
    if (has_stood(started.error)) {
        note_connection(socket, started.error);
        return 0;
    }
    if (started.error == WSAEWOULDBLOCK) {
        const int code = run_hook_until(socket, kernel::ready::writable, kernel::never);
        return code != 0 ? fail(lpErrno, code) : wait_for_connection(socket, lpErrno);
    }
    if (socket.closing())
        return fail(lpErrno, WSAEINTR);
    return fail_stream(socket, started.error, lpErrno);
}

int connect_datagram(SocketState& socket, const sockaddr* name, int namelen,
                     LPINT lpErrno) noexcept {
    if (names_no_host(socket, name)) {
        const Result<void> dissolved = kernel::dissolve(internet_descriptor(socket));
        if (dissolved)
            socket.clear(status::connected);
        return finish(lpErrno, dissolved);
    }
    if (socket.has(status::bound))
        kernel::drain_datagrams(socket.descriptor); // what came from other peers is dropped
    expect_connection(socket);
    const Result<void> connected = kernel::connect(internet_descriptor(socket), name, namelen);
    if (connected)
        mark_connected(socket);
    return finish(lpErrno, connected);
}

} // namespace

void note_connect(SocketState& socket, short found) noexcept {
    if ((found & (kernel::ready::error | kernel::ready::hang_up)) != 0) {
        const int code = kernel::take_connect_error(socket.descriptor);
        if (code == WSAECONNRESET)
            note_connection(socket, code);
        else
            note_failure(socket, code);
    } else if ((found & kernel::ready::writable) != 0) {
        mark_connected(socket);
    }
}

void end_connect(SocketState& socket, int code) noexcept {
    if (has_stood(code))
        note_connection(socket, code);
    else
        note_failure(socket, code);
}

void refresh_connect(SocketState& socket) noexcept {
    const Result<short> found =
        kernel::poll_one(socket.descriptor, kernel::ready::writable, kernel::at_once);
    if (found && found.value != 0)
        note_connect(socket, found.value);
}

int WSPAPI WSPConnect(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF caller_data,
                      LPWSABUF callee_data, LPQOS sqos, LPQOS gqos, LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (name == nullptr || namelen < socket->least_address_size())
        return fail(lpErrno, WSAEFAULT);
    if (kernel::family_of(name, namelen) != socket->address_family)
        return fail(lpErrno, WSAEAFNOSUPPORT);
    if (socket->datagram) { // connectionless sockets ignore user data and quality of service
        const int outcome = connect_datagram(*socket, name, namelen, lpErrno);
        note_change(*socket);
        return outcome;
    }
    if (caller_data != nullptr && caller_data->len != 0)
        return fail(lpErrno, WSAEPROTONOSUPPORT);
    if (sqos != nullptr || gqos != nullptr)
        return fail(lpErrno, WSAEOPNOTSUPP);
    const int outcome = connect_stream(*socket, name, namelen, lpErrno);
    note_change(*socket);
    if (outcome == 0 && callee_data != nullptr)
        callee_data->len = 0; // none came, and none can
    return outcome;
}

} // namespace ws2::provider::tcpip
