/* ws2/thread_block.h - the beginning of a thread's environment block. Part of windows.h. */
#ifndef WS2_THREAD_BLOCK_H
#define WS2_THREAD_BLOCK_H
#include "winbase.h"

typedef enum _EXCEPTION_DISPOSITION {
    ExceptionContinueExecution,
    ExceptionContinueSearch,
    ExceptionNestedException,
    ExceptionCollidedUnwind
} EXCEPTION_DISPOSITION;

struct _EXCEPTION_REGISTRATION_RECORD;

/* The stack's bounds and the block's own address are right; nothing else is there. */
typedef struct _NT_TIB {
    struct _EXCEPTION_REGISTRATION_RECORD* ExceptionList;
    PVOID StackBase;
    PVOID StackLimit;
    PVOID SubSystemTib;
    __extension__ union {
        PVOID FiberData;
        DWORD Version;
    };
    PVOID ArbitraryUserPointer;
    struct _NT_TIB* Self;
} NT_TIB, *PNT_TIB;

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI struct _TEB* WINAPI NtCurrentTeb(VOID);

#ifdef __cplusplus
}
#endif

#endif
