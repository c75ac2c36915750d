// Room kernel: TCP as a carrier for a transport of our own: non-blocking, no delay,
// kept alive, never raising SIGPIPE. Errors are WSA codes; EINTR is repeated.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

struct Endpoint {
    std::array<std::uint8_t, 16> address{}; // network order; the first 4 of it for IPv4
    std::uint32_t scope = 0;                // IPv6 zone index
    std::uint16_t port = 0;                 // host order
    bool v6 = false;

    bool operator==(const Endpoint&) const = default;
};

// 127.0.0.0/8 or ::1.
bool is_loopback(const Endpoint& endpoint) noexcept;
bool is_unspecified(const Endpoint& endpoint) noexcept;

base::Result<int> stream_open(bool v6) noexcept;
// A listener may take over a port whose old connections are still in TIME_WAIT.
base::Result<void> stream_bind(int descriptor, const Endpoint& endpoint) noexcept;
base::Result<void> stream_listen(int descriptor, int backlog) noexcept;
// WSAEWOULDBLOCK if nobody waits.
base::Result<int> stream_accept(int listener, Endpoint& peer) noexcept;
// WSAEWOULDBLOCK while it goes on; stream_connect_result() when it becomes writable.
base::Result<void> stream_connect(int descriptor, const Endpoint& endpoint) noexcept;
base::Result<void> stream_connect_result(int descriptor) noexcept;
base::Result<Endpoint> stream_local(int descriptor) noexcept;
base::Result<Endpoint> stream_peer(int descriptor) noexcept;

// Laid out as struct iovec.
struct StreamPiece {
    const void* start;
    std::size_t size;
};

// What TCP took, at once; WSAEWOULDBLOCK if nothing.
base::Result<std::size_t> stream_send(int descriptor, const StreamPiece* pieces,
                                      std::size_t count) noexcept;
// What was there, at once; 0 is the end; WSAEWOULDBLOCK if nothing.
base::Result<std::size_t> stream_receive(int descriptor, void* data, std::size_t size) noexcept;

void stream_finish(int descriptor) noexcept; // FIN behind what was written
void stream_reset_on_close(int descriptor) noexcept;
// Octets that the peer's TCP has not acknowledged, the FIN among them.
std::size_t stream_unacknowledged(int descriptor) noexcept;

base::Result<int> stream_buffer_size(int descriptor, bool send) noexcept;
void stream_set_buffer_size(int descriptor, bool send, int size) noexcept;
void stream_set_keep_alive(int descriptor, bool on) noexcept;

} // namespace ws2::kernel
