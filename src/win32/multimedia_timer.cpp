// Room win32: timeSetEvent, over the timers of the thread pool.
#include "win32/call.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <winbase.h>

#include <timeapi.h>

using namespace ws2::win32;

namespace {

struct Timer {
    HANDLE handle = nullptr;
    LPTIMECALLBACK routine = nullptr; // or, as `flags` say, an event
    DWORD_PTR user = 0;
    UINT flags = 0;
    std::mutex running;           // one round at a time
    std::atomic<DWORD> runner{0}; // the thread that runs the routine
    std::atomic<bool> killed{false};
};

// Never destroyed: threads may outlive static objects.
struct Timers {
    std::mutex mutex; // guards what follows
    std::map<UINT, std::shared_ptr<Timer>> by_number;
    UINT last = 0;
};
Timers& timers() {
    static auto* const all = new Timers;
    return *all;
}

// The timer, out of the list if `take`; null if it is not there any more.
std::shared_ptr<Timer> find(UINT number, bool take) {
    Timers& all = timers();
    const std::lock_guard lock(all.mutex);
    const auto at = all.by_number.find(number);
    if (at == all.by_number.end())
        return nullptr;
    std::shared_ptr<Timer> timer = at->second;
    if (take)
        all.by_number.erase(at);
    return timer;
}

void indicate(UINT number, Timer& timer) {
    // A round that comes while one runs is left out: it would hold a thread of the pool.
    const std::unique_lock one(timer.running, std::try_to_lock);
    if (!one || timer.killed.load())
        return;
    if ((timer.flags & TIME_CALLBACK_EVENT_SET) != 0)
        SetEvent(reinterpret_cast<HANDLE>(timer.routine));
    else if ((timer.flags & TIME_CALLBACK_EVENT_PULSE) != 0)
        PulseEvent(reinterpret_cast<HANDLE>(timer.routine));
    else {
        timer.runner.store(GetCurrentThreadId());
        timer.routine(number, 0, timer.user, 0, 0);
        timer.runner.store(0);
    }
}

VOID CALLBACK on_time(PVOID context, BOOLEAN) {
    const auto number = static_cast<UINT>(reinterpret_cast<ULONG_PTR>(context));
    const std::shared_ptr<Timer> timer = find(number, false);
    if (timer == nullptr)
        return;
    indicate(number, *timer);
    if ((timer->flags & TIME_PERIODIC) == 0 && find(number, true) != nullptr)
        DeleteTimerQueueTimer(nullptr, timer->handle, nullptr);
}

UINT start(UINT delay_ms, LPTIMECALLBACK routine, DWORD_PTR user, UINT flags) {
    auto timer = std::make_shared<Timer>();
    timer->routine = routine;
    timer->user = user;
    timer->flags = flags;
    Timers& all = timers();
    const std::lock_guard lock(all.mutex); // its first round waits for the handle
    do {
        if (++all.last == 0)
            all.last = 1;
    } while (all.by_number.count(all.last) != 0);
    const UINT number = all.last;
    all.by_number[number] = timer;
    if (CreateTimerQueueTimer(&timer->handle, nullptr, on_time,
                              reinterpret_cast<PVOID>(ULONG_PTR{number}), delay_ms,
                              (flags & TIME_PERIODIC) != 0 ? delay_ms : 0, WT_EXECUTEDEFAULT))
        return number;
    all.by_number.erase(number);
    return 0;
}

} // namespace

extern "C" {

MMRESULT WINAPI timeSetEvent(UINT uDelay, UINT, LPTIMECALLBACK lpTimeProc, DWORD_PTR dwUser,
                             UINT fuEvent) {
    constexpr UINT longest_ms = 1000000;
    if (uDelay == 0 || uDelay > longest_ms || lpTimeProc == nullptr)
        return failure(ERROR_INVALID_PARAMETER, MMRESULT{0});
    return contained(MMRESULT{0}, [&] { return start(uDelay, lpTimeProc, dwUser, fuEvent); });
}

MMRESULT WINAPI timeKillEvent(UINT uTimerID) {
    return contained(MMRESULT{MMSYSERR_INVALPARAM}, [&]() -> MMRESULT {
        const std::shared_ptr<Timer> timer = find(uTimerID, true);
        if (timer == nullptr)
            return MMSYSERR_INVALPARAM;
        timer->killed.store(true);
        DeleteTimerQueueTimer(nullptr, timer->handle, nullptr);
        if ((timer->flags & TIME_KILL_SYNCHRONOUS) != 0 &&
            timer->runner.load() != GetCurrentThreadId()) {
            const std::lock_guard over(timer->running);
        }
        return TIMERR_NOERROR;
    });
}
}
