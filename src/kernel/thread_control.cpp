#include "kernel/thread_control.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr int kAccessDenied = 5;
constexpr int kInvalidParameter = 87;
constexpr int kMaskBits = 64;

int first_nice() noexcept {
    static const int nice = getpriority(PRIO_PROCESS, 0);
    return nice;
}

} // namespace

int set_thread_nice(std::uint32_t thread, int delta) noexcept {
    const int saved = errno;
    const int nice = std::clamp(first_nice() + delta, -20, 19);
    int error = 0;
    if (setpriority(PRIO_PROCESS, thread, nice) != 0)
        error = errno == EACCES || errno == EPERM ? kAccessDenied : kInvalidParameter;
    errno = saved;
    return error;
}

int set_thread_processors(std::uint32_t thread, std::uint64_t mask,
                          std::uint64_t* before) noexcept {
    const int saved = errno;
    const auto id = static_cast<pid_t>(thread);
    cpu_set_t old;
    cpu_set_t wanted;
    CPU_ZERO(&old);
    CPU_ZERO(&wanted);
    for (int i = 0; i < kMaskBits; ++i) {
        if ((mask >> static_cast<unsigned>(i) & 1U) != 0)
            CPU_SET(i, &wanted);
    }
    const bool changed = sched_getaffinity(id, sizeof old, &old) == 0 &&
                         sched_setaffinity(id, sizeof wanted, &wanted) == 0;
    *before = 0;
    for (int i = 0; i < kMaskBits; ++i) {
        if (CPU_ISSET(i, &old))
            *before |= std::uint64_t{1} << static_cast<unsigned>(i);
    }
    errno = saved;
    return changed ? 0 : kInvalidParameter;
}

void name_thread(std::uint32_t thread, const char* name) noexcept {
    const int saved = errno;
    std::array<char, 48> path{};
    std::snprintf(path.data(), path.size(), "/proc/self/task/%u/comm", thread);
    const int file = open(path.data(), O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        if (write(file, name, strnlen(name, 15)) < 0) // a thread without a name is as good
            errno = saved;
        close(file);
    }
    errno = saved;
}

} // namespace ws2::kernel
