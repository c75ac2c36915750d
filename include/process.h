/* process.h - the C library's threads: CreateThread with the C library's argument types. */
#ifndef _INC_PROCESS
#define _INC_PROCESS
#include "ws2/crt_types.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned(__stdcall* _beginthreadex_proc_type)(void*);
typedef void(__cdecl* _beginthread_proc_type)(void*);

/* A thread's handle, which the caller closes; 0 on failure. */
WS2_CRT_API uintptr_t __cdecl _beginthreadex(void* security, unsigned stack_size,
                                             _beginthreadex_proc_type start_address, void* arglist,
                                             unsigned initflag, unsigned* thrdaddr);
WS2_CRT_API void __cdecl _endthreadex(unsigned retval) __attribute__((__noreturn__));
/* As _beginthreadex, but the handle closes itself when the thread ends; -1 on failure. */
WS2_CRT_API uintptr_t __cdecl _beginthread(_beginthread_proc_type start_address,
                                           unsigned stack_size, void* arglist);
WS2_CRT_API void __cdecl _endthread(void) __attribute__((__noreturn__));

WS2_CRT_API int __cdecl _getpid(void);

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
WS2_CRT_API intptr_t __cdecl _spawnv(int mode, const char* path, const char* const* arguments);
WS2_CRT_API intptr_t __cdecl _spawnve(int mode, const char* path, const char* const* arguments,
                                      const char* const* environment);
WS2_CRT_API intptr_t __cdecl _spawnvp(int mode, const char* name, const char* const* arguments);
WS2_CRT_API intptr_t __cdecl _spawnvpe(int mode, const char* name, const char* const* arguments,
                                       const char* const* environment);
WS2_CRT_API intptr_t __cdecl _spawnl(int mode, const char* path, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _spawnle(int mode, const char* path, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _spawnlp(int mode, const char* name, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _spawnlpe(int mode, const char* name, const char* first, ...);
/* Waits for the process, gives its exit code and closes the handle. */
WS2_CRT_API intptr_t __cdecl _cwait(int* status, intptr_t process, int action);
/* In the place of this program; back with -1 and errno. */
WS2_CRT_API intptr_t __cdecl _execv(const char* path, const char* const* arguments);
WS2_CRT_API intptr_t __cdecl _execve(const char* path, const char* const* arguments,
                                     const char* const* environment);
WS2_CRT_API intptr_t __cdecl _execvp(const char* name, const char* const* arguments);
WS2_CRT_API intptr_t __cdecl _execvpe(const char* name, const char* const* arguments,
                                      const char* const* environment);
WS2_CRT_API intptr_t __cdecl _execl(const char* path, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _execle(const char* path, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _execlp(const char* name, const char* first, ...);
WS2_CRT_API intptr_t __cdecl _execlpe(const char* name, const char* first, ...);
#ifdef _WIN32
extern int getpid(void) __THROW;
extern void exit(int status) __THROW __attribute__((__noreturn__));
extern void abort(void) __THROW __attribute__((__noreturn__));
extern void _exit(int status) __attribute__((__noreturn__));
#endif

#ifdef __cplusplus
}
#endif

#endif
