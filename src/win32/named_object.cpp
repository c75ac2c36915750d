// Room win32: events, mutexes, semaphores and waitable timers, with and without names.
#include "base/utf.hpp"
#include "nt/event.hpp"
#include "nt/mutex.hpp"
#include "nt/names.hpp"
#include "nt/timer.hpp"
#include "win32/call.hpp"
#include "win32/due_time.hpp"

#include <string>
#include <synchapi.h>

namespace nt = ws2::nt;
using namespace ws2::win32;

namespace {

std::u16string name_of(LPCWSTR name) {
    return name ? std::u16string(
                      reinterpret_cast<const char16_t*>(name),
                      std::char_traits<char16_t>::length(reinterpret_cast<const char16_t*>(name)))
                : std::u16string();
}

std::u16string name_of(LPCSTR name) {
    return name ? ws2::base::to_utf16(name) : std::u16string();
}

// The last error says whether the object was there already, so it is set on success too.
template<typename Name, typename Create>
HANDLE create(Name name, nt::Kind kind, Create make) {
    return contained<HANDLE>(nullptr, [&] {
        const nt::Named made = nt::create_named(
            name_of(name), kind, [](void* given) { return (*static_cast<Create*>(given))(); },
            &make);
        nt::set_last_error(made.error);
        return made.handle;
    });
}

template<typename Name>
HANDLE open(Name name, nt::Kind kind) {
    if (!name)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<HANDLE>(nullptr, [&] {
        const nt::Named found = nt::open_named(name_of(name), kind);
        return found.handle ? found.handle : failure<HANDLE>(found.error, nullptr);
    });
}

template<typename Name>
HANDLE create_event(Name name, DWORD flags) {
    if ((flags & ~DWORD{CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET}) != 0)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return create(name, nt::Kind::event, [flags] {
        return nt::create_event((flags & CREATE_EVENT_MANUAL_RESET) != 0,
                                (flags & CREATE_EVENT_INITIAL_SET) != 0);
    });
}

DWORD event_flags(BOOL manual_reset, BOOL set) {
    return (manual_reset ? CREATE_EVENT_MANUAL_RESET : 0U) | (set ? CREATE_EVENT_INITIAL_SET : 0U);
}

template<typename Name>
HANDLE create_mutex(Name name, DWORD flags) {
    if ((flags & ~DWORD{CREATE_MUTEX_INITIAL_OWNER}) != 0)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return create(name, nt::Kind::mutex,
                  [flags] { return nt::create_mutex((flags & CREATE_MUTEX_INITIAL_OWNER) != 0); });
}

template<typename Name>
HANDLE create_semaphore(Name name, LONG count, LONG most) {
    if (most <= 0 || count < 0 || count > most)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return create(name, nt::Kind::semaphore,
                  [count, most] { return nt::create_semaphore(count, most); });
}

template<typename Name>
HANDLE create_timer(Name name, DWORD flags) {
    constexpr DWORD kKnown =
        CREATE_WAITABLE_TIMER_MANUAL_RESET | CREATE_WAITABLE_TIMER_HIGH_RESOLUTION;
    if ((flags & ~kKnown) != 0)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return create(name, nt::Kind::timer, [flags] {
        return nt::create_timer((flags & CREATE_WAITABLE_TIMER_MANUAL_RESET) != 0);
    });
}

BOOL set_timer(HANDLE handle, const LARGE_INTEGER* due, LONG period_ms, PTIMERAPCROUTINE routine,
               LPVOID argument) {
    constexpr std::int64_t kMillisecond_ns = 1'000'000;
    if (!due || period_ms < 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    nt::Pinned<nt::Timer> timer(handle);
    if (!timer)
        return failure(ERROR_INVALID_HANDLE, FALSE);
    return outcome(
        timer->set({due_time_ns(due->QuadPart), period_ms * kMillisecond_ns, routine, argument}));
}

} // namespace

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState,
                           LPCSTR lpName) {
    return create_event(lpName, event_flags(bManualReset, bInitialState));
}
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState,
                           LPCWSTR lpName) {
    return create_event(lpName, event_flags(bManualReset, bInitialState));
}
HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES, LPCSTR lpName, DWORD dwFlags, DWORD) {
    return create_event(lpName, dwFlags);
}
HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES, LPCWSTR lpName, DWORD dwFlags, DWORD) {
    return create_event(lpName, dwFlags);
}
HANDLE WINAPI OpenEventA(DWORD, BOOL, LPCSTR lpName) {
    return open(lpName, nt::Kind::event);
}
HANDLE WINAPI OpenEventW(DWORD, BOOL, LPCWSTR lpName) {
    return open(lpName, nt::Kind::event);
}

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCSTR lpName) {
    return create_mutex(lpName, bInitialOwner ? CREATE_MUTEX_INITIAL_OWNER : 0);
}
HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCWSTR lpName) {
    return create_mutex(lpName, bInitialOwner ? CREATE_MUTEX_INITIAL_OWNER : 0);
}
HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES, LPCSTR lpName, DWORD dwFlags, DWORD) {
    return create_mutex(lpName, dwFlags);
}
HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES, LPCWSTR lpName, DWORD dwFlags, DWORD) {
    return create_mutex(lpName, dwFlags);
}
HANDLE WINAPI OpenMutexA(DWORD, BOOL, LPCSTR lpName) {
    return open(lpName, nt::Kind::mutex);
}
HANDLE WINAPI OpenMutexW(DWORD, BOOL, LPCWSTR lpName) {
    return open(lpName, nt::Kind::mutex);
}
BOOL WINAPI ReleaseMutex(HANDLE hMutex) {
    return outcome(nt::release_mutex(hMutex));
}

HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount,
                               LPCSTR lpName) {
    return create_semaphore(lpName, lInitialCount, lMaximumCount);
}
HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount,
                               LPCWSTR lpName) {
    return create_semaphore(lpName, lInitialCount, lMaximumCount);
}
HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount,
                                 LPCSTR lpName, DWORD, DWORD) {
    return create_semaphore(lpName, lInitialCount, lMaximumCount);
}
HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES, LONG lInitialCount, LONG lMaximumCount,
                                 LPCWSTR lpName, DWORD, DWORD) {
    return create_semaphore(lpName, lInitialCount, lMaximumCount);
}
HANDLE WINAPI OpenSemaphoreA(DWORD, BOOL, LPCSTR lpName) {
    return open(lpName, nt::Kind::semaphore);
}
HANDLE WINAPI OpenSemaphoreW(DWORD, BOOL, LPCWSTR lpName) {
    return open(lpName, nt::Kind::semaphore);
}
BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount, LPLONG lpPreviousCount) {
    if (lReleaseCount <= 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return outcome(nt::release_semaphore(hSemaphore, lReleaseCount, lpPreviousCount));
}

HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES, BOOL bManualReset, LPCSTR lpTimerName) {
    return create_timer(lpTimerName, bManualReset ? CREATE_WAITABLE_TIMER_MANUAL_RESET : 0);
}
HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES, BOOL bManualReset, LPCWSTR lpTimerName) {
    return create_timer(lpTimerName, bManualReset ? CREATE_WAITABLE_TIMER_MANUAL_RESET : 0);
}
HANDLE WINAPI CreateWaitableTimerExA(LPSECURITY_ATTRIBUTES, LPCSTR lpTimerName, DWORD dwFlags,
                                     DWORD) {
    return create_timer(lpTimerName, dwFlags);
}
HANDLE WINAPI CreateWaitableTimerExW(LPSECURITY_ATTRIBUTES, LPCWSTR lpTimerName, DWORD dwFlags,
                                     DWORD) {
    return create_timer(lpTimerName, dwFlags);
}
HANDLE WINAPI OpenWaitableTimerA(DWORD, BOOL, LPCSTR lpTimerName) {
    return open(lpTimerName, nt::Kind::timer);
}
HANDLE WINAPI OpenWaitableTimerW(DWORD, BOOL, LPCWSTR lpTimerName) {
    return open(lpTimerName, nt::Kind::timer);
}

BOOL WINAPI SetWaitableTimer(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                             PTIMERAPCROUTINE pfnCompletionRoutine, LPVOID lpArgToCompletionRoutine,
                             BOOL) {
    return set_timer(hTimer, lpDueTime, lPeriod, pfnCompletionRoutine, lpArgToCompletionRoutine);
}
BOOL WINAPI SetWaitableTimerEx(HANDLE hTimer, const LARGE_INTEGER* lpDueTime, LONG lPeriod,
                               PTIMERAPCROUTINE pfnCompletionRoutine,
                               LPVOID lpArgToCompletionRoutine, PREASON_CONTEXT, ULONG) {
    return set_timer(hTimer, lpDueTime, lPeriod, pfnCompletionRoutine, lpArgToCompletionRoutine);
}
BOOL WINAPI CancelWaitableTimer(HANDLE hTimer) {
    nt::Pinned<nt::Timer> timer(hTimer);
    if (!timer)
        return failure(ERROR_INVALID_HANDLE, FALSE);
    timer->cancel();
    return TRUE;
}
