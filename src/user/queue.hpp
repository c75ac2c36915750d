// Room user: one thread's message queue: posted messages, the quit flag, timers, and messages that
// other threads sent and wait for.
//
// A queue is made by the first call of its thread that needs one and ends with the thread. Anybody
// may post and send; everything else is the owning thread's. No window procedure runs under a lock.
#pragma once

#include "nt/event.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>
#include <winuser.h>

namespace ws2::user {

inline constexpr std::size_t most_posted = 10000; // Windows' default

// What GetMessage and PeekMessage look for. `window` as they take it.
struct Filter {
    HWND window = nullptr;
    UINT first = 0;
    UINT last = 0;

    [[nodiscard]] bool passes(HWND of, UINT message) const noexcept;
};

// A message that its sender waits for.
struct Sent {
    HWND window;
    UINT message;
    WPARAM wparam;
    LPARAM lparam;
    LRESULT result = 0;
    nt::Ref<nt::Event> done;
};

class Queue {
public:
    // The calling thread's. Throws std::bad_alloc.
    static Queue& own();
    // Null if the thread has none.
    static std::shared_ptr<Queue> of_thread(DWORD id);
    static std::shared_ptr<Queue> share_own();

    Queue();
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    [[nodiscard]] DWORD thread() const noexcept { return thread_; }

    // Any thread. 0 or an error.
    int post(HWND window, UINT message, WPARAM wparam, LPARAM lparam);
    void send(std::shared_ptr<Sent> sent);
    // A window goes: its messages and timers do, too.
    void forget(HWND window);

    // The owner.
    void end(); // its thread ends: those who wait for an answer get 0
    void run_sent();
    bool peek(MSG& out, const Filter& filter, bool remove);
    void get(MSG& out, const Filter& filter);
    void post_quit(int code);
    // Of the states in `mask` those that are so; of these in the high half the new ones.
    DWORD status(UINT mask);
    // Until one of the objects is signalled, or (result objects.size()) the queue has what `mask`
    // asks for: something new, or with MWMO_INPUTAVAILABLE anything. Otherwise as wait_any, or with
    // MWMO_WAITALL wait_all.
    std::uint32_t wait(std::span<nt::Waitable* const> objects, UINT mask, std::int64_t deadline_ns,
                       DWORD flags);
    // Waits for the answer to a message of ours, and answers those of others meanwhile.
    void await(const Sent& sent);

    UINT_PTR set_timer(HWND window, UINT_PTR id, UINT period_ms, TIMERPROC function);
    bool kill_timer(HWND window, UINT_PTR id);

private:
    struct Timer {
        HWND window;
        UINT_PTR id;
        std::int64_t period_ns;
        std::int64_t next_ns;
        TIMERPROC function;
    };

    // With lock_ held.
    bool take_posted(MSG& out, const Filter& filter, bool remove);
    bool take_timer(MSG& out, const Filter& filter, bool remove);
    UINT states(bool only_new) const noexcept;
    std::int64_t next_timer_ns() const noexcept;

    const DWORD thread_;
    nt::Ref<nt::Event> changed_; // manual; reset by the owner before a look

    std::mutex lock_;
    std::deque<MSG> posted_;
    std::deque<std::shared_ptr<Sent>> sent_;
    std::vector<Timer> timers_;
    UINT_PTR last_timer_ = 0;
    int quit_code_ = 0;
    bool quit_ = false;
    bool news_ = false; // something was posted since the owner looked
    bool over_ = false; // the thread ends
};

// GetTickCount's milliseconds.
DWORD ticks() noexcept;

} // namespace ws2::user
