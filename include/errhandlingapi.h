/* errhandlingapi.h - error texts, unhandled exceptions and the debugger, after "Error Handling
 * Functions". */
#ifndef _ERRHANDLING_H_
#define _ERRHANDLING_H_
#include "minwinbase.h"
#include <stdarg.h>

#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x00000100
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x00000200
#define FORMAT_MESSAGE_FROM_STRING 0x00000400
#define FORMAT_MESSAGE_FROM_HMODULE 0x00000800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x00001000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x00002000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0x000000FF

#define SEM_FAILCRITICALERRORS 0x0001
#define SEM_NOGPFAULTERRORBOX 0x0002
#define SEM_NOALIGNMENTFAULTEXCEPT 0x0004
#define SEM_NOOPENFILEERRORBOX 0x8000

#define EXCEPTION_NONCONTINUABLE 0x1
#define EXCEPTION_MAXIMUM_PARAMETERS 15
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#define EXCEPTION_ACCESS_VIOLATION ((DWORD)0xC0000005)
#define EXCEPTION_ILLEGAL_INSTRUCTION ((DWORD)0xC000001D)
#define EXCEPTION_INT_DIVIDE_BY_ZERO ((DWORD)0xC0000094)
#define EXCEPTION_STACK_OVERFLOW ((DWORD)0xC00000FD)
#define EXCEPTION_BREAKPOINT ((DWORD)0x80000003)
#if !defined(STATUS_ACCESS_VIOLATION) && !defined(WIN32_NO_STATUS)
#define STATUS_ACCESS_VIOLATION ((DWORD)0xC0000005)
#endif

typedef struct _CONTEXT CONTEXT, *PCONTEXT;

typedef struct _EXCEPTION_RECORD {
    DWORD ExceptionCode;
    DWORD ExceptionFlags;
    struct _EXCEPTION_RECORD* ExceptionRecord;
    PVOID ExceptionAddress;
    DWORD NumberParameters;
    ULONG_PTR ExceptionInformation[EXCEPTION_MAXIMUM_PARAMETERS];
} EXCEPTION_RECORD, *PEXCEPTION_RECORD;

/* ContextRecord is NULL: what a Linux signal saved has another form. */
typedef struct _EXCEPTION_POINTERS {
    PEXCEPTION_RECORD ExceptionRecord;
    PCONTEXT ContextRecord;
} EXCEPTION_POINTERS, *PEXCEPTION_POINTERS, *LPEXCEPTION_POINTERS;

typedef LONG(WINAPI* PTOP_LEVEL_EXCEPTION_FILTER)(EXCEPTION_POINTERS* ExceptionInfo);
typedef PTOP_LEVEL_EXCEPTION_FILTER LPTOP_LEVEL_EXCEPTION_FILTER;

typedef LONG(NTAPI* PVECTORED_EXCEPTION_HANDLER)(EXCEPTION_POINTERS* ExceptionInfo);

#ifdef __cplusplus
extern "C" {
#endif

/* Characters without the NUL; 0 on failure. FROM_SYSTEM knows all of Winsock's codes and the common
 * ones of Windows in words of its own, in English; others give ERROR_MR_MID_NOT_FOUND.
 * FROM_HMODULE gives ERROR_RESOURCE_TYPE_NOT_FOUND: there are no message tables. An allocated
 * buffer goes to LocalFree. */
WINBASEAPI DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
                                       DWORD dwLanguageId, LPSTR lpBuffer, DWORD nSize,
                                       va_list* Arguments);
WINBASEAPI DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
                                       DWORD dwLanguageId, LPWSTR lpBuffer, DWORD nSize,
                                       va_list* Arguments);
/* Kept and given back; there are no boxes to suppress. */
WINBASEAPI UINT WINAPI SetErrorMode(UINT uMode);
WINBASEAPI UINT WINAPI GetErrorMode(VOID);

/* The filter runs in the thread that failed: a bad access, an illegal instruction, a division by
 * zero, RaiseException. The process then ends, unless it returns EXCEPTION_CONTINUE_EXECUTION. */
WINBASEAPI LPTOP_LEVEL_EXCEPTION_FILTER WINAPI
SetUnhandledExceptionFilter(LPTOP_LEVEL_EXCEPTION_FILTER lpTopLevelExceptionFilter);
/* Asked before that filter, in their order, until one returns EXCEPTION_CONTINUE_EXECUTION. NULL
 * without memory, respectively 0 for what is no handler. */
WINBASEAPI PVOID WINAPI AddVectoredExceptionHandler(ULONG First,
                                                    PVECTORED_EXCEPTION_HANDLER Handler);
WINBASEAPI ULONG WINAPI RemoveVectoredExceptionHandler(PVOID Handle);
/* No __except catches it. 0x406D1388, which names a thread for debuggers, does that and returns. */
WINBASEAPI VOID WINAPI RaiseException(DWORD dwExceptionCode, DWORD dwExceptionFlags,
                                      DWORD nNumberOfArguments, const ULONG_PTR* lpArguments);

/* A line of the log where WS2_LOG is debug. */
WINBASEAPI VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString);
WINBASEAPI VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString);
WINBASEAPI BOOL WINAPI IsDebuggerPresent(VOID);
WINBASEAPI VOID WINAPI DebugBreak(VOID);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define FormatMessage FormatMessageW
#define OutputDebugString OutputDebugStringW
#else
#define FormatMessage FormatMessageA
#define OutputDebugString OutputDebugStringA
#endif

#endif
