// Room nt: what a descriptor is to completion ports: which port, which key, which modes. The
// engine, and dispatch for handles that are not the system's, read it; CreateIoCompletionPort
// writes it.
#pragma once

#include "nt/handle.hpp"
#include "nt/port.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ws2::nt {

inline constexpr std::uint8_t kSkipPortOnSuccess = 1; // FILE_SKIP_COMPLETION_PORT_ON_SUCCESS
inline constexpr std::uint8_t kSkipSetEvent = 2;      // FILE_SKIP_SET_EVENT_ON_HANDLE

struct Association {
    Port* port = nullptr; // null: none. Stays alive until dissociate(descriptor)
    std::uintptr_t key = 0;
    std::uint8_t modes = 0;
};

// For good: until the descriptor is closed it belongs to this port. 0, ERROR_INVALID_HANDLE (`port`
// is no port, `descriptor` is not open) or ERROR_INVALID_PARAMETER (it belongs to one already).
int associate(int descriptor, Handle port, std::uintptr_t key) noexcept;

// Adds modes; they cannot be taken back. 0 or ERROR_INVALID_PARAMETER.
int set_completion_modes(int descriptor, std::uint8_t modes) noexcept;

// What is known of one descriptor. Slots live in chunks that are made on demand and never freed, so
// that reading takes no lock.
struct AssociationSlot {
    static constexpr std::size_t kChunkSlots = 1024;
    static constexpr std::size_t kChunks = 1024;
    using Chunk = std::array<AssociationSlot, kChunkSlots>;

    std::atomic<Port*> port{nullptr};
    std::uintptr_t key = 0; // written before `port`
    std::atomic<std::uint8_t> modes{0};

    // Null if there never was one.
    static AssociationSlot* of(int descriptor) noexcept {
        const auto index = static_cast<std::size_t>(descriptor);
        if (descriptor < 0 || index >= kChunks * kChunkSlots)
            return nullptr;
        Chunk* chunk = chunks[index / kChunkSlots].load(std::memory_order_acquire);
        return chunk ? &(*chunk)[index % kChunkSlots] : nullptr;
    }
    static constinit std::array<std::atomic<Chunk*>, kChunks> chunks;
};

// The descriptor must stay open while the answer is used.
inline Association association_of(int descriptor) noexcept {
    const AssociationSlot* slot = AssociationSlot::of(descriptor);
    if (!slot)
        return {};
    Port* port = slot->port.load(std::memory_order_acquire);
    return {port, port ? slot->key : 0, slot->modes.load(std::memory_order_relaxed)};
}

// Before the descriptor is closed for good; no operation on it is running any more.
void dissociate(int descriptor) noexcept;

// The engine: called in associate(), in the associating thread, once the association can be read.
void at_association(void (*hook)(int descriptor, Port& port)) noexcept;

} // namespace ws2::nt
