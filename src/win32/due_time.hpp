// Room win32: the due times of timers.
#pragma once

#include "kernel/futex.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace ws2::win32 {

inline constexpr std::int64_t kMillisecond_ns = 1'000'000;

// CLOCK_MONOTONIC for a due time in 100 ns: from now if negative, since 1601 (UTC) if not. What has
// passed is now; what is beyond the clock's end never comes.
inline std::int64_t due_time_ns(std::int64_t due) noexcept {
    using namespace std::chrono;
    constexpr std::int64_t kUnixEpoch = 116444736000000000;
    constexpr std::int64_t kFarthest = INT64_MAX / 200;
    const std::int64_t today =
        duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count() / 100 +
        kUnixEpoch;
    const std::int64_t from_now = due < 0 ? -std::max(due, -kFarthest) : due - today;
    return kernel::monotonic_ns() + std::clamp<std::int64_t>(from_now, 0, kFarthest) * 100;
}

} // namespace ws2::win32
