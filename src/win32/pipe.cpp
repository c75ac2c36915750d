// Room win32: anonymous pipes; named ones are refused.
#include "win32/call.hpp"
#include "win32/descriptor.hpp"

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

// What is there, without taking it: only its amount can be told of a Linux pipe.
BOOL WINAPI PeekNamedPipe(HANDLE hNamedPipe, LPVOID, DWORD nBufferSize, LPDWORD lpBytesRead,
                          LPDWORD lpTotalBytesAvail, LPDWORD lpBytesLeftThisMessage) {
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

HANDLE WINAPI CreateNamedPipeA(LPCSTR, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD,
                               LPSECURITY_ATTRIBUTES) {
    return failure(ERROR_NOT_SUPPORTED, handle_of(-1));
}

HANDLE WINAPI CreateNamedPipeW(LPCWSTR, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD,
                               LPSECURITY_ATTRIBUTES) {
    return failure(ERROR_NOT_SUPPORTED, handle_of(-1));
}

BOOL WINAPI ConnectNamedPipe(HANDLE, LPOVERLAPPED) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI DisconnectNamedPipe(HANDLE) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI WaitNamedPipeA(LPCSTR, DWORD) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI WaitNamedPipeW(LPCWSTR, DWORD) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI SetNamedPipeHandleState(HANDLE, LPDWORD, LPDWORD, LPDWORD) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI GetNamedPipeServerProcessId(HANDLE, PULONG) {
    return outcome(ERROR_NOT_SUPPORTED);
}

BOOL WINAPI GetNamedPipeClientProcessId(HANDLE, PULONG) {
    return outcome(ERROR_NOT_SUPPORTED);
}
}
