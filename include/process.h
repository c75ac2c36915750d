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

#define _P_WAIT 0
#define _P_NOWAIT 1
#define _P_OVERLAY 2
#define _OLD_P_OVERLAY 2
#define _P_NOWAITO 3
#define _P_DETACH 4
#define _WAIT_CHILD 0
#define _WAIT_GRANDCHILD 1
#define P_WAIT _P_WAIT
#define P_NOWAIT _P_NOWAIT
#define P_OVERLAY _P_OVERLAY
#define P_NOWAITO _P_NOWAITO
#define P_DETACH _P_DETACH

/* The program's exit code (_P_WAIT), its handle (_P_NOWAIT), 0 (_P_DETACH), or -1 and errno. As on
 * Windows the arguments go as one command line, blanks between them: who has blanks in one puts
 * quotes around it. p: sought in PATH. e: with an environment of its own. */
WINBASEAPI intptr_t __cdecl _spawnv(int mode, const char* path, const char* const* arguments);
WINBASEAPI intptr_t __cdecl _spawnve(int mode, const char* path, const char* const* arguments,
                                     const char* const* environment);
WINBASEAPI intptr_t __cdecl _spawnvp(int mode, const char* name, const char* const* arguments);
WINBASEAPI intptr_t __cdecl _spawnvpe(int mode, const char* name, const char* const* arguments,
                                      const char* const* environment);
WINBASEAPI intptr_t __cdecl _spawnl(int mode, const char* path, const char* first, ...);
WINBASEAPI intptr_t __cdecl _spawnle(int mode, const char* path, const char* first, ...);
WINBASEAPI intptr_t __cdecl _spawnlp(int mode, const char* name, const char* first, ...);
WINBASEAPI intptr_t __cdecl _spawnlpe(int mode, const char* name, const char* first, ...);
/* Waits for the process, gives its exit code and closes the handle. */
WINBASEAPI intptr_t __cdecl _cwait(int* status, intptr_t process, int action);
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
