/* intrin.h - Microsoft's intrinsics, as far as network programs use them. */
#ifndef __INTRIN_H_
#define __INTRIN_H_
#include "ws2/compiler_words.h"
#if defined(__x86_64__) || defined(__i386__)
#ifdef _WIN32
#include "ws2/microsoft_crt.h" /* _aligned_malloc, which Clang's headers take on Windows */
#endif
#include <x86intrin.h>
#endif

/* As in ws2/interlocked.h, to the letter. */
#define _ReadWriteBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define _ReadBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define _WriteBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define __nop() __asm__ __volatile__("nop")
#define _ReturnAddress() __builtin_return_address(0)

/* Clang has functions of these names of its own under -fms-extensions. */
#define _BitScanForward ws2_bit_scan_forward
#define _BitScanReverse ws2_bit_scan_reverse
#define _BitScanForward64 ws2_bit_scan_forward64
#define _BitScanReverse64 ws2_bit_scan_reverse64
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

#define __popcnt(value) ((unsigned)__builtin_popcount(value))
#define __popcnt64(value) ((unsigned WS2_INT64)__builtin_popcountll(value))
#define __lzcnt(value) ws2_leading_zeros(value)
static inline unsigned ws2_leading_zeros(unsigned value) {
    return value == 0 ? 32 : (unsigned)__builtin_clz(value);
}
#ifdef __SIZEOF_INT128__
#define __umulh(a, b) ws2_multiply_high(a, b)
#define _umul128(a, b, high)                                                                       \
    __extension__({                                                                                \
        unsigned WS2_INT64 ws2_a = (a);                                                            \
        unsigned WS2_INT64 ws2_b = (b);                                                            \
        *(high) = ws2_multiply_high(ws2_a, ws2_b);                                                 \
        (ws2_a) * (ws2_b);                                                                         \
    })
static inline unsigned WS2_INT64 ws2_multiply_high(unsigned WS2_INT64 a, unsigned WS2_INT64 b) {
    return (unsigned WS2_INT64)(__extension__((unsigned __int128)a * b) >> 64);
}
#endif
#if (defined(__x86_64__) || defined(__i386__)) && !defined(__cpuid)
#define __cpuid(registers, leaf) ws2_cpuid((int*)(registers), leaf, 0)
#define __cpuidex(registers, leaf, part) ws2_cpuid((int*)(registers), leaf, part)
static inline void ws2_cpuid(int* registers, int leaf, int part) {
    __asm__ __volatile__("cpuid"
                         : "=a"(registers[0]), "=b"(registers[1]), "=c"(registers[2]),
                           "=d"(registers[3])
                         : "a"(leaf), "c"(part));
}
#endif

/* Where every type of 64 bits is long, the compiler's own headers still write to long long. */
#if defined(WS2_LONG_32) && defined(__x86_64__)
typedef unsigned long long ws2_intrin64;
typedef unsigned WS2_INT64 ws2_mulx_result;
#define WS2_INTRIN64(type, to, call)                                                               \
    __extension__({                                                                                \
        ws2_intrin64 ws2_wide = 0;                                                                 \
        type ws2_said = call;                                                                      \
        *(to) = ws2_wide;                                                                          \
        ws2_said;                                                                                  \
    })
#define _rdrand64_step(to) WS2_INTRIN64(int, to, _rdrand64_step(&ws2_wide))
#define _rdseed64_step(to) WS2_INTRIN64(int, to, _rdseed64_step(&ws2_wide))
#define _addcarry_u64(carry, a, b, to)                                                             \
    WS2_INTRIN64(unsigned char, to, _addcarry_u64(carry, a, b, &ws2_wide))
#define _subborrow_u64(borrow, a, b, to)                                                           \
    WS2_INTRIN64(unsigned char, to, _subborrow_u64(borrow, a, b, &ws2_wide))
#define _mulx_u64(a, b, high) WS2_INTRIN64(ws2_mulx_result, high, _mulx_u64(a, b, &ws2_wide))
#endif

#endif
