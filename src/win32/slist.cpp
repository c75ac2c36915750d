// Room win32: interlocked lists. A lock inside the header guards the rest of it, for a few
// instructions.
#include "nt/lock.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <new>
#include <winnt.h>

namespace {

ws2::nt::Lock& lock_of(PSLIST_HEADER header) noexcept {
    static_assert(sizeof(ws2::nt::Lock) == sizeof header->List.Lock);
    return *static_cast<ws2::nt::Lock*>(static_cast<void*>(&header->List.Lock));
}

} // namespace

VOID WINAPI InitializeSListHead(PSLIST_HEADER ListHead) {
    ListHead->Parts = {};
    new (&ListHead->List.Lock) ws2::nt::Lock;
}

PSLIST_ENTRY WINAPI InterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry) {
    std::lock_guard hold(lock_of(ListHead));
    PSLIST_ENTRY before = ListHead->List.First;
    ListEntry->Next = before;
    ListHead->List.First = ListEntry;
    ++ListHead->List.Depth;
    return before;
}

PSLIST_ENTRY WINAPI InterlockedPopEntrySList(PSLIST_HEADER ListHead) {
    std::lock_guard hold(lock_of(ListHead));
    PSLIST_ENTRY first = ListHead->List.First;
    if (first) {
        ListHead->List.First = first->Next;
        --ListHead->List.Depth;
    }
    return first;
}

PSLIST_ENTRY WINAPI InterlockedFlushSList(PSLIST_HEADER ListHead) {
    std::lock_guard hold(lock_of(ListHead));
    PSLIST_ENTRY first = ListHead->List.First;
    ListHead->List.First = nullptr;
    ListHead->List.Depth = 0;
    return first;
}

USHORT WINAPI QueryDepthSList(PSLIST_HEADER ListHead) {
    std::lock_guard hold(lock_of(ListHead));
    constexpr DWORD32 kMost = std::numeric_limits<USHORT>::max();
    return static_cast<USHORT>(std::min(ListHead->List.Depth, kMost));
}
