#include "provider/layer/socket_map.hpp"

#include <new>

namespace ws2::provider::layer {

bool SocketMap::put(SOCKET s, const Below& below, SOCKET lower) noexcept {
    if (s >= slots_per_chunk * chunks_max)
        return false;
    const std::lock_guard lock(writers_);
    std::atomic<Slot*>& chunk = chunks_[s / slots_per_chunk];
    if (chunk.load(std::memory_order_relaxed) == nullptr)
        chunk.store(new (std::nothrow) Slot[slots_per_chunk], std::memory_order_release);
    Slot* slot = slot_of(s);
    if (slot == nullptr)
        return false;
    slot->generation.fetch_add(1, std::memory_order_relaxed);
    slot->lower.store(lower, std::memory_order_relaxed);
    slot->below.store(&below, std::memory_order_release);
    return true;
}

std::uint32_t SocketMap::generation_of(SOCKET s) const noexcept {
    const Slot* slot = slot_of(s);
    return slot == nullptr ? 0 : slot->generation.load(std::memory_order_relaxed);
}

void SocketMap::forget(SOCKET s, std::uint32_t generation) noexcept {
    const std::lock_guard lock(writers_);
    Slot* slot = slot_of(s);
    if (slot != nullptr && slot->generation.load(std::memory_order_relaxed) == generation)
        slot->below.store(nullptr, std::memory_order_release);
}

} // namespace ws2::provider::layer
