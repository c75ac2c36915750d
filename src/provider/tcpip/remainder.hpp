// Room provider_tcpip: octets of a non-blocking stream send that the kernel did not take at once.
// The provider owns them; one lazily started thread sends them, in order, as the kernel makes room.
//
// A socket with a remainder has status::remainder set, and the writer holds a reference to it: a
// program may close it, and its descriptor stays until the last octet is with the kernel.
#pragma once

#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/socket_state.hpp"

#include <cstddef>
#include <vector>

namespace ws2::kernel {
class Signal;
}

namespace ws2::provider::tcpip {

struct Remainder {
    std::vector<unsigned char> octets;
    std::size_t sent = 0;
    int native_flags = 0;
    bool shut_down_after = false; // SD_SEND was asked for meanwhile
    bool last = false;            // sending was ended or the socket closed: the process's end waits
    std::vector<const kernel::Signal*> waiters;
};

// Hands the caller's octets behind what the kernel has taken over to the writer. The caller holds
// `socket.send_order` and a reference, and has seen no remainder. WSAEFAULT if they are not
// readable, WSAENOBUFS if there is no memory or no thread: then nothing is owned.
int own_remainder(SocketState& socket, const kernel::Piece* pieces, std::size_t count,
                  int native_flags);

// An overlapped send behind a remainder joins it. The caller holds `socket.send_order` and has seen
// the remainder. WSAEWOULDBLOCK beyond `most_unsent`, WSAEFAULT.
inline constexpr std::size_t most_unsent = std::size_t{1} << 26U;
int extend_remainder(SocketState& socket, const kernel::Piece* pieces, std::size_t count);

// Nothing follows the remainder any more, if there is one: the socket is being closed. The process
// does not end by exit before it is sent or its peer has taken nothing of it for ten seconds;
// should the process end in another way, the peer sees a reset and not an end that looks graceful.
void let_remainder_go(SocketState& socket) noexcept;

// Shuts the send side down now, or behind the remainder, which is then let go likewise.
base::Result<void> shut_send_side(SocketState& socket) noexcept;

// Forgets the remainder, for a close that is to reset.
void drop_remainder(SocketState& socket) noexcept;

// Raises `signal` when the socket has no remainder any more. False if it has none already. Each
// successful call is paired with stop_waiting.
bool wait_for_remainder(SocketState& socket, const kernel::Signal& signal);
void stop_waiting(SocketState& socket, const kernel::Signal& signal) noexcept;

// Wakes everyone who waits for this remainder, because the socket is closing.
void wake_remainder_waiters(SocketState& socket) noexcept;

// Blocks until the socket has no remainder or is closing: 0, WSAETIMEDOUT at the deadline,
// WSA_OPERATION_ABORTED, WSAENOBUFS.
int await_remainder(SocketState& socket, kernel::Moment deadline);

} // namespace ws2::provider::tcpip
