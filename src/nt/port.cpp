// Room nt: completion ports.
#include "nt/port.hpp"

#include "kernel/thread.hpp"
#include "nt/thread.hpp"

#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {

struct Port::Waiter {
    explicit Waiter(Thread& thread) noexcept : wait(thread) {}
    Wait wait;
    Waiter* next = nullptr;
    bool linked = false; // guarded by the port's lock
};

Port::Port(std::uint32_t concurrency) noexcept
    : Object(kKind), most_active_(concurrency != 0 ? concurrency : kernel::processors()) {}

Port::~Port() {
    delete feeder_.load(std::memory_order_acquire);
}

void Port::set_feeder(std::unique_ptr<Idler> feeder) noexcept {
    WakeList wakes;
    std::lock_guard hold(lock_);
    feeder_.store(feeder.release(), std::memory_order_release);
    wake_waiter(wakes); // from now on somebody waits there
}

bool Port::grow(std::size_t least) noexcept {
    std::size_t capacity = capacity_ == 0 ? 64 : capacity_;
    while (capacity < least)
        capacity *= 2;
    std::unique_ptr<Packet[]> ring(new (std::nothrow) Packet[capacity]);
    if (!ring)
        return false;
    for (std::size_t i = 0; i < count_; ++i)
        ring[i] = ring_[(first_ + i) & (capacity_ - 1)];
    ring_ = std::move(ring);
    capacity_ = capacity;
    first_ = 0;
    return true;
}

[[gnu::hot]] int Port::post(std::span<const Packet> packets) noexcept {
    WakeList wakes;
    std::lock_guard hold(lock_);
    if (count_ + packets.size() > capacity_ && !grow(count_ + packets.size()))
        return ERROR_NOT_ENOUGH_MEMORY;
    for (const Packet& packet : packets)
        ring_[(first_ + count_++) & (capacity_ - 1)] = packet;
    wake_if_needed(wakes);
    return 0;
}

// The thread is at work from now on.
[[gnu::hot]] std::uint32_t Port::take(std::span<Packet> packets, Thread& thread) noexcept {
    const std::size_t taken = packets.size() < count_ ? packets.size() : count_;
    for (std::size_t i = 0; i < taken; ++i)
        packets[i] = ring_[(first_ + i) & (capacity_ - 1)];
    first_ += taken;
    count_ -= taken;
    ++active_;
    thread.set_running(true);
    thread.set_ahead(taken - 1 + count_);
    return static_cast<std::uint32_t>(taken);
}

// With the lock held. At most one thread is told; it tells the next one if there is more.
[[gnu::hot]] void Port::wake_if_needed(WakeList& wakes) noexcept {
    if (!waiters_ && (pollers_ == 0 || poked_))
        return; // there is nobody to tell
    const bool due = count_ > coming_ && active_ + coming_ < most_active_;
    // A thread that comes off the stack is needed also where nothing is queued but nobody looks.
    const bool unwatched = feeder() && pollers_ == 0 && coming_ == 0 && active_ < most_active_;
    if (!closed_ && !due && !(unwatched && waiters_))
        return;
    if (wake_waiter(wakes))
        return;
    if (pollers_ > 0 && !poked_) {
        poked_ = true;
        wakes.poller(*feeder());
    }
}

bool Port::wake_waiter(WakeList& wakes) noexcept {
    while (Waiter* waiter = waiters_) {
        waiters_ = waiter->next;
        waiter->linked = false;
        if (waiter->wait.finish(Wait::kObject0, wakes)) {
            ++coming_;
            return true;
        }
    }
    return false;
}

std::size_t Port::waiting() noexcept {
    std::lock_guard hold(lock_);
    std::size_t count = pollers_;
    for (const Waiter* waiter = waiters_; waiter; waiter = waiter->next)
        ++count;
    return count;
}

// What was put off is done, by a thread that looks at the queue afterwards.
[[gnu::hot]] void Port::catch_up(std::unique_lock<Lock>& hold) noexcept {
    Idler* const engine = feeder();
    if (!engine || !engine->behind())
        return;
    ++coming_;
    hold.unlock();
    engine->catch_up();
    hold.lock();
    --coming_;
}

