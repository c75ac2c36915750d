// Room win32: threads that wait for objects on behalf of callbacks, up to 63 objects each.
#pragma once

#include "nt/wait.hpp"

#include <cstdint>

namespace ws2::win32 {

class WaitThread;

// A wait that a thread keeps up for somebody. Not moved while it is watched.
class Watch {
public:
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

protected:
    Watch() = default;
    ~Watch() = default;

private:
    friend class WaitThread;
    friend void watch(Watch&, nt::Ref<nt::Waitable>, std::uint32_t);
    friend bool unwatch(Watch&) noexcept;
    // The object is signalled (and taken), or the time is over. In the waiting thread; short. True:
    // the wait goes on, with the same time.
    virtual bool fired(bool timed_out) noexcept = 0;

    nt::Ref<nt::Waitable> object_;
    std::int64_t deadline_ns_ = 0;
    std::int64_t timeout_ns_ = 0;
    WaitThread* thread_ = nullptr;
};

// Starts to wait for the object. `timeout_ms` may be INFINITE. Throws std::bad_alloc.
void watch(Watch& watch, nt::Ref<nt::Waitable> object, std::uint32_t timeout_ms);

// On return fired() does not run, and will not. True if the watch was still on. Not from fired().
bool unwatch(Watch& watch) noexcept;

} // namespace ws2::win32
