/* intrin.h - Microsoft's intrinsics, as far as network programs use them. */
#ifndef __INTRIN_H_
#define __INTRIN_H_
#include "ws2/keywords.h"
#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

#define _ReadWriteBarrier() __asm__ __volatile__("" ::: "memory")
#define _ReadBarrier() _ReadWriteBarrier()
#define _WriteBarrier() _ReadWriteBarrier()
#define __nop() __asm__ __volatile__("nop")
#define __debugbreak() __builtin_trap()
#define _ReturnAddress() __builtin_return_address(0)

static inline unsigned char _BitScanForward(unsigned* index, unsigned mask) {
    if (mask == 0)
        return 0;
    *index = (unsigned)__builtin_ctz(mask);
    return 1;
}
static inline unsigned char _BitScanReverse(unsigned* index, unsigned mask) {
    if (mask == 0)
        return 0;
    *index = 31 - (unsigned)__builtin_clz(mask);
    return 1;
}
static inline unsigned char _BitScanForward64(unsigned* index, unsigned WS2_INT64 mask) {
    if (mask == 0)
        return 0;
    *index = (unsigned)__builtin_ctzll(mask);
    return 1;
}
static inline unsigned char _BitScanReverse64(unsigned* index, unsigned WS2_INT64 mask) {
    if (mask == 0)
        return 0;
    *index = 63 - (unsigned)__builtin_clzll(mask);
    return 1;
}

#endif
