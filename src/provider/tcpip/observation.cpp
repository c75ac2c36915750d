// Room provider_tcpip: which network events are true of a socket now: one poll, and a peek at
// what it calls readable.
#include "provider/tcpip/observation.hpp"

#include "kernel/background.hpp"
#include "kernel/message.hpp"
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/connect.hpp"

namespace ws2::provider::tcpip {
namespace {

namespace ready = kernel::ready;

constexpr short broken = ready::error | ready::hang_up;

LONG look_at_datagrams(const SocketState& socket, short found) noexcept {
    LONG events = 0;
    const bool answered = socket.has(status::datagram_reset) ||
                          ((found & ready::error) != 0 && socket.has(status::report_reset));
    if (!socket.has(status::receive_shut) && ((found & ready::readable) != 0 || answered))
        events |= FD_READ;
    if (!socket.has(status::send_shut) && (found & ready::writable) != 0)
        events |= FD_WRITE;
    if (socket.has(status::connected))
        events |= FD_CONNECT;
    return events;
}

int note_break(SocketState& socket, int code) noexcept {
    socket.set(status::reset); // the kernel has told us, so calls have to hear it from us
    return code == WSAECONNRESET ? WSAECONNRESET : WSAECONNABORTED;
}

// Why a connection that the kernel calls broken broke: 0 if both sides ended it.
int cause_of_break(SocketState& socket) noexcept {
    if (socket.has(status::reset))
        return WSAECONNRESET;
    const int code = kernel::take_error(socket.descriptor);
    return code == 0 ? 0 : note_break(socket, code);
}

// What a receive would find. A poll does not tell: it calls an urgent octet, and for a moment an
// end, data.
LONG look_at_front(SocketState& socket, int& close_code) noexcept {
    unsigned char octet = 0;
    const base::Result<std::uint32_t> front = kernel::receive(
        socket.descriptor, &octet, 1, kernel::native_flag::peek | kernel::native_flag::dont_wait);
    if (front)
        return front.value != 0 ? FD_READ : FD_CLOSE;
    if (front.error == WSAEWOULDBLOCK || front.error == WSAEINTR)
        return 0;
    close_code = note_break(socket, front.error);
    return FD_CLOSE;
}

void look_at_connection(SocketState& socket, short found, Observation& seen) noexcept {
    if (!socket.has(status::answered))
        seen.events |= FD_CONNECT;
    if ((found & broken) != 0)
        seen.close_code = cause_of_break(socket);
    if (socket.has(status::reset)) {
        seen.close_code = seen.close_code != 0 ? seen.close_code : WSAECONNRESET;
        seen.events |= FD_CLOSE;
        return;
    }
    const bool open = !socket.has(status::receive_shut);
    if (!open && (found & ready::peer_closed) != 0 && kernel::tcp_peer_ended(socket.descriptor))
        seen.events |= FD_CLOSE; // the kernel reports our own end there, too
    if (open && (found & (ready::readable | ready::peer_closed)) != 0)
        seen.events |= look_at_front(socket, seen.close_code);
    if (open && !socket.has(status::oob_inline) && (found & ready::urgent) != 0)
        seen.events |= FD_OOB;
    if (!socket.has(status::remainder | status::send_shut) && (found & ready::writable) != 0)
        seen.events |= FD_WRITE;
}

void look_at_stream(SocketState& socket, short found, Observation& seen) noexcept {
    if (socket.has(status::listening)) {
        // A deferred request at the head of the queue keeps the others silent.
        if ((found & ready::readable) != 0 && socket.deferred_count.load() == 0)
            seen.events |= FD_ACCEPT;
    } else if (socket.has(status::connected)) {
        look_at_connection(socket, found, seen);
    } else if (socket.has(status::connect_failed)) {
        seen.connect_code = socket.connect_error.load();
        if (seen.connect_code != 0)
            seen.events |= FD_CONNECT;
    }
}

// Not as the calls do it: a socket whose connect is only just beginning is "broken", too.
void note_end_of_connect(SocketState& socket) noexcept {
    const int code = kernel::connect_outcome(socket.descriptor);
    if (code != WSAEWOULDBLOCK && socket.has(status::connecting))
        end_connect(socket, code);
}

} // namespace

Observation look(SocketState& socket, LONG wanted) noexcept {
    Observation seen;
    if (socket.has(status::connecting))
        note_end_of_connect(socket);
    const short asked = ready::readable | ready::urgent | ready::writable | ready::peer_closed;
    const short found = kernel::poll_one(socket.descriptor, asked, kernel::at_once).value;
    if (socket.datagram)
        seen.events = look_at_datagrams(socket, found);
    else
        look_at_stream(socket, found, seen);
    seen.events &= wanted;
    return seen;
}

} // namespace ws2::provider::tcpip
