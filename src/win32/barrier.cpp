// Room win32: synchronization barriers. Reserved1: how many threads make a round; Reserved2: how
// many are still to come; Reserved4: the number of the round; Reserved5: who is inside.
#include "win32/call.hpp"
#include "win32/word.hpp"

#include <climits>
#include <synchapi.h>

using namespace ws2::win32;

namespace {

void wait_for_change(const Word& word, std::uint32_t seen) noexcept {
    while (word.load(std::memory_order_acquire) == seen)
        sleep_on(word, seen);
}

} // namespace

extern "C" {

BOOL WINAPI InitializeSynchronizationBarrier(LPSYNCHRONIZATION_BARRIER lpBarrier,
                                             LONG lTotalThreads, LONG lSpinCount) {
    if (lpBarrier == nullptr || lTotalThreads <= 0 || lSpinCount < -1)
        return outcome(ERROR_INVALID_PARAMETER);
    *lpBarrier = {};
    lpBarrier->Reserved1 = lpBarrier->Reserved2 = static_cast<DWORD>(lTotalThreads);
    return TRUE;
}

BOOL WINAPI EnterSynchronizationBarrier(LPSYNCHRONIZATION_BARRIER lpBarrier, DWORD) {
    Word& left = word_of(&lpBarrier->Reserved2);
    Word& round = word_of(&lpBarrier->Reserved4);
    Word& inside = word_of(&lpBarrier->Reserved5);
    inside.fetch_add(1, std::memory_order_relaxed);
    const std::uint32_t seen = round.load(std::memory_order_acquire);
    const bool last = left.fetch_sub(1, std::memory_order_acq_rel) == 1;
    if (last) {
        left.store(lpBarrier->Reserved1, std::memory_order_relaxed);
        round.fetch_add(1, std::memory_order_acq_rel);
        ws2::kernel::futex_wake(&round, INT_MAX);
    } else {
        wait_for_change(round, seen);
    }
    if (inside.fetch_sub(1, std::memory_order_acq_rel) == 1)
        ws2::kernel::futex_wake(&inside, INT_MAX);
    return last;
}

BOOL WINAPI DeleteSynchronizationBarrier(LPSYNCHRONIZATION_BARRIER lpBarrier) {
    const Word& inside = word_of(&lpBarrier->Reserved5);
    while (const std::uint32_t seen = inside.load(std::memory_order_acquire))
        sleep_on(inside, seen);
    return TRUE;
}
}
