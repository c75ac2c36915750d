/* minwinbase.h - OVERLAPPED and its neighbours, after "Synchronization and Overlapped Input and
 * Output". */
#ifndef _MINWINBASE_
#define _MINWINBASE_
#include "minwindef.h"

typedef struct _SECURITY_ATTRIBUTES {
    DWORD nLength;
    LPVOID lpSecurityDescriptor;
    BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

/* One overlapped operation. The caller owns it and leaves it alone until the operation is
 * complete; Internal is the status, InternalHigh the octets transferred. */
typedef struct _OVERLAPPED {
    ULONG_PTR Internal;
    ULONG_PTR InternalHigh;
    __extension__ union {
        __extension__ struct {
            DWORD Offset;
            DWORD OffsetHigh;
        };
        PVOID Pointer;
    };
    HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

typedef struct _OVERLAPPED_ENTRY {
    ULONG_PTR lpCompletionKey;
    LPOVERLAPPED lpOverlapped;
    ULONG_PTR Internal;
    DWORD dwNumberOfBytesTransferred;
} OVERLAPPED_ENTRY, *LPOVERLAPPED_ENTRY;

typedef struct _SYSTEMTIME {
    WORD wYear;
    WORD wMonth;
    WORD wDayOfWeek;
    WORD wDay;
    WORD wHour;
    WORD wMinute;
    WORD wSecond;
    WORD wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

typedef DWORD(WINAPI* PTHREAD_START_ROUTINE)(LPVOID lpThreadParameter);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;
typedef VOID(NTAPI* PAPCFUNC)(ULONG_PTR Parameter);
typedef VOID(WINAPI* LPOVERLAPPED_COMPLETION_ROUTINE)(DWORD dwErrorCode,
                                                      DWORD dwNumberOfBytesTransfered,
                                                      LPOVERLAPPED lpOverlapped);
typedef LPOVERLAPPED_COMPLETION_ROUTINE POVERLAPPED_COMPLETION_ROUTINE;

#define STILL_ACTIVE STATUS_PENDING
#define MoveMemory(to, from, length) memmove((to), (from), (length))
#define CopyMemory(to, from, length) memcpy((to), (from), (length))
#define FillMemory(to, length, fill) memset((to), (fill), (length))
#define ZeroMemory(to, length) memset((to), 0, (length))
#define RtlZeroMemory ZeroMemory
#define SecureZeroMemory RtlSecureZeroMemory
/* Not taken away by the optimiser. */
static __inline__ PVOID RtlSecureZeroMemory(PVOID to, SIZE_T length) {
    volatile unsigned char* at = (volatile unsigned char*)to;
    while (length-- != 0)
        *at++ = 0;
    return to;
}
#define RtlCopyMemory CopyMemory
#define RtlMoveMemory MoveMemory
#define RtlFillMemory FillMemory

#endif
