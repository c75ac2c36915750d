// Room provider_tcpip: WSPCloseSocket, and what the last WSPCleanup does to open sockets.
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/readiness.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/network_change.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/registered_io.hpp"
#include "provider/tcpip/remainder.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <array>
#include <chrono>
#include <ws2io.h>

namespace ws2::provider::tcpip {
namespace {

// How a close treats what is still to be sent.
enum class Farewell {
    background, // graceful, nobody waits
    wait,       // graceful, the caller waits up to SO_LINGER's time, then it is a reset
    reset,
};

// Waits until the peer has acknowledged everything including our FIN. False at the deadline. A poll
// cannot see that moment, but an edge-triggered set reports every change of the connection's state.
bool await_graceful_end(const SocketState& socket, kernel::Moment deadline) noexcept {
    const kernel::ReadinessSet set;
    if (!set || !set.add_writable(socket.descriptor, 0))
        return kernel::tcp_finished(socket.descriptor);
    std::array<std::uint64_t, 4> ignored{};
    while (!kernel::tcp_finished(socket.descriptor)) {
        if (kernel::poll_one(set.descriptor(), kernel::ready::readable, deadline).value == 0)
            return kernel::tcp_finished(socket.descriptor);
        set.wait(ignored.data(), ignored.size());
    }
    return true;
}

// The blocking close of section 1.3: sends what is queued, waits, resets when the time is over.
void linger(SocketState& socket, unsigned seconds) {
    const kernel::Moment deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    const kernel::Signal drained;
    bool graceful = true;
    if (wait_for_remainder(socket, drained)) {
        static_cast<void>(
            kernel::poll_one(drained.descriptor(), kernel::ready::readable, deadline));
        stop_waiting(socket, drained);
        graceful = !socket.has(status::remainder);
    }
    if (graceful) {
        static_cast<void>(kernel::shutdown(socket.descriptor, kernel::End::send));
        graceful = await_graceful_end(socket, deadline);
    }
    if (!graceful) {
        drop_remainder(socket);
        kernel::set_linger(socket.descriptor, true, 0);
    }
}

// Ends the calls that are blocked in the socket; they see closing() and answer WSAEINTR. A
// remainder keeps the send side: those who wait for it are woken by its signal.
void wake_calls(SocketState& socket) noexcept {
    if (socket.keeps(choice::shared))
        return wake_remainder_waiters(socket); // the connection is not ours alone to end
    const bool keep_sending = socket.has(status::remainder);
    const kernel::End ends = keep_sending ? kernel::End::receive : kernel::End::both;
    static_cast<void>(kernel::shutdown(socket.descriptor, ends));
    if (socket.keeps(choice::captures)) // calls from before that
        static_cast<void>(kernel::shutdown(raw_descriptor(socket), ends));
    wake_remainder_waiters(socket);
}

// The caller holds a reference. False if the socket is closing already.
bool close_socket(SocketState& socket, Farewell farewell, unsigned linger_s) {
    unsubscribe(socket);
    forget_changes(socket);
    const std::uint32_t before = socket.references.fetch_and(~SocketState::live);
    if ((before & SocketState::live) == 0)
        return false;
    if (socket.requests.load(std::memory_order_acquire) != nullptr)
        abort_deferred(socket);
    if (socket.has(status::engaged))
        ws2io_shut(socket.descriptor); // overlapped operations end with WSA_OPERATION_ABORTED
    if (farewell == Farewell::reset) {
        drop_remainder(socket);
        kernel::set_linger(socket.descriptor, true, 0);
    } else if (socket.has(status::remainder)) {
        let_remainder_go(socket);
    }
    // Ours, the program's, and the writer's while it has a remainder.
    const std::uint32_t idle = socket.has(status::remainder) ? 3 : 2;
    if ((before & ~SocketState::live) > idle)
        wake_calls(socket);
    if (farewell == Farewell::wait)
        linger(socket, linger_s);
    SocketTable::release(socket); // the program's reference
    return true;
}

bool lingers(const SocketState& socket) noexcept {
    return socket.stream() && (socket.linger.load() & linger_on) != 0;
}

} // namespace

int WSPAPI WSPCloseSocket(SOCKET s, LPINT lpErrno) try {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    const unsigned seconds = socket->linger.load() & 0xFFFFU;
    Farewell farewell = Farewell::background;
    if (socket->keeps(choice::shared)) // the last descriptor decides; Linux keeps SO_LINGER for it
        kernel::set_linger(socket->descriptor, lingers(*socket), static_cast<int>(seconds));
    else if (lingers(*socket) && seconds == 0) {
        farewell = Farewell::reset;
    } else if (lingers(*socket) && socket->has(status::connected)) {
        const bool finished =
            !socket->has(status::remainder) && kernel::tcp_finished(socket->descriptor);
        if (socket->has(status::non_blocking) && !finished)
            return fail(lpErrno, WSAEWOULDBLOCK); // nothing has begun, the handle stays valid
        if (!finished)
            farewell = Farewell::wait;
    }
    return close_socket(*socket, farewell, seconds) ? 0 : fail(lpErrno, WSAENOTSOCK);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

int cleanup(Family& family, LPINT lpErrno) noexcept try {
    {
        const std::lock_guard guard(family.start_lock);
        if (family.starts == 0)
            return fail(lpErrno, WSANOTINITIALISED);
        if (--family.starts != 0)
            return 0;
        family.modify_ifs_handle.store(nullptr);
    }
    // Open sockets are reset; closed ones go on sending what was theirs.
    sockets.for_each([&family](SocketState& socket) {
        if (socket.family != &family)
            return;
        socket.set(status::silent);
        // A connection that is not ours alone goes on.
        close_socket(socket, socket.keeps(choice::shared) ? Farewell::background : Farewell::reset,
                     0);
    });
    return 0;
} catch (...) {
    return fail(lpErrno, WSAENETDOWN);
}

} // namespace ws2::provider::tcpip
