/* winbase.h - the calls of kernel32 that network programs lean on: handles, last error, overlapped
 * files, and by inclusion events, waits, threads, ports and pools. */
#ifndef _WINBASE_
#define _WINBASE_
#include "debugapi.h"
#include "errhandlingapi.h"
#include "excpt.h"
#include "fibersapi.h"
#include "fileapi.h"
#include "ioapiset.h"
#include "libloaderapi.h"
#include "memoryapi.h"
#include "minwinbase.h"
#include "namedpipeapi.h"
#include "processenv.h"
#include "processthreadsapi.h"
#include "securitybaseapi.h"
#include "stringapiset.h"
#include "synchapi.h"
#include "sysinfoapi.h"
#include "threadpoolapiset.h"
#include "threadpoollegacyapiset.h"
#include "utilapiset.h"
#include "winerror.h"
#include "ws2/process_calls.h"
#include "ws2/processors.h"
#include "ws2/serial_port.h"
#include <string.h>

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 0x1
#define FILE_SKIP_SET_EVENT_ON_HANDLE 0x2
#define HANDLE_FLAG_INHERIT 0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE 0x00000002
#define ES_SYSTEM_REQUIRED ((DWORD)0x00000001)
#define ES_DISPLAY_REQUIRED ((DWORD)0x00000002)
#define ES_USER_PRESENT ((DWORD)0x00000004)
#define ES_AWAYMODE_REQUIRED ((DWORD)0x00000040)
#define ES_CONTINUOUS ((DWORD)0x80000000)
typedef DWORD EXECUTION_STATE, *PEXECUTION_STATE;
#define MAKEINTATOM(i) ((LPTSTR)((ULONG_PTR)((WORD)(i))))

/* True once the operation is complete; reads the structure only. */
#define HasOverlappedIoCompleted(overlapped)                                                       \
    (((DWORD)__atomic_load_n(&(overlapped)->Internal, __ATOMIC_ACQUIRE)) != STATUS_PENDING)

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI BOOL WINAPI CloseHandle(HANDLE hObject);
WINBASEAPI BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                                       HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
                                       DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions);
WINBASEAPI BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags);
WINBASEAPI BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags);

/* The calling thread's error, shared with WSAGetLastError and WSASetLastError. */
WINBASEAPI DWORD WINAPI GetLastError(VOID);
WINBASEAPI VOID WINAPI SetLastError(DWORD dwErrCode);

WINBASEAPI BOOL WINAPI SetFileCompletionNotificationModes(HANDLE FileHandle, UCHAR Flags);
WINBASEAPI BOOL WINAPI BindIoCompletionCallback(HANDLE FileHandle,
                                                LPOVERLAPPED_COMPLETION_ROUTINE Function,
                                                ULONG Flags);
WINBASEAPI BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                                LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped);
WINBASEAPI BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                                 LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped);
WINBASEAPI BOOL WINAPI ReadFileEx(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                                  LPOVERLAPPED lpOverlapped,
                                  LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);
WINBASEAPI BOOL WINAPI WriteFileEx(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                                   LPOVERLAPPED lpOverlapped,
                                   LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/* Refused with ERROR_PRIVILEGE_NOT_HELD: nobody may lock the range here. */
WINBASEAPI BOOL WINAPI SetFileIoOverlappedRange(HANDLE FileHandle, PUCHAR OverlappedRangeStart,
                                                ULONG Length);

/* nNumber * nNumerator / nDenominator, rounded; -1 if that does not fit or is divided by 0. */
WINBASEAPI int WINAPI MulDiv(int nNumber, int nNumerator, int nDenominator);
/* TRUE if the memory cannot be read, written, executed; as it is at this moment. */
WINBASEAPI BOOL WINAPI IsBadReadPtr(const VOID* lp, UINT_PTR ucb);
WINBASEAPI BOOL WINAPI IsBadWritePtr(LPVOID lp, UINT_PTR ucb);
WINBASEAPI BOOL WINAPI IsBadCodePtr(FARPROC lpfn);
/* ES_CONTINUOUS alone succeeds. Nothing can be kept awake: 0 and ERROR_NOT_SUPPORTED. */
WINBASEAPI EXECUTION_STATE WINAPI SetThreadExecutionState(EXECUTION_STATE esFlags);
/* Addresses in the caller, in its caller and so on; *BackTraceHash is their sum. */
WINBASEAPI USHORT WINAPI RtlCaptureStackBackTrace(ULONG FramesToSkip, ULONG FramesToCapture,
                                                  PVOID* BackTrace, PULONG BackTraceHash);
#define CaptureStackBackTrace RtlCaptureStackBackTrace

#ifdef __cplusplus
}
#endif

#endif
