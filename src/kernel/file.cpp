#include "kernel/file.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::kernel {

using base::Result;

Result<std::int64_t> file_position(int descriptor) noexcept {
    const off_t position = ::lseek(descriptor, 0, SEEK_CUR);
    return position >= 0 ? Result<std::int64_t>::ok(position)
                         : Result<std::int64_t>::fail(last_wsa_error(Operation::other));
}

void set_file_position(int descriptor, std::int64_t position) noexcept {
    static_cast<void>(::lseek(descriptor, position, SEEK_SET));
}

Result<std::int64_t> file_size(int descriptor) noexcept {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0)
        return Result<std::int64_t>::fail(last_wsa_error(Operation::other));
    return Result<std::int64_t>::ok(about.st_size);
}

Result<void> move_descriptor(int from, int onto) noexcept {
    const Descriptor source(from);
    int moved = 0;
    do
        moved = ::dup3(from, onto, O_CLOEXEC);
    while (moved < 0 && (errno == EINTR || errno == EBUSY));
    return moved >= 0 ? Result<void>::ok() : Result<void>::fail(last_wsa_error(Operation::other));
}

} // namespace ws2::kernel
