// Room nt: the handle table. Slots live in chunks that are never freed; each slot's word says
// whether the handle is open and how many calls hold it, so find-and-hold is one compare-and-swap.
#include "nt/handle.hpp"

#include "nt/handle_flags.hpp"
#include "nt/lock.hpp"

#include <array>
#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {

struct HandleSlot {
    std::atomic<std::uint64_t> state{0}; // bit 0: open; above it the number of pins
    std::atomic<Object*> object{nullptr};
    std::atomic<std::uint32_t> flags{0}; // HANDLE_FLAG_*
    std::uint32_t index = 0;
    std::uint32_t next_free = 0; // index + 1 of the next free slot
};

namespace {

constexpr std::uint64_t kOpen = 1;
constexpr std::uint64_t kPin = 2;
constexpr std::size_t kChunkSlots = 1024;
constexpr std::size_t kChunks = 4096;

using Chunk = std::array<HandleSlot, kChunkSlots>;

struct Table {
    std::array<std::atomic<Chunk*>, kChunks> chunks{};
    Lock lock; // guards what follows
    std::uint32_t first_free = 0;
    std::uint32_t used = 0;
};

constinit Table table;

HandleSlot* slot_at(std::size_t index) noexcept {
    Chunk* chunk = table.chunks[index / kChunkSlots].load(std::memory_order_acquire);
    return chunk ? &(*chunk)[index % kChunkSlots] : nullptr;
}

HandleSlot* slot_of(Handle handle) noexcept {
    if (!is_table_handle(handle))
        return nullptr;
    return slot_at((reinterpret_cast<std::uintptr_t>(handle) - kFirstHandle) / kHandleStep);
}

HandleSlot* allocate() noexcept {
    std::lock_guard hold(table.lock);
    if (table.first_free != 0) {
        HandleSlot* slot = slot_at(table.first_free - 1);
        table.first_free = slot->next_free;
        return slot;
    }
    const std::size_t index = table.used;
    if (index == kChunks * kChunkSlots)
        return nullptr;
    if (index % kChunkSlots == 0) {
        auto* chunk = new (std::nothrow) Chunk;
        if (!chunk)
            return nullptr;
        table.chunks[index / kChunkSlots].store(chunk, std::memory_order_release);
    }
    ++table.used;
    HandleSlot* slot = slot_at(index);
    slot->index = static_cast<std::uint32_t>(index);
    return slot;
}

void recycle(HandleSlot& slot) noexcept {
    Object* object = slot.object.exchange(nullptr, std::memory_order_relaxed);
    {
        std::lock_guard hold(table.lock);
        slot.next_free = table.first_free;
        table.first_free = slot.index + 1;
    }
    object->release();
}

bool pin(HandleSlot& slot) noexcept {
    std::uint64_t state = slot.state.load(std::memory_order_relaxed);
    while (state & kOpen) {
        if (slot.state.compare_exchange_weak(state, state + kPin, std::memory_order_acquire,
                                             std::memory_order_relaxed))
            return true;
    }
    return false;
}

} // namespace

bool is_table_handle(Handle handle) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(handle);
    return value >= kFirstHandle && value % kHandleStep == 0 &&
           value < kFirstHandle + kChunks * kChunkSlots * kHandleStep;
}

Handle open_handle(Object& object) noexcept {
    HandleSlot* slot = allocate();
    if (!slot)
        return nullptr;
    object.retain();
    object.handle_opened();
    slot->object.store(&object, std::memory_order_relaxed);
    slot->flags.store(0, std::memory_order_relaxed);
    slot->state.store(kOpen, std::memory_order_release);
    return reinterpret_cast<Handle>(kFirstHandle + slot->index * kHandleStep);
}

std::size_t open_handles() noexcept {
    std::size_t count = 0;
    for (const auto& chunk : table.chunks) {
        const Chunk* const slots = chunk.load(std::memory_order_acquire);
        if (slots == nullptr)
            break;
        for (const HandleSlot& slot : *slots)
            count += (slot.state.load(std::memory_order_relaxed) & kOpen) != 0 ? 1 : 0;
    }
    return count;
}

int close_handle(Handle handle) noexcept {
    Pin held(handle);
    if (!held)
        return ERROR_INVALID_HANDLE;
    HandleSlot* slot = slot_of(handle);
    if (slot->flags.load(std::memory_order_relaxed) & HANDLE_FLAG_PROTECT_FROM_CLOSE)
        return ERROR_INVALID_HANDLE;
    if (!(slot->state.fetch_and(~kOpen, std::memory_order_acq_rel) & kOpen))
        return ERROR_INVALID_HANDLE; // another thread closed it first
    held.object()->handle_closed();
    return 0;
}

int change_handle_flags(Handle handle, std::uint32_t mask, std::uint32_t flags,
                        std::uint32_t* now) noexcept {
    const Pin held(handle);
    if (!held)
        return ERROR_INVALID_HANDLE;
    std::atomic<std::uint32_t>& word = slot_of(handle)->flags;
    std::uint32_t old = word.load(std::memory_order_relaxed);
    while (
        !word.compare_exchange_weak(old, (old & ~mask) | (flags & mask), std::memory_order_relaxed))
        ;
    *now = (old & ~mask) | (flags & mask);
    return 0;
}

[[gnu::hot]] bool stands_for(Handle handle, const Object& object) noexcept {
    const HandleSlot* slot = slot_of(handle);
    return slot && (slot->state.load(std::memory_order_acquire) & kOpen) != 0 &&
           slot->object.load(std::memory_order_relaxed) == &object;
}

Pin::Pin(Handle handle) noexcept {
    HandleSlot* slot = slot_of(handle);
    if (slot && pin(*slot))
        slot_ = slot;
}

Object* Pin::object() const noexcept {
    return slot_->object.load(std::memory_order_relaxed);
}

void Pin::unpin() noexcept {
    if (slot_->state.fetch_sub(kPin, std::memory_order_acq_rel) == kPin)
        recycle(*slot_); // closed, and nobody else holds it
}

} // namespace ws2::nt
