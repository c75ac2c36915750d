// Room kernel: futex(2), private to the process.
#include "kernel/futex.hpp"

#include <cerrno>
#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr std::int64_t kSecond_ns = 1'000'000'000;

} // namespace

bool futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::int64_t deadline_ns) noexcept {
    timespec deadline{};
    timespec* until = nullptr;
    if (deadline_ns != kNoDeadline_ns) {
        deadline.tv_sec = static_cast<time_t>(deadline_ns / kSecond_ns);
        deadline.tv_nsec = static_cast<long>(deadline_ns % kSecond_ns);
        until = &deadline;
    }
    const int saved = errno;
    const long result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, expected, until,
                                nullptr, FUTEX_BITSET_MATCH_ANY);
    const bool timed_out = result < 0 && errno == ETIMEDOUT;
    errno = saved;
    return !timed_out;
}

void futex_wake(const std::atomic<std::uint32_t>* word, int count) noexcept {
    const int saved = errno;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
    errno = saved;
}

std::int64_t monotonic_ns() noexcept {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * kSecond_ns + now.tv_nsec;
}

} // namespace ws2::kernel
