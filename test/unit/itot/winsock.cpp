// The provider asks Winsock for these by name. There is no Winsock here: an end is only noted.
#include "winsock2.h"
#include "ws2spi.h"

#include "windows.h"

extern "C" {

int WSPAPI WPUCompleteOverlappedRequest(SOCKET, LPWSAOVERLAPPED overlapped, DWORD error,
                                        DWORD count, LPINT) {
    overlapped->InternalHigh = count;
    __atomic_store_n(&overlapped->Internal, error, __ATOMIC_RELEASE);
    return 0;
}

BOOL WINAPI GetOverlappedResult(HANDLE, LPOVERLAPPED overlapped, LPDWORD count, BOOL) {
    *count = static_cast<DWORD>(overlapped->InternalHigh);
    return HasOverlappedIoCompleted(overlapped);
}

DWORD WINAPI GetCurrentThreadId(void) {
    return 1;
}

void WSAAPI WSASetLastError(int) {}
}
