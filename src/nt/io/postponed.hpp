// Room nt_io: sends that wait for others, so that a turn's sends cost one system call.
//
// A thread that has taken one of several packets will be back for the next in a moment. What it
// sends meanwhile is put off until it is back and finds nothing queued, until there is a batch of
// it, or until anything is done to one of these descriptors that must come behind. A thread that
// takes long is found out, and its sends are no longer put off; the progress thread sees to those
// that were.
#pragma once

#include "nt/io/channel.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <span>

namespace ws2::nt::io {

// A thread's attempt at the first operation of a lane, which is its own until it has been made.
struct Turn {
    Channel* channel = nullptr;
    Lane* lane = nullptr;
    Operation* operation = nullptr;
    std::uint16_t news = 0;
};

class Postponed {
public:
    static constexpr std::size_t kMost = 64;
    static constexpr std::int64_t kLong_ns = 250'000;   // a batch that took longer was no gain
    static constexpr std::int64_t kLate_ns = 1'000'000; // time for the progress thread to step in
    static constexpr std::uint32_t kDistrust = 1024;    // sends that are not put off after that

    enum class Added { no, first, more, full };
    Added add(const Turn& turn) noexcept;
    // Moves what there is to `turns`, in order. The number.
    std::size_t take(std::array<Turn, kMost>& turns) noexcept;

    // In the child of a fork: what is put off is the parent's, and nothing is put off any more.
    static void disown() noexcept;

    bool any() const noexcept { return count_.load(std::memory_order_seq_cst) != 0; }
    bool late(std::int64_t now_ns) noexcept;

private:
    Lock lock_; // guards what follows; count_ can be read without
    std::atomic<std::size_t> count_{0};
    std::int64_t since_ns_ = 0;
    std::uint32_t distrust_ = 0;
    std::array<Turn, kMost> turns_;
};

} // namespace ws2::nt::io
