// Room nt: the clock's thread and its list of alarms.
#include "nt/clock.hpp"

#include "kernel/futex.hpp"
#include "kernel/service_thread.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace ws2::nt {

class Clock {
public:
    // Never destroyed: its thread goes on until the process ends.
    static Clock& of_process() {
        static Clock& clock = *new Clock;
        return clock;
    }

    bool set(Alarm& alarm, std::int64_t deadline_ns) {
        std::lock_guard hold(mutex_);
        if (!started_)
            started_ = kernel::start_service_thread(
                [](void* self) { static_cast<Clock*>(self)->run(); }, this);
        if (!started_)
            return false;
        withdraw(alarm);
        alarm.deadline_ns_ = deadline_ns;
        alarms_.insert(&alarm);
        alarm.set_ = true;
        if (*alarms_.begin() == &alarm)
            changed_.notify_one();
        return true;
    }

    bool cancel(Alarm& alarm) {
        std::unique_lock hold(mutex_);
        const bool was_set = withdraw(alarm);
        if (std::this_thread::get_id() != thread_)
            rested_.wait(hold, [&] { return ringing_ != &alarm; });
        return withdraw(alarm) || was_set; // it may have set itself again meanwhile
    }

private:
    struct Sooner {
        bool operator()(const Alarm* a, const Alarm* b) const noexcept {
            return a->deadline_ns_ != b->deadline_ns_ ? a->deadline_ns_ < b->deadline_ns_ : a < b;
        }
    };

    bool withdraw(Alarm& alarm) {
        if (!alarm.set_)
            return false;
        alarms_.erase(&alarm);
        alarm.set_ = false;
        return true;
    }

    void run() {
        std::unique_lock hold(mutex_);
        thread_ = std::this_thread::get_id();
        for (;;) {
            if (alarms_.empty()) {
                changed_.wait(hold);
                continue;
            }
            Alarm& first = **alarms_.begin();
            if (kernel::monotonic_ns() < first.deadline_ns_) {
                changed_.wait_until(hold, std::chrono::steady_clock::time_point(
                                              std::chrono::nanoseconds(first.deadline_ns_)));
                continue;
            }
            withdraw(first);
            ringing_ = &first;
            hold.unlock();
            first.ring_(first);
            hold.lock();
            ringing_ = nullptr;
            rested_.notify_all();
        }
    }

    std::mutex mutex_; // guards all that follows
    std::condition_variable changed_;
    std::condition_variable rested_;
    std::set<Alarm*, Sooner> alarms_;
    Alarm* ringing_ = nullptr;
    std::thread::id thread_;
    bool started_ = false;
};

bool set_alarm(Alarm& alarm, std::int64_t deadline_ns) noexcept {
    try {
        return Clock::of_process().set(alarm, deadline_ns);
    } catch (...) {
        return false;
    }
}

bool cancel_alarm(Alarm& alarm) noexcept {
    return Clock::of_process().cancel(alarm);
}

} // namespace ws2::nt
