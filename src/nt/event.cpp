// Room nt: events.
#include "nt/event.hpp"

#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {

void Event::set() noexcept {
    WakeList wakes;
    std::lock_guard hold(lock());
    if (set_)
        return;
    set_ = true;
    satisfy(wakes);
}

void Event::reset() noexcept {
    std::lock_guard hold(lock());
    set_ = false;
}

void Event::pulse() noexcept {
    WakeList wakes;
    std::lock_guard hold(lock());
    set_ = true;
    satisfy(wakes);
    set_ = false;
}

Handle create_event(bool manual, bool set) noexcept {
    auto event = Ref<Event>::adopt(new (std::nothrow) Event(manual, set));
    return event ? open_handle(*event) : nullptr;
}

int close_event(Handle handle) noexcept {
    {
        Pinned<Event> event(handle);
        if (!event)
            return ERROR_INVALID_HANDLE;
    }
    return close_handle(handle);
}

int set_event(Handle handle) noexcept {
    Pinned<Event> event(handle);
    if (!event)
        return ERROR_INVALID_HANDLE;
    event->set();
    return 0;
}

int reset_event(Handle handle) noexcept {
    Pinned<Event> event(handle);
    if (!event)
        return ERROR_INVALID_HANDLE;
    event->reset();
    return 0;
}

int pulse_event(Handle handle) noexcept {
    Pinned<Event> event(handle);
    if (!event)
        return ERROR_INVALID_HANDLE;
    event->pulse();
    return 0;
}

} // namespace ws2::nt
