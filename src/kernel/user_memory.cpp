#include "kernel/user_memory.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

// A pipe holds at least this much, so that one write never waits for a reader.
constexpr std::size_t pipe_step = 4096;

// Sandboxes may forbid process_vm_*; a pipe does the same copy in two steps.
Result<void> copy_through_pipe(unsigned char* to, const unsigned char* from,
                               std::size_t size) noexcept {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return Result<void>::fail(wsa::no_buffers);
    const Descriptor reader(ends[0]);
    const Descriptor writer(ends[1]);
    for (std::size_t done = 0; done < size;) {
        const std::size_t step = std::min(pipe_step, size - done);
        const ssize_t put = write(writer.get(), from + done, step);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return Result<void>::fail(wsa::fault);
        const ssize_t got = read(reader.get(), to + done, static_cast<std::size_t>(put));
        if (got != put) // the pipe holds exactly these bytes, so only the address can be at fault
            return Result<void>::fail(wsa::fault);
        done += static_cast<std::size_t>(put);
    }
    return Result<void>::ok();
}

bool refused_by_sandbox(ssize_t result) noexcept {
    return result < 0 && (errno == ENOSYS || errno == EPERM);
}

iovec span_of(const void* start, std::size_t size) noexcept {
    return {const_cast<void*>(start), size};
}

} // namespace

Result<void> copy_from_user(void* to, const void* user, std::size_t size) noexcept {
    if (size == 0)
        return Result<void>::ok();
    const iovec local = span_of(to, size);
    const iovec remote = span_of(user, size);
    const ssize_t copied = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
    if (refused_by_sandbox(copied))
        return copy_through_pipe(static_cast<unsigned char*>(to),
                                 static_cast<const unsigned char*>(user), size);
    return copied == static_cast<ssize_t>(size) ? Result<void>::ok()
                                                : Result<void>::fail(wsa::fault);
}

Result<void> copy_to_user(void* user, const void* from, std::size_t size) noexcept {
    if (size == 0)
        return Result<void>::ok();
    const iovec local = span_of(from, size);
    const iovec remote = span_of(user, size);
    const ssize_t copied = process_vm_writev(getpid(), &local, 1, &remote, 1, 0);
    if (refused_by_sandbox(copied))
        return copy_through_pipe(static_cast<unsigned char*>(user),
                                 static_cast<const unsigned char*>(from), size);
    return copied == static_cast<ssize_t>(size) ? Result<void>::ok()
                                                : Result<void>::fail(wsa::fault);
}

} // namespace ws2::kernel
