// Suite conformance: a call that blocks, in a thread of its own.
#pragma once

#include "conformance/world.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

namespace ws2::conformance {

// Afterwards everything is open that a provider opens at its first use, and that this thread waits
// with: who counts descriptors begins here.
void use_first(const Entry& entry);

// How long the calling thread has waited for anything but a processor, from some moment on.
std::chrono::nanoseconds time_asleep();

class BlockedCall {
public:
    template<class Call>
    explicit BlockedCall(Call call)
        : thread_([this, call = std::move(call)]() mutable {
              id_ = thread_id();
              outcome_ = outcome_of(call);
          }) {}
    BlockedCall(const BlockedCall&) = delete;
    BlockedCall& operator=(const BlockedCall&) = delete;
    ~BlockedCall() { join(); }

    // Returns once the kernel reports the thread asleep for many looks in a row, or gone.
    void wait_until_blocked() const;

    Outcome join() {
        if (thread_.joinable())
            thread_.join();
        return outcome_;
    }

private:
    static int thread_id();

    std::atomic<int> id_ = 0;
    Outcome outcome_;
    std::thread thread_;
};

} // namespace ws2::conformance
