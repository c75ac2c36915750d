// Room kernel: the socket system calls, with Windows numbers in and WSA codes out.
//
// Addresses and families are Windows'; message flags are Linux' (message.hpp maps them, so that a
// hot path can do it once). Calls that move data report WSAEINTR when a signal came: the caller
// owns the timeout and repeats. Everything else repeats by itself.
#pragma once

#include "base/result.hpp"
#include "kernel/direct_call.hpp"

#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

// What an errno means to them.
[[gnu::cold]] base::Result<std::uint32_t> send_failure(int code) noexcept;
[[gnu::cold]] base::Result<std::uint32_t> receive_failure(int code, int native_flags) noexcept;

// Laid out as struct iovec.
struct Piece {
    void* start;
    std::size_t size;
};

// A new socket, close-on-exec.
base::Result<int> open_socket(int windows_family, int type, int protocol) noexcept;

base::Result<void> bind(int descriptor, const void* address, int size) noexcept;
base::Result<void> listen(int descriptor, int backlog) noexcept;

// The next connection, close-on-exec. WSAEWOULDBLOCK if there is none (listeners are non-blocking).
base::Result<int> accept(int descriptor, bool non_blocking) noexcept;

// WSAEWOULDBLOCK if the attempt goes on in the background, whatever the reason (non-blocking
// socket, a signal, the socket's send timeout). WSA_OPERATION_ABORTED if another thread cancelled
// the wait: it goes on then, too, but not over AF_UNIX.
base::Result<void> connect(int descriptor, const void* address, int size) noexcept;

// Ends a datagram association; resets a stream and leaves it ready to connect anew.
base::Result<void> dissolve(int descriptor) noexcept;

enum class End { receive = 0, send = 1, both = 2 };
base::Result<void> shutdown(int descriptor, End end) noexcept;

// One buffer. In line, because the way back from a system call through many functions is what a
// short exchange would pay for: the processor has forgotten their return addresses by then.
inline base::Result<std::uint32_t> send(int descriptor, const void* data, std::size_t size,
                                        int native_flags) noexcept {
    const long sent = direct_send(descriptor, data, size, native_flags);
    if (sent < 0) [[unlikely]]
        return send_failure(static_cast<int>(-sent));
    return {static_cast<std::uint32_t>(sent), 0};
}

inline base::Result<std::uint32_t> receive(int descriptor, void* data, std::size_t size,
                                           int native_flags) noexcept {
    const long got = direct_receive(descriptor, data, size, native_flags);
    if (got < 0) [[unlikely]]
        return receive_failure(static_cast<int>(-got), native_flags);
    return {static_cast<std::uint32_t>(got), 0};
}

// One buffer and an address.
base::Result<std::uint32_t> send_to(int descriptor, const void* data, std::size_t size,
                                    int native_flags, const void* address,
                                    int address_size) noexcept;
// `room` becomes the size that the kernel has, which may exceed what fits. The family is already
// Windows'.
base::Result<std::uint32_t> receive_from(int descriptor, void* data, std::size_t size,
                                         int native_flags, void* address, unsigned& room) noexcept;

// Several buffers, an address, or both. `address` may be null.
base::Result<std::uint32_t> send_message(int descriptor, const Piece* pieces, std::size_t count,
                                         int native_flags, const void* address, int size) noexcept;

// Control data in Windows' layout (control.hpp): what is to be sent, or where what comes is to go.
struct Control {
    void* data = nullptr;
    std::size_t size = 0;    // receive: the room, then what was written
    std::uint32_t kinds = 0; // receive: control_kind
    bool truncated = false;
};

// The same with control data. WSAEINVAL if that is malformed.
base::Result<std::uint32_t> send_with_control(int descriptor, const Piece* pieces,
                                              std::size_t count, int native_flags,
                                              const void* address, int size,
                                              const Control& control) noexcept;

struct Received {
    std::uint32_t size = 0; // octets put into the pieces
    bool truncated = false; // the datagram was longer than the pieces
    bool out_of_band = false;
    unsigned address_size = 0; // what the kernel has; may exceed the room given
};

// `address` may be null; `room` is what fits there. The family is already Windows'.
base::Result<Received> receive_message(int descriptor, const Piece* pieces, std::size_t count,
                                       int native_flags, void* address, unsigned room,
                                       Control* control = nullptr) noexcept;

// Throws away the queue of ICMP answers, which would keep the socket "ready" for ever.
void drain_error_queue(int descriptor) noexcept;
// Throws away the datagrams that have arrived.
void drain_datagrams(int descriptor) noexcept;

// The address size that the kernel has, which may exceed `room`. The family is already Windows'.
base::Result<unsigned> local_address(int descriptor, void* address, unsigned room) noexcept;
base::Result<unsigned> peer_address(int descriptor, void* address, unsigned room) noexcept;
// The same of an internet connection that may be over, reset or closed by both sides. `size` is
// that of the family's address. An attempt that failed has a peer, too: for a socket that has been
// connected.
base::Result<unsigned> last_peer_address(int descriptor, void* address, unsigned size) noexcept;

void set_non_blocking(int descriptor, bool on) noexcept;

} // namespace ws2::kernel
