// Room nt: waiting. Objects that can be waited for keep a list of the waits that stand at them; a
// wait is one word on the waiter's stack that exactly one party finishes: an object, an APC or the
// clock.
#pragma once

#include "kernel/edges.hpp"
#include "kernel/futex.hpp"
#include "nt/lock.hpp"
#include "nt/object.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

namespace ws2::nt {

class Thread;
class Wait;
class WakeList;

inline constexpr std::size_t kWaitsMax = 64; // MAXIMUM_WAIT_OBJECTS
inline constexpr std::uint32_t kInfinite_ms = 0xffffffff;

// INFINITE or milliseconds from now, as a point of CLOCK_MONOTONIC.
std::int64_t deadline_after(std::uint32_t timeout_ms) noexcept;

// One wait's place in one object's list. Guarded by the object's lock.
struct WaitBlock {
    WaitBlock* next = nullptr;
    WaitBlock* previous = nullptr;
    Wait* wait = nullptr;
    std::uint32_t index = 0;
    bool all = false;
    bool linked = false;
};

class Waitable : public Object {
public:
    // With lock() held: whether the thread's wait would be satisfied now.
    virtual bool ready_for(const Thread& thread) const noexcept = 0;
    // With lock() held and ready: takes what a satisfied wait takes (resets an auto-reset event,
    // ...).
    virtual void take(Thread& thread) noexcept = 0;
    // With lock() held: a wait satisfied now reports WAIT_ABANDONED.
    virtual bool abandoned() const noexcept { return false; }

    Lock& lock() noexcept { return lock_; }
    void link(WaitBlock& block) noexcept;
    void unlink(WaitBlock& block) noexcept;
    // How many waits stand here now.
    std::size_t waiting() noexcept;

protected:
    using Object::Object;
    // With lock() held, after the state changed: satisfies waits in the order of arrival. The
    // caller wakes the list after it let go of the lock.
    void satisfy(WakeList& wakes) noexcept;

private:
    Lock lock_;
    WaitBlock* first_ = nullptr;
    WaitBlock* last_ = nullptr;
};

// A turn's worth of what an idle thread found; more waits in the kernel, for other threads too.
struct Catch {
    std::array<kernel::Edge, 64> edges; // the first `count` have a value
    std::size_t count = 0;
};

// What a thread with nothing to do does for the overlapped engine while it waits.
class Idler {
public:
    virtual bool begin() noexcept = 0; // false: enough threads are at it already
    // Until there is work, or poke().
    virtual void wait(Catch& caught, std::int64_t deadline_ns) noexcept = 0;
    virtual void work(const Catch& caught) noexcept = 0; // does what wait() found
    virtual void end() noexcept = 0;
    virtual void poke() noexcept = 0; // ends one wait(), now or the next; any thread
    // Work that was put off while threads were busy: whether there is any, and doing it now.
    virtual bool behind() const noexcept { return false; }
    virtual void catch_up() noexcept {}

    virtual ~Idler() = default;
};

// The engine's; null (the start) while it has nothing that waiting threads could do.
void set_idler(Idler* idler) noexcept;

// The word of one wait.
class Wait {
public:
    enum Word : std::uint32_t {
        kPending,
        kSleeping, // in futex_wait
        kPolling,  // in Idler::wait
        kNudged,   // look again (waits for all of several objects)
        kTimeout,  // from here on: finished
        kApc,
        kObject0 = 16,
        kAbandoned0 = kObject0 + 0x80,
    };

    explicit Wait(Thread& thread) noexcept : thread_(thread) {}
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

    Thread& thread() const noexcept { return thread_; }
    // True for the one caller that finishes it. The wait may be gone once the lock is released
    // under which the caller found it.
    bool finish(std::uint32_t word, WakeList& wakes) noexcept;
    void nudge(WakeList& wakes) noexcept;
    // Sleeps until finished or nudged; finishes it by kTimeout at the deadline. The word.
    std::uint32_t park(std::int64_t deadline_ns) noexcept;
    // The engine's wait(), ended early by whoever finishes this wait. False if it is finished
    // already.
    bool poll(Idler& idler, Catch& caught, std::int64_t deadline_ns) noexcept;
    // Takes a nudge back before the objects are looked at again.
    void look_again() noexcept;
    std::uint32_t word() const noexcept { return word_.load(std::memory_order_acquire); }

private:
    bool change(std::uint32_t word, std::uint32_t limit, WakeList& wakes) noexcept;
    bool park_in_engine(Idler& idler, std::int64_t deadline_ns) noexcept;

    std::atomic<std::uint32_t> word_{kPending};
    std::atomic<Idler*> engine_{nullptr}; // where it polls
    Thread& thread_;
};

// Threads to wake once the locks are released.
class WakeList {
public:
    WakeList() noexcept = default;
    WakeList(const WakeList&) = delete;
    WakeList& operator=(const WakeList&) = delete;
    ~WakeList() {
        if (count_ != 0 || poke_)
            wake();
    }

    void sleeper(const std::atomic<std::uint32_t>& word) noexcept;
    void poller(Idler& idler) noexcept;
    void wake() noexcept;

private:
    std::array<const std::atomic<std::uint32_t>*, 8> sleepers_;
    std::size_t count_ = 0;
    Idler* poke_ = nullptr;
};

// Waits of the calling thread. The result is Windows': WAIT_OBJECT_0 + i, WAIT_ABANDONED_0 + i,
// WAIT_IO_COMPLETION (APCs have run) or WAIT_TIMEOUT. The caller holds the objects.
std::uint32_t wait_any(std::span<Waitable* const> objects, std::int64_t deadline_ns,
                       bool alertable);
std::uint32_t wait_all(std::span<Waitable* const> objects, std::int64_t deadline_ns,
                       bool alertable);
std::uint32_t wait_one(Waitable& object, std::int64_t deadline_ns, bool alertable);
// No object: SleepEx.
std::uint32_t sleep_until(std::int64_t deadline_ns, bool alertable);

} // namespace ws2::nt
