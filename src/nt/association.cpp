// Room nt: descriptors and their ports.
#include "nt/association.hpp"

#include "kernel/thread.hpp"
#include "nt/lock.hpp"

#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {
namespace {

using Slot = AssociationSlot;

constinit Lock lock; // guards making chunks, and associating
constinit std::atomic<void (*)(int, Port&)> association_hook{nullptr};

// With the lock held.
Slot* make_slot(int descriptor) noexcept {
    const auto index = static_cast<std::size_t>(descriptor);
    if (descriptor < 0 || index >= Slot::kChunks * Slot::kChunkSlots)
        return nullptr;
    auto& chunk = Slot::chunks[index / Slot::kChunkSlots];
    if (!chunk.load(std::memory_order_relaxed))
        chunk.store(new (std::nothrow) Slot::Chunk, std::memory_order_release);
    return Slot::of(descriptor);
}

} // namespace

constinit std::array<std::atomic<Slot::Chunk*>, Slot::kChunks> Slot::chunks{};

int associate(int descriptor, Handle port, std::uintptr_t key) noexcept {
    Pinned<Port> pinned(port);
    if (!pinned || !kernel::descriptor_is_open(descriptor))
        return ERROR_INVALID_HANDLE;
    {
        std::lock_guard hold(lock);
        Slot* slot = make_slot(descriptor);
        if (!slot)
            return ERROR_NOT_ENOUGH_MEMORY;
        if (slot->port.load(std::memory_order_relaxed))
            return ERROR_INVALID_PARAMETER;
        slot->key = key;
        pinned->retain();
        slot->port.store(&*pinned, std::memory_order_release);
    }
    if (void (*hook)(int, Port&) = association_hook.load(std::memory_order_acquire))
        hook(descriptor, *pinned);
    return 0;
}

int set_completion_modes(int descriptor, std::uint8_t modes) noexcept {
    if ((modes & ~(kSkipPortOnSuccess | kSkipSetEvent)) != 0)
        return ERROR_INVALID_PARAMETER;
    std::lock_guard hold(lock);
    Slot* slot = make_slot(descriptor);
    if (!slot)
        return ERROR_INVALID_HANDLE;
    slot->modes.fetch_or(modes, std::memory_order_relaxed);
    return 0;
}

void dissociate(int descriptor) noexcept {
    Slot* slot = Slot::of(descriptor);
    if (!slot)
        return;
    slot->modes.store(0, std::memory_order_relaxed);
    if (Port* port = slot->port.exchange(nullptr, std::memory_order_acq_rel))
        port->release();
}

void at_association(void (*hook)(int descriptor, Port& port)) noexcept {
    association_hook.store(hook, std::memory_order_release);
}

} // namespace ws2::nt
