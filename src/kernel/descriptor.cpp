#include "kernel/descriptor.hpp"

#include <cerrno>
#include <unistd.h>

namespace ws2::kernel {

void close_descriptor(int descriptor) noexcept {
    const int saved_errno = errno;
    // Not repeated on EINTR: Linux has freed the number by then.
    static_cast<void>(::close(descriptor));
    errno = saved_errno;
}

} // namespace ws2::kernel
