// Room kernel: the sockets under named pipes. Streams for pipes of bytes, sequenced packets for
// pipes of messages. Nothing here waits. -1 and errno for a failure, as of system calls; EINTR is
// repeated.
#pragma once

#include "kernel/socket.hpp"

#include <cstddef>
#include <cstdint>
#include <sys/types.h>

namespace ws2::kernel {

// `name` is in `folder` (a descriptor), which must be one that only the user can write to. All that
// return a descriptor return one that is close-on-exec and no standard stream's.

// A listener that one client can connect to; it has the second wait until that was accepted.
int pipe_listen(int folder, const char* name, bool messages) noexcept;
// From here on nobody can connect; who has already is still to be accepted.
void pipe_stop_listening(int listener) noexcept;
int pipe_accept(int listener) noexcept;
// EAGAIN: another client was first. ECONNREFUSED: nobody listens (any more).
int pipe_connect(int folder, const char* name, bool messages) noexcept;
// A socket that is connected to nothing.
int pipe_unconnected(bool messages) noexcept;

// 0 is the end. `*descriptor` is what came with the packet, or -1; null: not asked for.
ssize_t pipe_receive(int pipe, const Piece* pieces, std::size_t count, bool peek,
                     int* descriptor) noexcept;
// `descriptor` -1: none goes along.
ssize_t pipe_send(int pipe, const Piece* pieces, std::size_t count, int descriptor) noexcept;

// Waits until the other end has read everything, or is gone. 0 or -1.
int pipe_drain(int pipe) noexcept;
bool pipe_peer_gone(int pipe) noexcept;
void pipe_hang_up(int pipe) noexcept;
// The process that connected or listened; 0 if that is not known.
std::uint32_t pipe_peer(int pipe) noexcept;
// Room for that many octets on their way, as far as the system gives it.
void pipe_want_room(int pipe, std::size_t size) noexcept;

} // namespace ws2::kernel
