// Room provider_tcpip: descriptor to socket state, found and referenced in one step.
//
// The last reference closes the descriptor, so the kernel cannot give its number to another socket
// while a call still runs on it.
#pragma once

#include "provider/tcpip/socket_state.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace ws2::provider::tcpip {

class SocketTable {
public:
    static constexpr std::size_t slots_per_chunk = 256;
    static constexpr std::size_t chunk_count = 1U << 14U; // 4 million descriptors

    // Null if `s` is not an open socket of this provider. The caller releases what it gets.
    SocketState* acquire(SOCKET s) noexcept {
        const std::size_t chunk = s / slots_per_chunk;
        if (chunk >= chunk_count)
            return nullptr;
        Chunk* slots = chunks_[chunk].load(std::memory_order_acquire);
        if (slots == nullptr)
            return nullptr;
        return acquire((*slots)[s % slots_per_chunk]);
    }

    // The same for a slot, which may be empty.
    static SocketState* acquire(SocketState& socket) noexcept {
        std::uint32_t seen = socket.references.load(std::memory_order_relaxed);
        do {
            if ((seen & SocketState::live) == 0)
                return nullptr;
        } while (!socket.references.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire,
                                                          std::memory_order_relaxed));
        return &socket;
    }

    // Whether no socket of ours has the value, not even one that is on its way out.
    [[nodiscard]] bool vacant(SOCKET s) const noexcept {
        const std::size_t chunk = s / slots_per_chunk;
        if (chunk >= chunk_count)
            return false;
        const Chunk* slots = chunks_[chunk].load(std::memory_order_acquire);
        return slots == nullptr ||
               (*slots)[s % slots_per_chunk].references.load(std::memory_order_acquire) == 0;
    }

    static void release(SocketState& socket) noexcept {
        if (socket.references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            retire(socket);
    }

    // An empty slot for a descriptor that the caller has just opened; null if the number is beyond
    // the table or memory is short. Nobody sees it before publish().
    SocketState* prepare(int descriptor) noexcept;
    static void publish(SocketState& socket) noexcept;

    // Calls `visit` with every open socket, referenced.
    template<typename Visit>
    void for_each(Visit visit) {
        for (std::size_t chunk = 0; chunk < chunk_count; ++chunk) {
            if (chunks_[chunk].load(std::memory_order_acquire) == nullptr)
                continue;
            for (std::size_t slot = 0; slot < slots_per_chunk; ++slot) {
                SocketState* const socket = acquire(chunk * slots_per_chunk + slot);
                if (socket == nullptr)
                    continue;
                visit(*socket);
                release(*socket);
            }
        }
    }

private:
    using Chunk = std::array<SocketState, slots_per_chunk>;

    // Empties the slot and closes the descriptor.
    static void retire(SocketState& socket) noexcept;

    std::array<std::atomic<Chunk*>, chunk_count> chunks_{};
};

extern SocketTable sockets;

// A socket for the time of one call.
class SocketReference {
public:
    explicit SocketReference(SOCKET s) noexcept : socket_(sockets.acquire(s)) {}
    // Takes over a reference that the caller holds.
    explicit SocketReference(SocketState* socket) noexcept : socket_(socket) {}
    SocketReference(SocketReference&& other) noexcept
        : socket_(std::exchange(other.socket_, nullptr)) {}
    SocketReference(const SocketReference&) = delete;
    SocketReference& operator=(const SocketReference&) = delete;
    SocketReference& operator=(SocketReference&&) = delete;
    ~SocketReference() {
        if (socket_ != nullptr)
            SocketTable::release(*socket_);
    }

    explicit operator bool() const noexcept { return socket_ != nullptr; }
    SocketState* operator->() const noexcept { return socket_; }
    SocketState& operator*() const noexcept { return *socket_; }
    // Of an empty one: takes over a reference.
    void take(SocketState* socket) noexcept { socket_ = socket; }
    // The caller releases it.
    SocketState* give_up() noexcept { return std::exchange(socket_, nullptr); }

private:
    SocketState* socket_;
};

} // namespace ws2::provider::tcpip
