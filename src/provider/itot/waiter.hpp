// Room provider_itot: a thread of the program that waits inside a call, and who can wake it.
#pragma once

#include "kernel/stream_poller.hpp"
#include "provider/itot/settings.hpp"

#include <atomic>
#include <span>
#include <vector>
#include <ws2spi.h>

namespace ws2::provider::itot {

class Waiter {
public:
    // One a thread, made at its first wait.
    static Waiter& of_this_thread();

    void wake() noexcept {
        if (!raised_.exchange(true))
            signal_.raise();
    }
    void rest() noexcept {
        if (raised_.exchange(false))
            signal_.clear();
    }
    int descriptor() const noexcept { return signal_.descriptor(); }

private:
    kernel::StreamSignal signal_;
    std::atomic<bool> raised_{false};
};

// Sleeps until something happens to one of `waits` (0) or `until` comes (WSAETIMEDOUT). The
// blocking hook that a 1.1 program set for this thread runs meanwhile, for a socket of the
// catalog's entry of this id (0: none does); WSAEINTR if it cancelled the call. Where a
// kernel::MayCancel lives, WSA_OPERATION_ABORTED if another thread did. No lock is held.
int sleep(std::span<kernel::StreamWait> waits, Time until, DWORD entry);
// Whether such a hook runs in this thread.
bool hook_runs() noexcept;

// Who waits for one object. Guarded by that object's mutex.
class WaiterList {
public:
    void add(Waiter& waiter) { waiters_.push_back(&waiter); }
    void remove(Waiter& waiter) noexcept;
    void wake_all() noexcept {
        for (Waiter* waiter : waiters_)
            waiter->wake();
    }

private:
    std::vector<Waiter*> waiters_;
};

// Stands in a list and lets go of the object's lock while it lives, because the program's hook may
// leave a wait by an exception. `Mutex` locks and unlocks.
template<typename Mutex>
class Waiting {
public:
    Waiting(WaiterList& list, Waiter& waiter, Mutex& lock)
        : list_(list), waiter_(waiter), lock_(lock) {
        list_.add(waiter_);
        lock_.unlock();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
        lock_.lock();
        list_.remove(waiter_);
    }

private:
    WaiterList& list_;
    Waiter& waiter_;
    Mutex& lock_;
};

} // namespace ws2::provider::itot
