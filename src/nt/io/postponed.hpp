// Room nt_io: sends that wait for others, so that a turn's sends cost one system call.
//
// A thread that has taken one of several packets will be back for the next in a moment. What it
// sends meanwhile is put off until it is back and finds nothing queued, until there is a batch of
// it, or until anything is done to one of these descriptors that must come behind. A thread that
// takes long is found out, and its sends are no longer put off; the progress thread sees to those
// that were.
//
// Small ones are copied. A program has to leave the data alone until it hears of the end, and there
// are many that do not: they send from a buffer on the stack, which works where the call itself
// takes the data.
#pragma once

#include "nt/io/channel.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace ws2::nt::io {

// A thread's attempt at the first operation of a lane, which is its own until it has been made.
// Without initial values, as Attempt and Edge: arrays of them stand on the way of every packet.
struct Turn {
    Channel* channel;
    Lane* lane;
    Operation* operation;
    std::uint16_t news;
    void* copy; // where the attempt finds the data; the buffer's own place is `data`
    void* data;
};

class Postponed {
public:
    static constexpr std::size_t kMost = 64;
    static constexpr std::size_t kMostCopied = 4096; // octets of one send
    // After so long the progress thread steps in, unless the engine is told otherwise; a batch that
    // took a quarter of it to come together was no gain.
    static constexpr std::int64_t kLate_ns = 1'000'000;
    static constexpr std::uint32_t kDistrust = 1024; // sends that are not put off after that

    struct Batch {
        std::size_t count = 0;
        std::size_t copied = 0; // octets in use
        std::array<Turn, kMost> turns;
        std::array<std::byte, 65536> octets;
    };

    explicit Postponed(std::int64_t late_ns) noexcept : long_ns_(late_ns / 4) {}

    enum class Added { no, first, more, full };
    Added add(const Turn& turn) noexcept;
    // What there is, in order; null if there is nothing. It is given back when it has been made.
    std::unique_ptr<Batch> take() noexcept;
    // The attempts at a batch that was taken have been made; their ends are still to be told.
    void made() noexcept { under_way_.fetch_sub(1, std::memory_order_release); }
    bool under_way() const noexcept { return under_way_.load(std::memory_order_acquire) != 0; }
    void give_back(std::unique_ptr<Batch> batch) noexcept;

    // For all of a process. Held: nothing is put off. Disowned: nor made, in the child of a fork,
    // where what was put off is the parent's.
    enum class Rule { normal, held, disowned };
    static void set_rule(Rule rule) noexcept;

    bool any() const noexcept { return any_.load(std::memory_order_seq_cst); }
    // Whether the first of them has waited for so long.
    bool waits_since(std::int64_t then_ns) noexcept;

private:
    bool stock_up() noexcept;

    const std::int64_t long_ns_;
    Lock lock_; // guards what follows; any_ can be read without
    std::atomic<bool> any_{false};
    std::atomic<unsigned> under_way_{0}; // batches that were taken and not yet made
    std::int64_t since_ns_ = 0;
    std::uint32_t distrust_ = 0;
    std::unique_ptr<Batch> batch_;
    std::unique_ptr<Batch> spare_;
};

} // namespace ws2::nt::io
