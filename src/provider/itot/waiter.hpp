// Room provider_itot: a thread of the program that waits inside a call, and who can wake it.
#pragma once

#include "kernel/stream_poller.hpp"

#include <atomic>
#include <vector>

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

} // namespace ws2::provider::itot
