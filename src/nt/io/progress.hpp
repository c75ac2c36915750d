// Room nt_io: the thread that sees to progress when no thread of the program waits. It sleeps while
// every set has somebody at it; a set that nobody came to for a whole grace becomes its own until a
// thread of the program returns.
#pragma once

#include "kernel/edges.hpp"
#include "nt/io/poll_set.hpp"
#include "nt/lock.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace ws2::nt::io {

class Progress {
public:
    static constexpr std::int64_t kGrace_ns = 4'000'000;

    // `late_ns`: for how long a send may be put off. `grace_ns`: for how long a set that no thread
    // of the program works on is left alone.
    Progress(std::int64_t late_ns, std::int64_t grace_ns) noexcept
        : late_ns_(late_ns), grace_ns_(grace_ns) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    // Ends the thread.
    ~Progress();

    // A set that needs progress from now on; starts the thread with the first one.
    void watch(Ref<PollSet> set);
    void forget(PollSet& set) noexcept;

    // Something changed: look at the sets again.
    void attend() noexcept {
        idle_.store(false, std::memory_order_seq_cst);
        attention_.store(true, std::memory_order_seq_cst);
        wakeup_.poke();
    }
    void attend_if_idle() noexcept {
        if (idle_.load(std::memory_order_seq_cst))
            attend();
    }
    std::int64_t late_ns() const noexcept { return late_ns_; }
    // False if it could not be started, or nothing needs it yet.
    bool running() const noexcept { return running_.load(std::memory_order_relaxed) != 0; }
    // Makes the sends of the sets where one was put off then or before. True if there may be
    // others.
    bool catch_up(std::int64_t then_ns) noexcept;
    // For tests: the sets it has taken over.
    std::size_t taken() noexcept;

private:
    struct Watched {
        Ref<PollSet> set;
        std::uint64_t key = 0;
        bool taken = false;
        std::uint32_t turns = 0;
        std::int64_t touched_ns = 0; // when somebody was last seen at it
    };

    static void run(void* self);
    void serve() noexcept;
    bool review(std::int64_t now_ns) noexcept;
    bool review_one(Watched& watched, std::int64_t now_ns) noexcept;
    void help_until(std::int64_t deadline_ns) noexcept;
    Ref<PollSet> set_of(std::uint64_t key) noexcept;

    const std::int64_t late_ns_;
    const std::int64_t grace_ns_;
    kernel::EdgeSet wakeup_;             // its own poke, and the sets it has taken over
    std::atomic<bool> idle_{false};      // asleep until somebody calls
    std::atomic<bool> attention_{false}; // somebody called
    std::atomic<bool> stop_{false};
    std::atomic<std::uint32_t> running_{0};
    Lock lock_; // guards what follows
    std::vector<Watched> sets_;
    std::uint64_t last_key_ = 0;
};

} // namespace ws2::nt::io
