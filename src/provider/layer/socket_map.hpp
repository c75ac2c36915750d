// Room provider_layer: which provider below serves a socket, and under which handle, indexed by the
// handle that the program has.
//
// Looking up takes no lock: what is below stays for the life of the process. A call that races with
// the socket's own WSPCloseSocket reaches what is below, which refuses it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <ws2spi.h>

namespace ws2::provider::layer {

struct Below;
struct Request;

// What find() gives; `below` is null if the handle is none of this layer's sockets.
struct Lower {
    const Below* below = nullptr;
    SOCKET handle = INVALID_SOCKET; // the same as above unless the layer has handles of its own
};

class SocketMap {
public:
    struct Slot {
        std::atomic<const Below*> below{nullptr};
        std::atomic<SOCKET> lower{INVALID_SOCKET};
        std::atomic<std::uint32_t> generation{0}; // grows with each new owner of the handle
        std::atomic<std::uint32_t> pending{0};    // overlapped requests of a handle of its own
        Request* newest = nullptr;                // of these; guarded by a lock of own.cpp
    };

    Lower find(SOCKET s) const noexcept {
        const Slot* slot = slot_of(s);
        if (slot == nullptr)
            return {};
        return {slot->below.load(std::memory_order_acquire),
                slot->lower.load(std::memory_order_relaxed)};
    }

    // Null if no socket of the layer ever came near the handle.
    Slot* slot_of(SOCKET s) const noexcept {
        if (s >= slots_per_chunk * chunks_max) [[unlikely]]
            return nullptr;
        Slot* chunk = chunks_[s / slots_per_chunk].load(std::memory_order_acquire);
        return chunk == nullptr ? nullptr : chunk + s % slots_per_chunk;
    }

    // False without memory, or for a handle beyond the table.
    bool put(SOCKET s, const Below& below, SOCKET lower) noexcept;

    // Ends an entry whose socket is closed, unless the handle already has a new owner: `generation`
    // is what generation_of() said before the close.
    std::uint32_t generation_of(SOCKET s) const noexcept;
    void forget(SOCKET s, std::uint32_t generation) noexcept;

private:
    static constexpr std::size_t slots_per_chunk = 1024;
    static constexpr std::size_t chunks_max = 16384;

    std::mutex writers_;
    std::atomic<Slot*> chunks_[chunks_max] = {}; // made on demand, never freed
};

} // namespace ws2::provider::layer
