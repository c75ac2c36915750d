// Room win32: the due times of timers.
#pragma once

#include "kernel/futex.hpp"

#include <chrono>
#include <cstdint>

namespace ws2::win32 {

inline constexpr std::int64_t kMillisecond_ns = 1'000'000;

// CLOCK_MONOTONIC for a due time in 100 ns: from now if negative, since 1601 (UTC) if not.
inline std::int64_t due_time_ns(std::int64_t due) noexcept {
    using namespace std::chrono;
    constexpr std::int64_t kUnixEpoch = 116444736000000000;
    const std::int64_t now_ns = kernel::monotonic_ns();
    if (due < 0)
        return now_ns - due * 100;
    const std::int64_t today_ns =
        duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
    return now_ns + (due - kUnixEpoch) * 100 - today_ns;
}

} // namespace ws2::win32
