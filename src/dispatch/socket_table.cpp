#include "dispatch/socket_table.hpp"

#include "nt/association.hpp"

#include <mutex>
#include <new>
#include <sys/eventfd.h>
#include <unistd.h>

namespace ws2::dispatch {

constinit std::atomic<Slot*> socket_chunks[chunks_max] = {};

namespace {

constinit thread_local bool keeps_back = false;

// Guards changes of slots, never a provider call.
constinit std::mutex writers;

// Makes the chunk if need be; null without memory or beyond the table. Writers' lock held.
Slot* slot_for_writing(SOCKET s) noexcept {
    if (s >= slots_per_chunk * chunks_max)
        return nullptr;
    std::atomic<Slot*>& chunk = socket_chunks[s / slots_per_chunk];
    if (chunk.load(std::memory_order_relaxed) == nullptr)
        chunk.store(new (std::nothrow) Slot[slots_per_chunk], std::memory_order_release);
    return slot_of(s);
}

bool fill(SOCKET s, const Provider& provider, const catalog::Entry& entry, DWORD_PTR context,
          bool reserved) noexcept {
    const std::lock_guard lock(writers);
    Slot* slot = slot_for_writing(s);
    if (slot == nullptr || slot->reserved.load(std::memory_order_relaxed))
        return false; // a value of ours is no descriptor that a kernel socket could have
    slot->generation.fetch_add(1, std::memory_order_relaxed);
    slot->entry.store(&entry, std::memory_order_release);
    slot->context.store(context, std::memory_order_release);
    slot->reserved.store(reserved, std::memory_order_release);
    slot->shared.store(false, std::memory_order_relaxed);
    slot->kept_back.store(keeps_back, std::memory_order_relaxed);
    slot->provider.store(&provider, std::memory_order_release);
    return true;
}

} // namespace

KeepBack::KeepBack(bool on) noexcept : before_(keeps_back) {
    keeps_back = on;
}
KeepBack::~KeepBack() {
    keeps_back = before_;
}

bool attach(SOCKET s, const Provider& provider, const catalog::Entry& entry) noexcept {
    return fill(s, provider, entry, 0, false);
}

SOCKET reserve(const Provider& provider, const catalog::Entry& entry, DWORD_PTR context) noexcept {
    const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0)
        return INVALID_SOCKET;
    const SOCKET s = static_cast<SOCKET>(descriptor);
    if (fill(s, provider, entry, context, true))
        return s;
    close(descriptor);
    return INVALID_SOCKET;
}

bool release(SOCKET s) noexcept {
    {
        const std::lock_guard lock(writers);
        Slot* slot = slot_of(s);
        if (slot == nullptr || !slot->reserved.load(std::memory_order_relaxed))
            return false;
        slot->provider.store(nullptr, std::memory_order_release);
        slot->reserved.store(false, std::memory_order_release);
    }
    nt::dissociate(static_cast<int>(s));
    close(static_cast<int>(s)); // only now may the value be given out again
    return true;
}

bool context_of(SOCKET s, DWORD_PTR& context) noexcept {
    const Slot* slot = slot_of(s);
    if (slot == nullptr || !slot->reserved.load(std::memory_order_acquire))
        return false;
    context = slot->context.load(std::memory_order_acquire);
    return true;
}

std::uint32_t generation_of(SOCKET s) noexcept {
    const Slot* slot = slot_of(s);
    return slot == nullptr ? 0 : slot->generation.load(std::memory_order_acquire);
}

void forget(SOCKET s, std::uint32_t generation) noexcept {
    const std::lock_guard lock(writers);
    Slot* slot = slot_of(s);
    if (slot != nullptr && !slot->reserved.load(std::memory_order_relaxed) &&
        slot->generation.load(std::memory_order_relaxed) == generation)
        slot->provider.store(nullptr, std::memory_order_release);
}

} // namespace ws2::dispatch
