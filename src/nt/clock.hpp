// Room nt: the clock. One service thread, started with the first alarm, rings alarms when their
// time has come. What an alarm does is short; it never waits.
#pragma once

#include <cstdint>

namespace ws2::nt {

// Owned by whoever sets it; not moved, and cancelled before it goes.
class Alarm {
public:
    explicit Alarm(void (*ring)(Alarm& alarm)) noexcept : ring_(ring) {}
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

private:
    friend class Clock;
    void (*const ring_)(Alarm& alarm);
    std::int64_t deadline_ns_ = 0; // this and the next: the clock's
    bool set_ = false;
};

// Rings at `deadline_ns` (CLOCK_MONOTONIC), once; replaces an earlier time. An alarm may set itself
// again while it rings. False if there is no memory or no thread.
bool set_alarm(Alarm& alarm, std::int64_t deadline_ns) noexcept;

// On return the alarm is not set and does not ring, unless the caller is the alarm. True if it was
// set: then it did not ring for that time.
bool cancel_alarm(Alarm& alarm) noexcept;

} // namespace ws2::nt
