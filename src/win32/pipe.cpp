// Room win32: anonymous pipes, and a look into any.
#include "win32/call.hpp"
#include "win32/descriptor.hpp"
#include "win32/named_pipe.hpp"

#include <cerrno>
#include <initializer_list>
#include <namedpipeapi.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;

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

// What is there, without taking it: of an anonymous pipe, which is Linux' own, only how much.
BOOL WINAPI PeekNamedPipe(HANDLE hNamedPipe, LPVOID lpBuffer, DWORD nBufferSize,
                          LPDWORD lpBytesRead, LPDWORD lpTotalBytesAvail,
                          LPDWORD lpBytesLeftThisMessage) {
    if (const auto pipe = pipe_of(descriptor_of(hNamedPipe)))
        return contained(FALSE, [&] {
            return outcome(pipe->peek(lpBuffer, lpBuffer ? nBufferSize : 0, lpBytesRead,
                                      lpTotalBytesAvail, lpBytesLeftThisMessage));
        });
    int count = 0;
    if (nBufferSize != 0)
        return outcome(ERROR_NOT_SUPPORTED);
    if (descriptor_of(hNamedPipe) < 0 || ioctl(descriptor_of(hNamedPipe), FIONREAD, &count) != 0)
        return outcome(ERROR_INVALID_HANDLE);
    for (LPDWORD out : {lpBytesRead, lpBytesLeftThisMessage}) {
        if (out != nullptr)
            *out = 0;
    }
    if (lpTotalBytesAvail != nullptr)
        *lpTotalBytesAvail = static_cast<DWORD>(count);
    return TRUE;
}
}
