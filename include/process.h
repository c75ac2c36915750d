/* process.h - the C library's threads: CreateThread with the C library's argument types. */
#ifndef _INC_PROCESS
#define _INC_PROCESS
#include "ws2/linkage.h"
#ifdef _WIN32
#include "ws2/posix_names.h"
#endif
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned(__stdcall* _beginthreadex_proc_type)(void*);
typedef void(__cdecl* _beginthread_proc_type)(void*);

/* A thread's handle, which the caller closes; 0 on failure. */
WINBASEAPI uintptr_t __cdecl _beginthreadex(void* security, unsigned stack_size,
                                            _beginthreadex_proc_type start_address, void* arglist,
                                            unsigned initflag, unsigned* thrdaddr);
WINBASEAPI void __cdecl _endthreadex(unsigned retval) __attribute__((__noreturn__));
/* As _beginthreadex, but the handle closes itself when the thread ends; -1 on failure. */
WINBASEAPI uintptr_t __cdecl _beginthread(_beginthread_proc_type start_address, unsigned stack_size,
                                          void* arglist);
WINBASEAPI void __cdecl _endthread(void) __attribute__((__noreturn__));

WINBASEAPI int __cdecl _getpid(void);
#ifdef _WIN32
WS2_IS_LIBCS(int, getpid, getpid, (void))
WS2_IS_LIBCS(int, _execv, execv, (const char* path, char* const* arguments))
WS2_IS_LIBCS(int, _execve, execve,
             (const char* path, char* const* arguments, char* const* environment))
WS2_IS_LIBCS(int, _execvp, execvp, (const char* name, char* const* arguments))
#endif

#ifdef __cplusplus
}
#endif

#endif
