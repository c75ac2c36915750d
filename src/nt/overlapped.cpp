// Room nt: the life of an OVERLAPPED. Internal holds the NTSTATUS below and the message flags above
// 32 bits; it is written last, with release.
#include "nt/overlapped.hpp"

#include "nt/event.hpp"
#include "nt/thread.hpp"

#include <mutex>
#include <winbase.h>

namespace ws2::nt {
namespace {

// Who waits for an operation that has no event.
struct Watcher {
    const OVERLAPPED* overlapped;
    Event* event;
    Watcher* next;
};

constinit Lock watch_lock; // guards the list
constinit Watcher* watchers = nullptr;

} // namespace

constinit std::atomic<std::uint32_t> watcher_count{0};

void tell_watchers(const OVERLAPPED* overlapped) noexcept {
    std::lock_guard hold(watch_lock);
    for (Watcher* watcher = watchers; watcher; watcher = watcher->next) {
        if (watcher->overlapped == overlapped)
            watcher->event->set();
    }
}

namespace {

// Enters the list for as long as it lives.
class Watch {
public:
    explicit Watch(const OVERLAPPED& overlapped)
        : event_(Ref<Event>::adopt(new Event(true, false))), watcher_{&overlapped, event_.get(),
                                                                      nullptr} {
        watcher_count.fetch_add(1, std::memory_order_seq_cst);
        std::lock_guard hold(watch_lock);
        watcher_.next = watchers;
        watchers = &watcher_;
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() {
        std::lock_guard hold(watch_lock);
        Watcher** link = &watchers;
        while (*link != &watcher_)
            link = &(*link)->next;
        *link = watcher_.next;
        watcher_count.fetch_sub(1, std::memory_order_relaxed);
    }
    Event& event() const { return *event_; }

private:
    Ref<Event> event_;
    Watcher watcher_;
};

int wait_at(Waitable& object, std::int64_t deadline_ns, bool alertable) {
    const std::uint32_t result = wait_one(object, deadline_ns, alertable);
    return result == WAIT_OBJECT_0 ? 0 : static_cast<int>(result);
}

} // namespace

[[gnu::hot]] int begin_overlapped(OVERLAPPED& overlapped, bool with_event) noexcept {
    if (with_event && event_of(overlapped))
        if (const int error = reset_event(event_of(overlapped)))
            return error;
    __atomic_store_n(&overlapped.Internal, ULONG_PTR{kStatusPending}, __ATOMIC_RELAXED);
    overlapped.InternalHigh = 0;
    return 0;
}

void complete_overlapped(OVERLAPPED& overlapped, const Outcome& outcome,
                         const Association& association) noexcept {
    // Once published the structure may be gone: what is still needed of it is read before.
    Handle event = event_of(overlapped);
    const bool packet = association.port && !refuses_packet(overlapped);
    publish(overlapped, outcome);
    if (event)
        set_event(event);
    if (packet)
        association.port->post(packet_of(overlapped, outcome, association.key));
}

bool is_complete(const OVERLAPPED& overlapped) noexcept {
    const ULONG_PTR status = __atomic_load_n(&overlapped.Internal, __ATOMIC_SEQ_CST);
    return static_cast<std::uint32_t>(status) != kStatusPending;
}

Outcome outcome_of(const OVERLAPPED& overlapped) noexcept {
    const ULONG_PTR status = __atomic_load_n(&overlapped.Internal, __ATOMIC_ACQUIRE);
    return {wsa_from_status(static_cast<std::uint32_t>(status)),
            static_cast<std::uint32_t>(overlapped.InternalHigh),
            static_cast<std::uint32_t>(status >> kFlagsShift)};
}

int await_overlapped(const OVERLAPPED& overlapped, std::int64_t deadline_ns, bool alertable) {
    while (!is_complete(overlapped)) {
        Pinned<Event> event(event_of(overlapped));
        int result = 0;
        if (event) {
            result = wait_at(*event, deadline_ns, alertable);
        } else {
            Watch watch(overlapped);
            if (!is_complete(overlapped))
                result = wait_at(watch.event(), deadline_ns, alertable);
        }
        if (result != 0)
            return is_complete(overlapped) && result == WAIT_TIMEOUT ? 0 : result;
    }
    return 0;
}

} // namespace ws2::nt
