// Room kernel: sleeping on a 32-bit word and waking those who sleep on it (futex(2)).
#pragma once

#include <atomic>
#include <cstdint>

namespace ws2::kernel {

inline constexpr std::int64_t kNoDeadline_ns = INT64_MAX;

// Sleeps while `word` holds `expected`, at most until `deadline_ns` (CLOCK_MONOTONIC). False if the
// deadline passed. May return true for no reason: the caller looks at the word again.
bool futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::int64_t deadline_ns) noexcept;

// Wakes up to `count` sleepers. The address is not read: the word may be gone already, because a
// sleeper may return as soon as the word changed. Sleepers elsewhere stand being woken for nothing.
void futex_wake(const std::atomic<std::uint32_t>* word, int count) noexcept;

// CLOCK_MONOTONIC.
std::int64_t monotonic_ns() noexcept;

} // namespace ws2::kernel
