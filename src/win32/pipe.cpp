// Room win32: anonymous pipes, and a look into any.
#include "win32/call.hpp"
#include "win32/descriptor.hpp"
#include "win32/named_pipe.hpp"

#include <algorithm>
#include <cerrno>
#include <namedpipeapi.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

bool nobody_writes(int descriptor) noexcept {
    pollfd entry{descriptor, POLLIN, 0};
    return poll(&entry, 1, 0) == 1 && (entry.revents & (POLLHUP | POLLIN)) == POLLHUP;
}

// What is first in a pipe stays there: Linux copies it into a second one.
ssize_t copy_front(int descriptor, void* buffer, std::size_t size) noexcept {
    int ends[2];
    if (size == 0)
        return 0;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return -1;
    // Each page of the first may take one of the second's, however little of it is left.
    if (size > 32768)
        fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(std::min<std::size_t>(2 * size, 1U << 20U)));
    ssize_t copied = tee(descriptor, ends[1], size, SPLICE_F_NONBLOCK);
    if (copied > 0)
        copied = read(ends[0], buffer, static_cast<std::size_t>(copied));
    else if (copied < 0 && errno == EAGAIN)
        copied = 0;
    const int saved_errno = errno;
    close(ends[0]);
    close(ends[1]);
    errno = saved_errno;
    return copied;
}

} // namespace

extern "C" {

BOOL WINAPI CreatePipe(PHANDLE hReadPipe, PHANDLE hWritePipe,
                       LPSECURITY_ATTRIBUTES lpPipeAttributes, DWORD nSize) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail_errno(), FALSE;
    for (int& end : ends) {
        if (end < 3) { // the standard streams' numbers
            const int higher = fcntl(end, F_DUPFD_CLOEXEC, 3);
            close(end);
            end = higher;
        }
        if (lpPipeAttributes != nullptr && lpPipeAttributes->bInheritHandle)
            fcntl(end, F_SETFD, 0);
    }
    if (nSize > 65536)
        fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(nSize)); // a wish
    *hReadPipe = handle_of(ends[0]);
    *hWritePipe = handle_of(ends[1]);
    return TRUE;
}

// What is there, without taking it.
BOOL WINAPI PeekNamedPipe(HANDLE hNamedPipe, LPVOID lpBuffer, DWORD nBufferSize,
                          LPDWORD lpBytesRead, LPDWORD lpTotalBytesAvail,
                          LPDWORD lpBytesLeftThisMessage) {
    if (const auto pipe = pipe_of(descriptor_of(hNamedPipe)))
        return contained(FALSE, [&] {
            return outcome(pipe->peek(lpBuffer, lpBuffer ? nBufferSize : 0, lpBytesRead,
                                      lpTotalBytesAvail, lpBytesLeftThisMessage));
        });
    const int descriptor = descriptor_of(hNamedPipe);
    int count = 0;
    if (descriptor < 0 || ioctl(descriptor, FIONREAD, &count) != 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (count == 0 && nobody_writes(descriptor))
        return outcome(ERROR_BROKEN_PIPE);
    const ssize_t copied = lpBuffer != nullptr ? copy_front(descriptor, lpBuffer, nBufferSize) : 0;
    if (copied < 0)
        return fail_errno(), FALSE;
    if (lpBytesRead != nullptr)
        *lpBytesRead = static_cast<DWORD>(copied);
    if (lpBytesLeftThisMessage != nullptr)
        *lpBytesLeftThisMessage = 0;
    if (lpTotalBytesAvail != nullptr)
        *lpTotalBytesAvail = static_cast<DWORD>(count);
    return TRUE;
}
}
