// Room nt: events, by handle. What SetEvent, WSACreateEvent and the WPU upcalls stand on.
#pragma once

#include "nt/handle.hpp"
#include "nt/wait.hpp"

namespace ws2::nt {

class Event final : public Waitable {
public:
    static constexpr Kind kKind = Kind::event;

    Event(bool manual, bool set) noexcept : Waitable(kKind), manual_(manual), set_(set) {}

    void set() noexcept;
    void reset() noexcept;
    // Releases who waits now, all or (auto-reset) one, and leaves the event reset.
    void pulse() noexcept;

    bool ready_for(const Thread&) const noexcept override { return set_; }
    void take(Thread&) noexcept override {
        if (!manual_)
            set_ = false;
    }

private:
    ~Event() override = default;
    const bool manual_;
    bool set_; // guarded by lock()
};

// Null if there is no memory for it (ERROR_NOT_ENOUGH_MEMORY, WSA_NOT_ENOUGH_MEMORY: both 8).
Handle create_event(bool manual, bool set) noexcept;
// Each 0, or ERROR_INVALID_HANDLE (WSA_INVALID_HANDLE: both 6) if it is no open event.
int close_event(Handle handle) noexcept;
int set_event(Handle handle) noexcept;
int reset_event(Handle handle) noexcept;
int pulse_event(Handle handle) noexcept;

} // namespace ws2::nt
