// Room api: a look-up in a thread of its own, which its caller may give up before it ends: the
// resolver itself can't be interrupted, so it goes on unheard.
#pragma once

#include "nt/event.hpp"
#include "nt/handle.hpp"
#include "nt/object.hpp"

#include <mutex>

namespace ws2::api {

class PendingLookup : public nt::Object {
public:
    // Runs resolve() in a new thread, which holds a reference. If there is no thread, that decides.
    void start();
    // Ends the wait with this code, unless it has ended.
    void give_up(int code) noexcept;
    // The code of what came first: the answer, give_up, or (WSAETIMEDOUT) the deadline.
    int await(std::int64_t deadline_ns);
    // Looks only: whether it has ended by then.
    bool ends_within(std::uint32_t timeout_ms);
    int code(); // once it has ended

protected:
    PendingLookup(); // throws std::bad_alloc
    ~PendingLookup() override = default;

    // In the new thread; ends with answer(). Throws nothing.
    virtual void resolve() noexcept = 0;
    // The answer; calls keep() if somebody still waits for it.
    void answer(int code) noexcept;
    virtual void keep() noexcept = 0;

private:
    bool decide(int code) noexcept; // with lock_ held

    std::mutex lock_; // guards the next two, and what keep() writes
    bool decided_ = false;
    int code_ = 0;
    nt::Ref<nt::Event> done_;
};

// Runs `work(argument)` in a new thread. False if there is none.
bool run_aside(std::uint32_t (*work)(void* argument), void* argument) noexcept;

} // namespace ws2::api
