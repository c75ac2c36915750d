// Room kernel: waiting for descriptors until a moment, signals notwithstanding.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstddef>

namespace ws2::kernel {

using Moment = std::chrono::steady_clock::time_point;
inline constexpr Moment never = Moment::max();
inline constexpr Moment at_once{}; // in the past: poll once, do not wait

// `timeout_ms` from now; 0 means never, as in SO_RCVTIMEO.
inline Moment deadline_after(unsigned timeout_ms) noexcept {
    return timeout_ms == 0
               ? never
               : std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
}

// Laid out as struct pollfd. A negative descriptor is skipped.
struct PollEntry {
    int descriptor = -1;
    short wanted = 0;
    short ready = 0;
};

namespace ready {
inline constexpr short readable = 0x001;
inline constexpr short urgent = 0x002;
inline constexpr short writable = 0x004;
inline constexpr short error = 0x008;
inline constexpr short hang_up = 0x010;
inline constexpr short invalid = 0x020;
inline constexpr short peer_closed = 0x2000;
} // namespace ready

// How many entries are ready; 0 at the deadline. A deadline in the past polls once.
base::Result<int> poll(PollEntry* entries, std::size_t count, Moment deadline) noexcept;

// One descriptor: what is ready, 0 at the deadline.
base::Result<short> poll_one(int descriptor, short wanted, Moment deadline) noexcept;

// The wait of a blocking call, which another thread may cancel: 0 when the descriptor is ready,
// WSAETIMEDOUT at the deadline, WSA_OPERATION_ABORTED.
int await(int descriptor, short wanted, Moment deadline) noexcept;

} // namespace ws2::kernel
