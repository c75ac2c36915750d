// Room kernel: readiness of many descriptors, each change reported once (epoll, edge-triggered),
// with a way to end the wait of one thread.
#pragma once

#include "kernel/descriptor.hpp"

#include <cstdint>
#include <span>

namespace ws2::kernel {

inline constexpr std::uint32_t kReadableEdge = 1;
inline constexpr std::uint32_t kWritableEdge = 2;
inline constexpr std::uint32_t kEndEdge =
    4; // the peer ended its stream, hung up, or an error stands

struct Edge {
    std::uint64_t key; // 0: a poke
    std::uint32_t what;
};

// A descriptor that stands for nothing but its number; -1 if there are none left.
int reserve_descriptor() noexcept;

class EdgeSet {
public:
    EdgeSet() noexcept;
    explicit operator bool() const noexcept { return set_ && poke_; }

    // Reports every change of the descriptor under `key` (not 0), and its present state at once. 0
    // or a WSA code.
    int add(int descriptor, std::uint64_t key) const noexcept;
    void remove(int descriptor) const noexcept;
    // Another set, reported as long as it has something to report.
    int add_set(int descriptor, std::uint64_t key) const noexcept;

    // Up to edges.size() changes; none at the deadline, when a signal came, or for a poke alone.
    std::size_t wait(std::span<Edge> edges, std::int64_t deadline_ns) const noexcept;
    // Ends one thread's wait, the present or the next. Any thread.
    void poke() const noexcept;
    int descriptor() const noexcept { return set_.get(); }

private:
    Descriptor set_;
    Descriptor poke_;
};

} // namespace ws2::kernel
