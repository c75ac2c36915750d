/* fibersapi.h - fibers and fiber-local storage, after "Fibers". */
#ifndef _FIBERSAPI_H_
#define _FIBERSAPI_H_
#include "minwinbase.h"

#define FLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)
#define FIBER_FLAG_FLOAT_SWITCH 0x1
/* Of winerror.h. */
#define ERROR_ALREADY_FIBER 1280
#define ERROR_ALREADY_THREAD 1281

typedef VOID(WINAPI* PFLS_CALLBACK_FUNCTION)(PVOID lpFlsData);
typedef VOID(WINAPI* PFIBER_START_ROUTINE)(LPVOID lpFiberParameter);
typedef PFIBER_START_ROUTINE LPFIBER_START_ROUTINE;

#ifdef __cplusplus
extern "C" {
#endif

/* As thread-local storage, by fiber; a thread without fibers is one. lpCallback, where there is
 * one, gets each value that is not null when its fiber or thread ends or the index is freed. */
WINBASEAPI DWORD WINAPI FlsAlloc(PFLS_CALLBACK_FUNCTION lpCallback);
WINBASEAPI PVOID WINAPI FlsGetValue(DWORD dwFlsIndex);
WINBASEAPI BOOL WINAPI FlsSetValue(DWORD dwFlsIndex, PVOID lpFlsData);
WINBASEAPI BOOL WINAPI FlsFree(DWORD dwFlsIndex);

/* NULL on failure: ERROR_ALREADY_FIBER, ERROR_NOT_ENOUGH_MEMORY. The fiber that a thread was made
 * ends with the thread, or by ConvertFiberToThread in it. */
WINBASEAPI LPVOID WINAPI ConvertThreadToFiber(LPVOID lpParameter);
WINBASEAPI LPVOID WINAPI ConvertThreadToFiberEx(LPVOID lpParameter, DWORD dwFlags);
/* FALSE and ERROR_ALREADY_THREAD in a thread that is no fiber. */
WINBASEAPI BOOL WINAPI ConvertFiberToThread(VOID);
/* A stack size of 0 is the default's; a routine that returns ends the thread that runs it. */
WINBASEAPI LPVOID WINAPI CreateFiber(SIZE_T dwStackSize, LPFIBER_START_ROUTINE lpStartAddress,
                                     LPVOID lpParameter);
WINBASEAPI LPVOID WINAPI CreateFiberEx(SIZE_T dwStackCommitSize, SIZE_T dwStackReserveSize,
                                       DWORD dwFlags, LPFIBER_START_ROUTINE lpStartAddress,
                                       LPVOID lpParameter);
/* Of the running fiber: ends the thread. */
WINBASEAPI VOID WINAPI DeleteFiber(LPVOID lpFiber);
/* In a thread that is a fiber alone; elsewhere the process is aborted. */
WINBASEAPI VOID WINAPI SwitchToFiber(LPVOID lpFiber);
WINBASEAPI BOOL WINAPI IsThreadAFiber(VOID);
/* Null in a thread that is no fiber. */
WINBASEAPI PVOID WINAPI GetCurrentFiber(VOID);
WINBASEAPI PVOID WINAPI GetFiberData(VOID);

#ifdef __cplusplus
}
#endif

#endif
