#include "kernel/inheritance.hpp"

#include <cerrno>
#include <fcntl.h>

namespace ws2::kernel {

bool get_inherited(int descriptor, bool* inherited) noexcept {
    const int saved_errno = errno;
    const int flags = fcntl(descriptor, F_GETFD);
    errno = saved_errno;
    *inherited = (flags & FD_CLOEXEC) == 0;
    return flags >= 0;
}

bool set_inherited(int descriptor, bool inherited) noexcept {
    const int saved_errno = errno;
    const int result = fcntl(descriptor, F_SETFD, inherited ? 0 : FD_CLOEXEC);
    errno = saved_errno;
    return result == 0;
}

} // namespace ws2::kernel
