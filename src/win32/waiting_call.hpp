// Room win32: a system call that may wait: signals do not end it, CancelSynchronousIo does.
#pragma once

#include "kernel/cancellation.hpp"

#include <cerrno>
#include <sys/types.h>

namespace ws2::win32 {

// `call` is one of Linux, -1 and errno when it fails: ECANCELED after a cancel, never EINTR.
template<typename Call>
ssize_t waiting_call(Call&& call) noexcept {
    const kernel::MayCancel mark;
    for (;;) {
        const ssize_t count = call();
        if (count >= 0 || errno != EINTR)
            return count;
        if (kernel::take_cancel()) {
            errno = ECANCELED;
            return count;
        }
    }
}

} // namespace ws2::win32
