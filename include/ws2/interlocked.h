/* ws2/interlocked.h - atomic operations, after "Interlocked Variable Access" and the compiler's
 * intrinsics of the same names. All are full barriers; the spellings with Acquire, Release and
 * NoFence are weaker as they say. Part of winnt.h. */
#ifndef WS2_INTERLOCKED_H
#define WS2_INTERLOCKED_H

/* The operations of one width. `suffix` is the name's end, `type` the integer. */
#define WS2_INTERLOCKED(suffix, type, ending, order)                                               \
    static __inline__ type InterlockedExchange##ending##suffix(type volatile* target,              \
                                                               type value) {                       \
        return __atomic_exchange_n(target, value, order);                                          \
    }                                                                                              \
    static __inline__ type InterlockedExchangeAdd##ending##suffix(type volatile* target,           \
                                                                  type value) {                    \
        return __atomic_fetch_add(target, value, order);                                           \
    }                                                                                              \
    static __inline__ type InterlockedAdd##ending##suffix(type volatile* target, type value) {     \
        return __atomic_add_fetch(target, value, order);                                           \
    }                                                                                              \
    static __inline__ type InterlockedIncrement##ending##suffix(type volatile* target) {           \
        return __atomic_add_fetch(target, 1, order);                                               \
    }                                                                                              \
    static __inline__ type InterlockedDecrement##ending##suffix(type volatile* target) {           \
        return __atomic_sub_fetch(target, 1, order);                                               \
    }                                                                                              \
    static __inline__ type InterlockedAnd##suffix##ending(type volatile* target, type value) {     \
        return __atomic_fetch_and(target, value, order);                                           \
    }                                                                                              \
    static __inline__ type InterlockedOr##suffix##ending(type volatile* target, type value) {      \
        return __atomic_fetch_or(target, value, order);                                            \
    }                                                                                              \
    static __inline__ type InterlockedXor##suffix##ending(type volatile* target, type value) {     \
        return __atomic_fetch_xor(target, value, order);                                           \
    }                                                                                              \
    static __inline__ type InterlockedCompareExchange##ending##suffix(                             \
        type volatile* target, type value, type comparand) {                                       \
        __atomic_compare_exchange_n(target, &comparand, value, 0, order,                           \
                                    (order) == __ATOMIC_RELEASE   ? __ATOMIC_RELAXED               \
                                    : (order) == __ATOMIC_SEQ_CST ? __ATOMIC_SEQ_CST               \
                                                                  : (order));                      \
        return comparand;                                                                          \
    }
#define WS2_INTERLOCKED_ORDERS(suffix, type)                                                       \
    WS2_INTERLOCKED(suffix, type, , __ATOMIC_SEQ_CST)                                              \
    WS2_INTERLOCKED(suffix, type, Acquire, __ATOMIC_ACQUIRE)                                       \
    WS2_INTERLOCKED(suffix, type, Release, __ATOMIC_RELEASE)                                       \
    WS2_INTERLOCKED(suffix, type, NoFence, __ATOMIC_RELAXED)

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#endif
WS2_INTERLOCKED_ORDERS(, LONG)
WS2_INTERLOCKED_ORDERS(64, LONGLONG)
WS2_INTERLOCKED(16, SHORT, , __ATOMIC_SEQ_CST)
WS2_INTERLOCKED(8, CHAR, , __ATOMIC_SEQ_CST)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#undef WS2_INTERLOCKED_ORDERS
#undef WS2_INTERLOCKED

