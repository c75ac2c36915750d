/* ws2/crt_malloc.h - memory by Microsoft's names. Part of ws2/crt_standard.h; ws2cc puts it behind
 * malloc.h and stdlib.h. */
#ifndef WS2_CRT_MALLOC_H
#define WS2_CRT_MALLOC_H
#include "ws2/crt_types.h"
#include <alloca.h>

#define _alloca __builtin_alloca
#define _malloca(size) __builtin_alloca(size)
#define _freea(memory) ((void)(memory))

#ifdef __cplusplus
extern "C" {
#endif

WS2_CRT_API void* _aligned_malloc(size_t size, size_t alignment) __THROW;
/* The memory is of _aligned_malloc, or NULL. */
WS2_CRT_API void* _aligned_realloc(void* memory, size_t size, size_t alignment) __THROW;
WS2_CRT_API void _aligned_free(void* memory) __THROW;
/* What was asked for, or some more. */
WS2_CRT_API size_t _msize(void* memory) __THROW;

#ifdef __cplusplus
}
#endif

#endif
