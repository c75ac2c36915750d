// Room win32: critical sections. LockCount is -1 while free, 0 while held, and 1 while held with
// threads that sleep or may be about to.
#include "kernel/thread.hpp"
#include "win32/call.hpp"
#include "win32/word.hpp"

#include <synchapi.h>

using namespace ws2::win32;

namespace {

constexpr std::uint32_t kFree = ~std::uint32_t{0};
constexpr std::uint32_t kHeld = 0;
constexpr std::uint32_t kContended = 1;
constexpr DWORD kFlagsInSpinCount = 0xff000000;

Word& state_of(LPCRITICAL_SECTION section) noexcept {
    return word_of(&section->LockCount);
}

// The owner's thread id, written by the owner alone.
bool is_owner(LPCRITICAL_SECTION section, std::uint32_t self) noexcept {
    return __atomic_load_n(&section->OwningThread, __ATOMIC_RELAXED) == ULongToHandle(self);
}
void set_owner(LPCRITICAL_SECTION section, std::uint32_t self) noexcept {
    __atomic_store_n(&section->OwningThread, ULongToHandle(self), __ATOMIC_RELAXED);
}

bool take_if_free(LPCRITICAL_SECTION section) noexcept {
    std::uint32_t free = kFree;
    return state_of(section).compare_exchange_strong(free, kHeld, std::memory_order_acquire,
                                                     std::memory_order_relaxed);
}

[[gnu::noinline]] void take_contended(LPCRITICAL_SECTION section) noexcept {
    Word& state = state_of(section);
    for (ULONG_PTR spins = section->SpinCount; spins != 0; --spins) {
        if (state.load(std::memory_order_relaxed) == kFree && take_if_free(section))
            return;
        spin_once();
    }
    while (state.exchange(kContended, std::memory_order_acquire) != kFree)
        sleep_on(state, kContended);
}

void own(LPCRITICAL_SECTION section, std::uint32_t self) noexcept {
    set_owner(section, self);
    section->RecursionCount = 1;
}

bool enter_again(LPCRITICAL_SECTION section, std::uint32_t self) noexcept {
    if (!is_owner(section, self))
        return false;
    ++section->RecursionCount;
    return true;
}

ULONG_PTR useful_spins(DWORD count) noexcept {
    static const bool alone = ws2::kernel::processors() == 1;
    return alone ? 0 : count & ~kFlagsInSpinCount;
}

void initialise(LPCRITICAL_SECTION section, DWORD spin_count) noexcept {
    *section = {};
    section->LockCount = -1;
    section->SpinCount = useful_spins(spin_count);
}

} // namespace

VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    constexpr DWORD kSpins = 60; // about as long as a short section is held
    initialise(lpCriticalSection, kSpins);
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                  DWORD dwSpinCount) {
    initialise(lpCriticalSection, dwSpinCount);
    return TRUE;
}

BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount,
                                        DWORD Flags) {
    constexpr DWORD kKnown = kFlagsInSpinCount;
    if ((Flags & ~kKnown) != 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    initialise(lpCriticalSection, dwSpinCount);
    return TRUE;
}

DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount) {
    const auto before = static_cast<DWORD>(lpCriticalSection->SpinCount);
    lpCriticalSection->SpinCount = useful_spins(dwSpinCount);
    return before;
}

VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    const std::uint32_t self = ws2::nt::Thread::current().id();
    if (!take_if_free(lpCriticalSection)) {
        if (enter_again(lpCriticalSection, self))
            return;
        take_contended(lpCriticalSection);
    }
    own(lpCriticalSection, self);
}

BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    const std::uint32_t self = ws2::nt::Thread::current().id();
    if (!take_if_free(lpCriticalSection))
        return enter_again(lpCriticalSection, self) ? TRUE : FALSE;
    own(lpCriticalSection, self);
    return TRUE;
}

VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    if (--lpCriticalSection->RecursionCount != 0)
        return;
    set_owner(lpCriticalSection, 0);
    Word& state = state_of(lpCriticalSection);
    if (state.exchange(kFree, std::memory_order_release) == kContended)
        ws2::kernel::futex_wake(&state, 1);
}

VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
    *lpCriticalSection = {};
}
