// Room nt: waitable timers.
#pragma once

#include "nt/clock.hpp"
#include "nt/handle.hpp"
#include "nt/thread.hpp"
#include "nt/wait.hpp"

namespace ws2::nt {

struct TimerSetting {
    std::int64_t deadline_ns = 0; // CLOCK_MONOTONIC
    std::int64_t period_ns = 0;   // 0: once
    // Queued to the thread that sets the timer, each time it fires; may be null.
    void (*routine)(void* argument, std::uint32_t time_low, std::uint32_t time_high) = nullptr;
    void* argument = nullptr;
};

class Timer final : public Waitable, private Alarm {
public:
    static constexpr Kind kKind = Kind::timer;

    explicit Timer(bool manual_reset) noexcept
        : Waitable(kKind), Alarm(ring), manual_reset_(manual_reset) {}

    // Takes the signal back and starts anew. 0 or ERROR_NOT_ENOUGH_MEMORY.
    int set(const TimerSetting& setting) noexcept;
    // The signal stays as it is; a call that is queued and has not run is taken back.
    void cancel() noexcept;

    bool ready_for(const Thread&) const noexcept override { return signalled_; }
    void take(Thread&) noexcept override { signalled_ = manual_reset_; }

private:
    // The queued call; it holds a reference to its timer.
    struct Call : Apc {
        Timer* timer = nullptr;
        bool queued = false;
    };

    ~Timer() override = default;
    void last_handle_closed() noexcept override { cancel(); }
    static void ring(Alarm& alarm);
    static void run_call(Apc* apc);
    static void drop_call(Apc* apc) noexcept;
    void fire() noexcept;
    void queue_call() noexcept;

    const bool manual_reset_;
    bool signalled_ = false; // this and all below: guarded by lock()
    std::int64_t deadline_ns_ = 0;
    std::int64_t period_ns_ = 0;
    void (*routine_)(void*, std::uint32_t, std::uint32_t) = nullptr;
    void* argument_ = nullptr;
    Ref<Thread> thread_;
    Call call_;
};

Handle create_timer(bool manual_reset) noexcept;

} // namespace ws2::nt
