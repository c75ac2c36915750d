/* crtdbg.h - the debugging heap of Microsoft's C library: there is none, and these do what they do
 * there in a release build. */
#ifndef _INC_CRTDBG
#define _INC_CRTDBG
#include <stddef.h>
#include <stdlib.h>

#define _CRT_WARN 0
#define _CRT_ERROR 1
#define _CRT_ASSERT 2
#define _CRTDBG_ALLOC_MEM_DF 0x01
#define _CRTDBG_DELAY_FREE_MEM_DF 0x02
#define _CRTDBG_CHECK_ALWAYS_DF 0x04
#define _CRTDBG_LEAK_CHECK_DF 0x20
#define _CRTDBG_CHECK_CRT_DF 0x10
#define _CRTDBG_REPORT_FLAG (-1)
#define _CRTDBG_REPORT_MODE (-1)
#define _CRTDBG_MODE_FILE 0x1
#define _CRTDBG_MODE_DEBUG 0x2
#define _CRTDBG_MODE_WNDW 0x4
#define _CRTDBG_FILE_STDOUT ((void*)-4)
#define _CRTDBG_FILE_STDERR ((void*)-5)
#define _CRTDBG_REPORT_FILE ((void*)-6)
#define _FREE_BLOCK 0
#define _NORMAL_BLOCK 1
#define _CRT_BLOCK 2
#define _IGNORE_BLOCK 3
#define _CLIENT_BLOCK 4

typedef void* _HFILE;
typedef struct _CrtMemState {
    void* pBlockHeader;
    size_t lCounts[5];
    size_t lSizes[5];
    size_t lHighWaterCount;
    size_t lTotalCount;
} _CrtMemState;

#define _CrtSetDbgFlag(flag) ((int)0)
#define _CrtSetReportMode(type, mode) ((int)0)
#define _CrtSetReportFile(type, file) ((_HFILE)0)
#define _CrtSetReportHook(hook) ((void*)0)
#define _CrtSetReportHook2(mode, hook) ((int)0)
#define _CrtSetAllocHook(hook) ((void*)0)
#define _CrtSetBreakAlloc(number) ((long)0)
#define _CrtDbgReport(...) ((int)0)
#define _CrtDumpMemoryLeaks() ((int)0)
#define _CrtCheckMemory() ((int)1)
#define _CrtDbgBreak() ((void)0)
#define _CrtIsValidPointer(memory, size, write) ((int)((memory) != 0))
#define _CrtIsValidHeapPointer(memory) ((int)((memory) != 0))
#define _CrtMemCheckpoint(state) ((void)0)
#define _CrtMemDifference(difference, before, after) ((int)0)
#define _CrtMemDumpStatistics(state) ((void)0)
#define _CrtMemDumpAllObjectsSince(state) ((void)0)
#define _malloc_dbg(size, kind, file, line) malloc(size)
#define _calloc_dbg(count, size, kind, file, line) calloc(count, size)
#define _realloc_dbg(memory, size, kind, file, line) realloc(memory, size)
#define _free_dbg(memory, kind) free(memory)
#ifdef _DEBUG
#include <assert.h>
#define _ASSERT(expression) assert(expression)
#define _ASSERTE(expression) assert(expression)
#define _ASSERT_EXPR(expression, text) assert(expression)
#else
#define _ASSERT(expression) ((void)0)
#define _ASSERTE(expression) ((void)0)
#define _ASSERT_EXPR(expression, text) ((void)0)
#endif
#define _RPT0(type, text) ((void)0)
#define _RPT1(type, text, a) ((void)0)
#define _RPT2(type, text, a, b) ((void)0)
#define _RPT3(type, text, a, b, c) ((void)0)
#define _RPT4(type, text, a, b, c, d) ((void)0)
#define _RPT5(type, text, a, b, c, d, e) ((void)0)
#define _RPTF0(type, text) ((void)0)
#define _RPTF1(type, text, a) ((void)0)
#define _RPTF2(type, text, a, b) ((void)0)
#define _RPTF3(type, text, a, b, c) ((void)0)
#define _RPTF4(type, text, a, b, c, d) ((void)0)
#define _RPTF5(type, text, a, b, c, d, e) ((void)0)

#endif
