/* fibersapi.h - fiber-local storage, after "Fibers". Every thread is its own only fiber. */
#ifndef _FIBERSAPI_H_
#define _FIBERSAPI_H_
#include "minwinbase.h"

#define FLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)

typedef VOID(WINAPI* PFLS_CALLBACK_FUNCTION)(PVOID lpFlsData);

#ifdef __cplusplus
extern "C" {
#endif

/* As thread-local storage; lpCallback, where there is one, gets each value that is not null when its
 * thread ends or the index is freed. */
WINBASEAPI DWORD WINAPI FlsAlloc(PFLS_CALLBACK_FUNCTION lpCallback);
WINBASEAPI PVOID WINAPI FlsGetValue(DWORD dwFlsIndex);
WINBASEAPI BOOL WINAPI FlsSetValue(DWORD dwFlsIndex, PVOID lpFlsData);
WINBASEAPI BOOL WINAPI FlsFree(DWORD dwFlsIndex);

#ifdef __cplusplus
}
#endif

#endif
