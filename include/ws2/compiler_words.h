/* ws2/compiler_words.h - what Microsoft's compiler knows without a header. ws2cc puts it before
 * every source; part of intrin.h. */
#ifndef WS2_COMPILER_WORDS_H
#define WS2_COMPILER_WORDS_H
#include "ws2/keywords.h"

#if defined(__x86_64__) || defined(__i386__)
#define __debugbreak() __asm__ __volatile__("int3")
#else
#define __debugbreak() __builtin_trap()
#endif
#define __assume(condition) ((condition) ? (void)0 : __builtin_unreachable())
#define __noop(...) ((void)0)
/* Not a literal, as with Microsoft: it cannot be joined to others. */
#define __FUNCSIG__ __PRETTY_FUNCTION__

#endif
