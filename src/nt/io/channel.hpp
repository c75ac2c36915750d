// Room nt_io: one descriptor as the engine sees it: a lane of operations for each direction.
#pragma once

#include "nt/io/driver.hpp"
#include "nt/lock.hpp"

#include <array>
#include <atomic>
#include <cstdint>

namespace ws2::nt::io {

class PollSet;

// The third holds operations that end by a word of the provider, not by readiness.
enum Direction : std::size_t { kReceiving, kSending, kHeld };

// Operations of one direction in the order of submission. One thread at a time tries them, the one
// that set `busy`; nobody else takes the one it is at out of the lane.
struct Lane {
    Operation* first = nullptr;
    Operation* last = nullptr;
    bool busy = false;
    bool trying = false;    // the busy thread is at the first
    bool ready = false;     // an attempt is worth while; sticky until one fails
    std::uint16_t news = 0; // counts edges: tells an attempt whether one came meanwhile

    Operation* active() const noexcept { return trying ? first : nullptr; }
    void append(Operation& operation) noexcept {
        operation.engine.next = nullptr;
        (first ? last->engine.next : first) = &operation;
        last = &operation;
    }
    void pop() noexcept { // the active one
        first = first->engine.next;
        trying = false;
    }
    // The busy thread's next: the first again, if it is worth an attempt; else the lane is free.
    Operation* next_or_free() noexcept {
        busy = trying = ready && first;
        return active();
    }
};

// Two cache lines, times the number of connections.
struct alignas(64) Channel {
    Lock lock; // guards everything here
    std::uint32_t generation = 1;
    int descriptor = -1;
    bool shut = false;
    bool ended = false; // the peer's end or an error was announced: no more edges for what is left
    std::uint32_t holds = 0;  // threads completing operations that left a lane by cancellation
    PollSet* set = nullptr;   // where it is registered
    PollSet* group = nullptr; // a group's set: where it belongs, whatever its port
    // Where a send of it may be put off: its port's. Read without the lock.
    std::atomic<PollSet*> postponed{nullptr};
    std::array<Lane, 3> lanes;

    std::uint64_t key() const noexcept {
        return (std::uint64_t{generation} << 32) | static_cast<std::uint32_t>(descriptor);
    }
    bool quiet() const noexcept {
        return holds == 0 && !lanes[kReceiving].busy && !lanes[kSending].busy;
    }
    // Edges that are still on their way belong to nobody.
    void renew_generation() noexcept {
        if (++generation == 0)
            generation = 1;
    }
    void reset() noexcept;
};
static_assert(sizeof(Channel) == 128);

inline Direction direction_of(const Operation& operation) noexcept {
    if (operation.kind == WS2IO_HELD)
        return kHeld;
    return operation.kind < WS2IO_SEND ? kReceiving : kSending;
}

// Channels by descriptor, made on demand and never freed.
class ChannelTable {
public:
    ChannelTable() noexcept = default;
    ChannelTable(const ChannelTable&) = delete;
    ChannelTable& operator=(const ChannelTable&) = delete;
    ~ChannelTable();

    // Null if there never was one.
    Channel* find(int descriptor) noexcept {
        const auto index = static_cast<std::size_t>(descriptor);
        if (descriptor < 0 || index >= kChunks * kChunkChannels)
            return nullptr;
        Chunk* chunk = chunks_[index / kChunkChannels].load(std::memory_order_acquire);
        return chunk ? &(*chunk)[index % kChunkChannels] : nullptr;
    }
    // Null if there is no memory.
    Channel* find_or_make(int descriptor) noexcept {
        Channel* const channel = find(descriptor);
        return channel ? channel : make(descriptor);
    }
    // Every channel there is.
    template<typename Visit>
    void for_each(Visit visit) {
        for (auto& slot : chunks_) {
            if (Chunk* chunk = slot.load(std::memory_order_acquire)) {
                for (Channel& channel : *chunk)
                    visit(channel);
            }
        }
    }

private:
    static constexpr std::size_t kChunkChannels = 256;
    static constexpr std::size_t kChunks = 4096;
    using Chunk = std::array<Channel, kChunkChannels>;

    Channel* make(int descriptor) noexcept;

    Lock lock_; // guards making chunks
    std::array<std::atomic<Chunk*>, kChunks> chunks_{};
};

} // namespace ws2::nt::io
