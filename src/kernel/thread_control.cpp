#include "kernel/thread_control.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr int kAccessDenied = 5;
constexpr int kInvalidParameter = 87;

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
