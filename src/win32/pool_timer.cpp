// Room win32: timers of a thread pool, and timer queues.
#include "nt/event.hpp"
#include "win32/call.hpp"
#include "win32/due_time.hpp"
#include "win32/pool_object.hpp"

#include <algorithm>
#include <threadpoollegacyapiset.h>
#include <vector>
#include <winbase.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

// Makes a callback due at its time, and again each period. A set alarm holds a reference.
class TimedObject : public PoolObject, private nt::Alarm {
public:
    void set(std::int64_t deadline_ns, std::int64_t period_ns) {
        retain();
        bool was_set = nt::cancel_alarm(*this);
        {
            std::lock_guard hold(timing_);
            deadline_ns_ = deadline_ns;
            period_ns_ = period_ns;
            running_ = nt::set_alarm(*this, deadline_ns);
            was_set = was_set || !running_;
        }
        if (was_set)
            release(); // the old alarm's reference, or that of one that could not be set
    }

    void stop() noexcept override {
        {
            std::lock_guard hold(timing_);
            period_ns_ = 0;
            running_ = false;
        }
        if (nt::cancel_alarm(*this))
            release();
    }

    bool is_set() {
        std::lock_guard hold(timing_);
        return running_;
    }

protected:
    TimedObject(PVOID context, PTP_CALLBACK_ENVIRON environment)
        : PoolObject(context, environment), nt::Alarm(ring) {}

private:
    static void ring(nt::Alarm& alarm) {
        auto& timer = static_cast<TimedObject&>(alarm);
        timer.submit();
        if (!timer.set_again())
            timer.release();
    }

    bool set_again() {
        std::lock_guard hold(timing_);
        running_ = period_ns_ != 0;
        if (!running_)
            return false;
        const std::int64_t late = ws2::kernel::monotonic_ns() - deadline_ns_;
        deadline_ns_ += period_ns_ * (1 + (late > 0 ? late / period_ns_ : 0));
        return nt::set_alarm(*this, deadline_ns_);
    }

    std::mutex timing_; // guards what follows
    std::int64_t deadline_ns_ = 0;
    std::int64_t period_ns_ = 0;
    bool running_ = false;
};

} // namespace

struct _TP_TIMER final : TimedObject {
    _TP_TIMER(PTP_TIMER_CALLBACK given, PVOID argument, PTP_CALLBACK_ENVIRON environment)
        : TimedObject(argument, environment), callback(given) {}

    const PTP_TIMER_CALLBACK callback;

private:
    void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet&) override {
        callback(&instance, context(), this);
    }
};

namespace {

class QueueTimer final : public TimedObject {
public:
    QueueTimer(WAITORTIMERCALLBACK callback, PVOID context)
        : TimedObject(context, nullptr), callback_(callback) {}

    // Set when the last callback has run.
    void at_end(HANDLE event) noexcept { event_ = event; }

private:
    ~QueueTimer() override {
        if (event_)
            nt::set_event(event_);
    }
    void call(TP_CALLBACK_INSTANCE&, const nt::Packet&) override { callback_(context(), TRUE); }

    const WAITORTIMERCALLBACK callback_;
    HANDLE event_ = nullptr;
};

struct TimerQueue {
    std::mutex mutex;
    std::vector<QueueTimer*> timers;
};

// A null handle is the process's own queue.
TimerQueue& queue_of(HANDLE handle) {
    static TimerQueue& own = *new TimerQueue;
    return handle ? *static_cast<TimerQueue*>(handle) : own;
}

std::int64_t after_ms(DWORD milliseconds) noexcept {
    return ws2::kernel::monotonic_ns() + std::int64_t{milliseconds} * kMillisecond_ns;
}

BOOL end_timer(QueueTimer& timer, HANDLE event) {
    timer.stop();
    if (event == INVALID_HANDLE_VALUE) {
        timer.wait(false);
        timer.close();
        return TRUE;
    }
    const bool busy = timer.busy();
    timer.at_end(event);
    timer.close();
    return busy ? failure(ERROR_IO_PENDING, FALSE) : TRUE;
}

bool set_timer(PTP_TIMER timer, PFILETIME due, DWORD period_ms) {
    const bool was_set = timer->is_set();
    if (!due) {
        timer->stop();
        return was_set;
    }
    const std::uint64_t high = due->dwHighDateTime;
    timer->set(due_time_ns(static_cast<std::int64_t>(high << 32 | due->dwLowDateTime)),
               std::int64_t{period_ms} * kMillisecond_ns);
    return was_set;
}

} // namespace

