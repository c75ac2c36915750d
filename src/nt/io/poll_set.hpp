// Room nt_io: the descriptors of one port, or all those without a port: the work that threads
// waiting for the port, or for anything, do.
#pragma once

#include "nt/io/postponed.hpp"
#include "nt/object.hpp"
#include "nt/wait.hpp"

#include <atomic>
#include <memory>

namespace ws2::nt::io {

class Engine;

class PollSet final : public Object {
public:
    // `exclusive`: one thread at a time (the set without a port).
    PollSet(Engine& engine, std::unique_ptr<Source> source, bool exclusive) noexcept;

    Source& source() noexcept { return *source_; }

    // Idler's calls.
    bool begin() noexcept;
    void wait(Catch& caught, std::int64_t deadline_ns) noexcept;
    void work(const Catch& caught) noexcept;
    void end() noexcept;

    // False: not put off, to be made now.
    bool put_off(const Turn& turn) noexcept;
    bool behind() const noexcept { return postponed_.any(); }
    void catch_up() noexcept;
    // The same, and waits for the attempts that another thread is at: they never block.
    void catch_up_wholly() noexcept;

    // For the progress thread: what was put off waits for a thread that does not come back.
    bool behind_since(std::int64_t then_ns) noexcept { return postponed_.waits_since(then_ns); }
    // The same: whether nobody is at it, and how often somebody was.
    bool abandoned() const noexcept { return pollers_.load(std::memory_order_seq_cst) == 0; }
    std::uint32_t turns() const noexcept { return turns_.load(std::memory_order_relaxed); }
    // The progress thread watches the set: the next thread to come wants it back.
    void set_taken(bool taken) noexcept { taken_.store(taken, std::memory_order_seq_cst); }
    // Nobody waits at it any more: it needs no progress.
    void retire() noexcept;
    // Does what is ready without waiting, unless another thread is at an exclusive set.
    void help_out() noexcept;
    // The same for a thread of the program, and only if no other is at it.
    void turn() noexcept;

private:
    ~PollSet() override = default;

    Engine& engine_;
    std::unique_ptr<Source> source_;
    const bool exclusive_;
    std::atomic<std::uint32_t> pollers_{0};
    std::atomic<std::uint32_t> turns_{0};
    std::atomic<bool> taken_{false};
    Postponed postponed_;
};

// What a port owns of its set.
class Feeder final : public Idler {
public:
    explicit Feeder(Ref<PollSet> set) noexcept : set_(std::move(set)) {}
    Feeder(const Feeder&) = delete;
    Feeder& operator=(const Feeder&) = delete;
    ~Feeder() override { set_->retire(); }
    PollSet& set() const noexcept { return *set_; }

    bool begin() noexcept override { return set_->begin(); }
    void wait(Catch& caught, std::int64_t deadline_ns) noexcept override {
        set_->wait(caught, deadline_ns);
    }
    void work(const Catch& caught) noexcept override { set_->work(caught); }
    void end() noexcept override { set_->end(); }
    void poke() noexcept override { set_->source().poke(); }
    bool behind() const noexcept override { return set_->behind(); }
    void catch_up() noexcept override { set_->catch_up(); }

private:
    Ref<PollSet> set_;
};

} // namespace ws2::nt::io
