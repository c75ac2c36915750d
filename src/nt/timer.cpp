// Room nt: waitable timers.
#include "nt/timer.hpp"

#include <chrono>
#include <mutex>
#include <new>
#include <winerror.h>

namespace ws2::nt {
namespace {

// Now, in 100 ns since 1601.
std::uint64_t file_time() noexcept {
    using namespace std::chrono;
    constexpr std::uint64_t kUnixEpoch = 116444736000000000;
    const auto since_1970 = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    return kUnixEpoch + static_cast<std::uint64_t>(since_1970.count()) / 100;
}

} // namespace

int Timer::set(const TimerSetting& setting) noexcept {
    cancel();
    {
        std::lock_guard hold(lock());
        signalled_ = false;
        deadline_ns_ = setting.deadline_ns;
        period_ns_ = setting.period_ns;
        routine_ = setting.routine;
        argument_ = setting.argument;
        thread_ = setting.routine ? Ref<Thread>::share(&Thread::current()) : Ref<Thread>();
    }
    retain(); // the clock's
    if (set_alarm(*this, setting.deadline_ns))
        return 0;
    release();
    return ERROR_NOT_ENOUGH_MEMORY;
}

void Timer::cancel() noexcept {
    if (cancel_alarm(*this))
        release();
    std::lock_guard hold(lock());
    routine_ = nullptr; // what is queued finds nothing to call
    period_ns_ = 0;
}

void Timer::ring(Alarm& alarm) {
    auto& timer = static_cast<Timer&>(alarm);
    timer.fire();
}

void Timer::fire() noexcept {
    std::int64_t next_ns = 0;
    {
        WakeList wakes;
        std::lock_guard hold(lock());
        signalled_ = true;
        queue_call();
        satisfy(wakes);
        if (period_ns_ != 0) {
            const std::int64_t late = kernel::monotonic_ns() - deadline_ns_;
            deadline_ns_ += period_ns_ * (1 + (late > 0 ? late / period_ns_ : 0));
            next_ns = deadline_ns_;
        }
    }
    if (next_ns == 0 || !set_alarm(*this, next_ns))
        release();
}

void Timer::queue_call() noexcept {
    if (!routine_ || call_.queued)
        return;
    call_.run = run_call;
    call_.drop = drop_call;
    call_.timer = this;
    call_.queued = true;
    retain();
    if (!thread_->queue_apc(call_)) {
        call_.queued = false;
        release(); // never the last one: the clock has its own
    }
}

void Timer::run_call(Apc* apc) {
    Timer& timer = *static_cast<Call*>(apc)->timer;
    void (*routine)(void*, std::uint32_t, std::uint32_t) = nullptr;
    void* argument = nullptr;
    {
        std::lock_guard hold(timer.lock());
        timer.call_.queued = false;
        routine = timer.routine_;
        argument = timer.argument_;
    }
    timer.release();
    const std::uint64_t now = file_time();
    if (routine)
        routine(argument, static_cast<std::uint32_t>(now), static_cast<std::uint32_t>(now >> 32));
}

void Timer::drop_call(Apc* apc) noexcept {
    Timer& timer = *static_cast<Call*>(apc)->timer;
    {
        std::lock_guard hold(timer.lock());
        timer.call_.queued = false;
    }
    timer.release();
}

Handle create_timer(bool manual_reset) noexcept {
    auto timer = Ref<Timer>::adopt(new (std::nothrow) Timer(manual_reset));
    return timer ? open_handle(*timer) : nullptr;
}

} // namespace ws2::nt