PTP_TIMER WINAPI CreateThreadpoolTimer(PTP_TIMER_CALLBACK pfnti, PVOID pv,
                                       PTP_CALLBACK_ENVIRON pcbe) {
    if (!pfnti)
        return failure<PTP_TIMER>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<PTP_TIMER>(nullptr, [&] { return new _TP_TIMER(pfnti, pv, pcbe); });
}
VOID WINAPI SetThreadpoolTimer(PTP_TIMER pti, PFILETIME pftDueTime, DWORD msPeriod, DWORD) {
    set_timer(pti, pftDueTime, msPeriod);
}
BOOL WINAPI SetThreadpoolTimerEx(PTP_TIMER pti, PFILETIME pftDueTime, DWORD msPeriod, DWORD) {
    return set_timer(pti, pftDueTime, msPeriod) ? TRUE : FALSE;
}
BOOL WINAPI IsThreadpoolTimerSet(PTP_TIMER pti) {
    return pti->is_set() ? TRUE : FALSE;
}
VOID WINAPI WaitForThreadpoolTimerCallbacks(PTP_TIMER pti, BOOL fCancelPendingCallbacks) {
    pti->wait(fCancelPendingCallbacks);
}
VOID WINAPI CloseThreadpoolTimer(PTP_TIMER pti) {
    pti->close();
}

HANDLE WINAPI CreateTimerQueue(VOID) {
    return contained<HANDLE>(nullptr, [] { return static_cast<HANDLE>(new TimerQueue); });
}

BOOL WINAPI CreateTimerQueueTimer(PHANDLE phNewTimer, HANDLE TimerQueue,
                                  WAITORTIMERCALLBACK Callback, PVOID DueTimeParameter,
                                  DWORD DueTime, DWORD Period, ULONG Flags) {
    if (!phNewTimer || !Callback)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return contained(FALSE, [&] {
        auto* timer = new QueueTimer(Callback, DueTimeParameter);
        auto& queue = queue_of(TimerQueue);
        {
            std::lock_guard hold(queue.mutex);
            queue.timers.push_back(timer);
        }
        *phNewTimer = timer;
        const DWORD period_ms = (Flags & WT_EXECUTEONLYONCE) != 0 ? 0 : Period;
        if (DueTime != INFINITE)
            timer->set(after_ms(DueTime), std::int64_t{period_ms} * kMillisecond_ns);
        return TRUE;
    });
}

BOOL WINAPI ChangeTimerQueueTimer(HANDLE, HANDLE Timer, ULONG DueTime, ULONG Period) {
    if (!Timer)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    auto& timer = *static_cast<QueueTimer*>(Timer);
    if (DueTime == INFINITE)
        timer.stop();
    else
        timer.set(after_ms(DueTime), std::int64_t{Period} * kMillisecond_ns);
    return TRUE;
}

BOOL WINAPI DeleteTimerQueueTimer(HANDLE TimerQueue, HANDLE Timer, HANDLE CompletionEvent) {
    if (!Timer)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    auto& timer = *static_cast<QueueTimer*>(Timer);
    auto& queue = queue_of(TimerQueue);
    {
        std::lock_guard hold(queue.mutex);
        if (std::erase(queue.timers, &timer) == 0)
            return failure(ERROR_INVALID_PARAMETER, FALSE);
    }
    return end_timer(timer, CompletionEvent);
}

BOOL WINAPI DeleteTimerQueueEx(HANDLE TimerQueue, HANDLE CompletionEvent) {
    if (!TimerQueue)
        return failure(ERROR_INVALID_HANDLE, FALSE);
    auto* queue = static_cast<struct TimerQueue*>(TimerQueue);
    bool busy = false;
    for (QueueTimer* timer : queue->timers) {
        const bool wait = CompletionEvent != nullptr; // an event is set when all callbacks are over
        busy = !end_timer(*timer, wait ? INVALID_HANDLE_VALUE : nullptr) || busy;
    }
    delete queue;
    if (CompletionEvent && CompletionEvent != INVALID_HANDLE_VALUE)
        nt::set_event(CompletionEvent);
    return busy ? failure(ERROR_IO_PENDING, FALSE) : TRUE;
}

BOOL WINAPI DeleteTimerQueue(HANDLE TimerQueue) {
    return DeleteTimerQueueEx(TimerQueue, nullptr);
}