void Port::step_out() noexcept {
    if (Idler* engine = feeder())
        engine->catch_up(); // the thread may be away for long
    WakeList wakes;
    std::lock_guard hold(lock_);
    --active_;
    wake_if_needed(wakes);
}

void Port::step_in() noexcept {
    std::lock_guard hold(lock_);
    ++active_; // may pass the limit: a thread that comes back is not stopped
}

void Port::last_handle_closed() noexcept {
    WakeList wakes;
    std::lock_guard hold(lock_);
    closed_ = true;
    wake_if_needed(wakes); // who wakes wakes the next
}

// The caller has done feeder.begin().
[[gnu::hot]] void Port::wait_in_feeder(std::unique_lock<Lock>& hold, Wait& wait, Idler& feeder,
                                       std::int64_t deadline_ns) noexcept {
    Catch caught;
    ++pollers_;
    hold.unlock();
    const bool waited = wait.poll(feeder, caught, deadline_ns);
    hold.lock();
    --pollers_;
    poked_ = false;
    ++coming_;
    hold.unlock();
    if (waited)
        feeder.work(caught);
    feeder.end();
    hold.lock();
    --coming_;
}

void Port::wait_on_stack(std::unique_lock<Lock>& hold, Waiter& waiter,
                         std::int64_t deadline_ns) noexcept {
    waiter.next = waiters_;
    waiter.linked = true;
    waiters_ = &waiter;
    hold.unlock();
    waiter.wait.park(deadline_ns);
    hold.lock();
    if (waiter.linked) {
        Waiter** link = &waiters_;
        while (*link != &waiter)
            link = &(*link)->next;
        *link = waiter.next;
        waiter.linked = false;
    } else if (waiter.wait.word() == Wait::kObject0) {
        --coming_;
    }
}

[[gnu::hot]] int Port::get(std::span<Packet> packets, std::uint32_t* count,
                           std::int64_t deadline_ns, bool alertable) {
    Thread& thread = Thread::current();
    thread.serve(this);
    std::unique_lock hold(lock_);
    if (thread.running()) {
        thread.set_running(false);
        --active_;
    }
    if (count_ == 0 || active_ >= most_active_)
        return get_slowly(hold, packets, count, deadline_ns, alertable);
    *count = take(packets, thread);
    if (count_ > 0) {
        WakeList wakes;
        wake_if_needed(wakes);
        hold.unlock();
    }
    return 0;
}

[[gnu::hot]] int Port::get_slowly(std::unique_lock<Lock>& hold, std::span<Packet> packets,
                                  std::uint32_t* count, std::int64_t deadline_ns, bool alertable) {
    Thread& thread = Thread::current();
    catch_up(hold);
    for (bool waited = false;; waited = true) {
        Waiter waiter(thread);
        std::uint32_t word = Wait::kPending;
        WakeList wakes;
        if (!closed_ && (count_ == 0 || active_ >= most_active_)) {
            if (waited && deadline_ns != kernel::kNoDeadline_ns &&
                kernel::monotonic_ns() >= deadline_ns)
                return WAIT_TIMEOUT;
            Idler* engine = active_ < most_active_ ? feeder() : nullptr;
            Thread::Alert alert(thread, waiter.wait, alertable);
            if (engine && engine->begin())
                wait_in_feeder(hold, waiter.wait, *engine, deadline_ns);
            else
                wait_on_stack(hold, waiter, deadline_ns);
            word = waiter.wait.word();
        }
        if (count_ > 0 && active_ < most_active_) {
            *count = take(packets, thread);
            wake_if_needed(wakes);
            hold.unlock();
            return 0;
        }
        if (closed_) {
            wake_if_needed(wakes);
            hold.unlock();
            return ERROR_ABANDONED_WAIT_0;
        }
        if (word == Wait::kApc) {
            hold.unlock();
            thread.run_apcs();
            return WAIT_IO_COMPLETION;
        }
    }
}

Handle create_port(std::uint32_t concurrency) noexcept {
    auto port = Ref<Port>::adopt(new (std::nothrow) Port(concurrency));
    return port ? open_handle(*port) : nullptr;
}

} // namespace ws2::nt