static __inline__ PVOID InterlockedExchangePointer(PVOID volatile* target, PVOID value) {
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
static __inline__ PVOID InterlockedCompareExchangePointer(PVOID volatile* target, PVOID value,
                                                          PVOID comparand) {
    __atomic_compare_exchange_n(target, &comparand, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return comparand;
}
#define InterlockedExchangePointerAcquire InterlockedExchangePointer
#define InterlockedExchangePointerNoFence InterlockedExchangePointer
#define InterlockedCompareExchangePointerAcquire InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerRelease InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerNoFence InterlockedCompareExchangePointer

/* Unsigned counters, as size_t counters want them. */
static __inline__ SIZE_T InterlockedExchangeAddSizeT(SIZE_T volatile* target, SIZE_T value) {
    return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);
}
static __inline__ SIZE_T InterlockedIncrementSizeT(SIZE_T volatile* target) {
    return __atomic_add_fetch(target, (SIZE_T)1, __ATOMIC_SEQ_CST);
}
static __inline__ SIZE_T InterlockedDecrementSizeT(SIZE_T volatile* target) {
    return __atomic_sub_fetch(target, (SIZE_T)1, __ATOMIC_SEQ_CST);
}
static __inline__ ULONG InterlockedExchangeSubtract(ULONG volatile* target, ULONG value) {
    return __atomic_fetch_sub(target, value, __ATOMIC_SEQ_CST);
}

/* The bit that was there before. */
static __inline__ BOOLEAN InterlockedBitTestAndSet(LONG volatile* base, LONG bit) {
    const LONG mask = (LONG)(1U << ((unsigned)bit & 31U));
    return (BOOLEAN)((__atomic_fetch_or(base + bit / 32, mask, __ATOMIC_SEQ_CST) & mask) != 0);
}
static __inline__ BOOLEAN InterlockedBitTestAndReset(LONG volatile* base, LONG bit) {
    const LONG mask = (LONG)(1U << ((unsigned)bit & 31U));
    return (BOOLEAN)((__atomic_fetch_and(base + bit / 32, ~mask, __ATOMIC_SEQ_CST) & mask) != 0);
}

#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchange8 InterlockedExchange8
#define _InterlockedExchange16 InterlockedExchange16
#define _InterlockedExchange64 InterlockedExchange64
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd64
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedIncrement16 InterlockedIncrement16
#define _InterlockedIncrement64 InterlockedIncrement64
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedDecrement16 InterlockedDecrement16
#define _InterlockedDecrement64 InterlockedDecrement64
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedCompareExchange8 InterlockedCompareExchange8
#define _InterlockedCompareExchange16 InterlockedCompareExchange16
#define _InterlockedCompareExchange64 InterlockedCompareExchange64
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer
#define _InterlockedAnd InterlockedAnd
#define _InterlockedAnd64 InterlockedAnd64
#define _InterlockedOr InterlockedOr
#define _InterlockedOr64 InterlockedOr64
#define _InterlockedXor InterlockedXor
#define _InterlockedXor64 InterlockedXor64

#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define _ReadWriteBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define _ReadBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define _WriteBarrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#if defined(__x86_64__) || defined(__i386__)
#define YieldProcessor() __builtin_ia32_pause()
#else
#define YieldProcessor() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#endif

static __inline__ LONG ReadAcquire(LONG const volatile* source) {
    return __atomic_load_n(source, __ATOMIC_ACQUIRE);
}
static __inline__ LONG ReadNoFence(LONG const volatile* source) {
    return __atomic_load_n(source, __ATOMIC_RELAXED);
}
static __inline__ void WriteRelease(LONG volatile* target, LONG value) {
    __atomic_store_n(target, value, __ATOMIC_RELEASE);
}
static __inline__ void WriteNoFence(LONG volatile* target, LONG value) {
    __atomic_store_n(target, value, __ATOMIC_RELAXED);
}

/* Lists that threads push to and pop from at once. An entry stands at a multiple of
 * MEMORY_ALLOCATION_ALIGNMENT. */
typedef struct DECLSPEC_ALIGN(16) _SLIST_ENTRY {
    struct _SLIST_ENTRY* Next;
} SLIST_ENTRY, *PSLIST_ENTRY;

typedef union DECLSPEC_ALIGN(16) _SLIST_HEADER {
    struct {
        ULONGLONG Alignment;
        ULONGLONG Region;
    } Parts;
    struct {
        PSLIST_ENTRY First;
        DWORD32 Lock; /* the library's */
        DWORD32 Depth;
    } List;
} SLIST_HEADER, *PSLIST_HEADER;

#define InterlockedBitTestAndSetNoFence InterlockedBitTestAndSet
#define InterlockedBitTestAndSetAcquire InterlockedBitTestAndSet
#define InterlockedBitTestAndSetRelease InterlockedBitTestAndSet
#define InterlockedBitTestAndResetNoFence InterlockedBitTestAndReset

#ifdef __cplusplus
extern "C" {
#endif
WINBASEAPI VOID WINAPI InitializeSListHead(PSLIST_HEADER ListHead);
/* The entry that was first before; NULL if there was none. */
WINBASEAPI PSLIST_ENTRY WINAPI InterlockedPushEntrySList(PSLIST_HEADER ListHead,
                                                         PSLIST_ENTRY ListEntry);
/* The entry taken off; NULL if the list is empty. */
WINBASEAPI PSLIST_ENTRY WINAPI InterlockedPopEntrySList(PSLIST_HEADER ListHead);
/* Takes the whole list, first entry first. */
WINBASEAPI PSLIST_ENTRY WINAPI InterlockedFlushSList(PSLIST_HEADER ListHead);
WINBASEAPI USHORT WINAPI QueryDepthSList(PSLIST_HEADER ListHead);
#ifdef __cplusplus
}
#endif

#endif
