// Room win32: slim reader/writer locks and condition variables.
//
// A lock is one word: the number of readers, a bit for a writer, a bit for threads that sleep.
// While somebody sleeps no further reader comes in, so that writers are not starved. Whoever leaves
// the lock empty takes that bit away and wakes all; a writer that comes in meanwhile inherits it.
#include "nt/wait.hpp"
#include "win32/call.hpp"
#include "win32/word.hpp"

#include <climits>
#include <synchapi.h>

using namespace ws2::win32;

namespace {

constexpr std::uint32_t kWriter = 0x80000000;
constexpr std::uint32_t kSleepers = 0x40000000;
constexpr int kSpins = 60;

bool admits_writer(std::uint32_t state) noexcept {
    return (state & ~kSleepers) == 0;
}
bool admits_reader(std::uint32_t state) noexcept {
    return (state & (kWriter | kSleepers)) == 0;
}
std::uint32_t with_writer(std::uint32_t state) noexcept {
    return state | kWriter;
}
std::uint32_t with_reader(std::uint32_t state) noexcept {
    return state + 1;
}

template<auto Admits, auto With>
bool try_acquire(Word& lock) noexcept {
    std::uint32_t state = lock.load(std::memory_order_relaxed);
    while (Admits(state))
        if (lock.compare_exchange_weak(state, With(state), std::memory_order_acquire,
                                       std::memory_order_relaxed))
            return true;
    return false;
}

template<auto Admits, auto With>
void acquire(Word& lock) noexcept {
    for (int i = 0; i < kSpins; ++i) {
        if (try_acquire<Admits, With>(lock))
            return;
        spin_once();
    }
    while (!try_acquire<Admits, With>(lock)) {
        std::uint32_t state = lock.load(std::memory_order_relaxed);
        if (Admits(state))
            continue;
        if ((state & kSleepers) != 0 ||
            lock.compare_exchange_weak(state, state | kSleepers, std::memory_order_relaxed))
            sleep_on(lock, state | kSleepers);
    }
}

void wake_sleepers(Word& lock) noexcept {
    ws2::kernel::futex_wake(&lock, INT_MAX);
}

void release_exclusive(Word& lock) noexcept {
    if ((lock.exchange(0, std::memory_order_release) & kSleepers) != 0)
        wake_sleepers(lock);
}

void release_shared(Word& lock) noexcept {
    std::uint32_t last = kSleepers;
    if (lock.fetch_sub(1, std::memory_order_release) == (kSleepers | 1) &&
        lock.compare_exchange_strong(last, 0, std::memory_order_relaxed))
        wake_sleepers(lock);
}

// A condition variable: a number that every wake changes, and how many threads sleep.
struct Condition {
    Word wakes;
    Word sleepers;
};
static_assert(sizeof(Condition) == sizeof(CONDITION_VARIABLE));

Condition& condition_of(PCONDITION_VARIABLE variable) noexcept {
    return *static_cast<Condition*>(static_cast<void*>(variable));
}

template<typename Release, typename Acquire>
BOOL sleep(PCONDITION_VARIABLE variable, DWORD timeout_ms, Release release, Acquire reacquire) {
    Condition& condition = condition_of(variable);
    const std::int64_t deadline_ns = ws2::nt::deadline_after(timeout_ms);
    condition.sleepers.fetch_add(1, std::memory_order_seq_cst);
    const std::uint32_t seen = condition.wakes.load(std::memory_order_seq_cst);
    release();
    const bool woken = sleep_on(condition.wakes, seen, deadline_ns) ||
                       condition.wakes.load(std::memory_order_relaxed) != seen;
    condition.sleepers.fetch_sub(1, std::memory_order_relaxed);
    reacquire();
    return woken ? TRUE : failure(ERROR_TIMEOUT, FALSE);
}

void wake(PCONDITION_VARIABLE variable, int count) noexcept {
    Condition& condition = condition_of(variable);
    condition.wakes.fetch_add(1, std::memory_order_seq_cst);
    if (condition.sleepers.load(std::memory_order_seq_cst) != 0)
        ws2::kernel::futex_wake(&condition.wakes, count);
}

} // namespace

VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock) {
    SRWLock->Ptr = nullptr;
}
VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock) {
    acquire<admits_writer, with_writer>(word_of(SRWLock));
}
VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock) {
    acquire<admits_reader, with_reader>(word_of(SRWLock));
}
BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock) {
    return try_acquire<admits_writer, with_writer>(word_of(SRWLock)) ? TRUE : FALSE;
}
BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock) {
    return try_acquire<admits_reader, with_reader>(word_of(SRWLock)) ? TRUE : FALSE;
}
VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock) {
    release_exclusive(word_of(SRWLock));
}
VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock) {
    release_shared(word_of(SRWLock));
}

VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    ConditionVariable->Ptr = nullptr;
}

BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
                                     PCRITICAL_SECTION CriticalSection, DWORD dwMilliseconds) {
    return sleep(
        ConditionVariable, dwMilliseconds, [=] { LeaveCriticalSection(CriticalSection); },
        [=] { EnterCriticalSection(CriticalSection); });
}

BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable, PSRWLOCK SRWLock,
                                      DWORD dwMilliseconds, ULONG Flags) {
    if ((Flags & ~ULONG{CONDITION_VARIABLE_LOCKMODE_SHARED}) != 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    if (Flags != 0)
        return sleep(
            ConditionVariable, dwMilliseconds, [=] { ReleaseSRWLockShared(SRWLock); },
            [=] { AcquireSRWLockShared(SRWLock); });
    return sleep(
        ConditionVariable, dwMilliseconds, [=] { ReleaseSRWLockExclusive(SRWLock); },
        [=] { AcquireSRWLockExclusive(SRWLock); });
}

VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    wake(ConditionVariable, 1);
}
VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable) {
    wake(ConditionVariable, INT_MAX);
}
