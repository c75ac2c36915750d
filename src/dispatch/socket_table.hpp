// Room dispatch: which provider a socket belongs to, indexed by its value, which is a descriptor.
//
// Looking up takes no lock and no reference: providers are immortal, and each provider finds and
// holds its own state of the socket in one step. Writers (sockets that come and go) take a lock.
#pragma once

#include "dispatch/provider.hpp"

#include <atomic>
#include <cstdint>

namespace ws2::dispatch {

struct Slot {
    std::atomic<const Provider*> provider{nullptr}; // null: no socket
    std::atomic<const catalog::Entry*> entry{nullptr};
    std::atomic<DWORD_PTR> context{0};
    std::atomic<std::uint32_t> generation{0}; // grows with each new owner of the value
    std::atomic<bool> reserved{false};        // the descriptor is ours, from reserve()
    std::atomic<bool> shared{false};          // it may be another process's, too
    std::atomic<bool> kept_back{false};       // from the programs that this one starts
};

inline constexpr std::size_t slots_per_chunk = 1024;
inline constexpr std::size_t chunks_max = 16384;

// Chunks are made on demand and never go.
extern std::atomic<Slot*> socket_chunks[chunks_max];

// Null if no socket of this process ever came near the value.
inline Slot* slot_of(SOCKET s) noexcept {
    if (s >= slots_per_chunk * chunks_max) [[unlikely]]
        return nullptr;
    Slot* chunk = socket_chunks[s / slots_per_chunk].load(std::memory_order_acquire);
    return chunk == nullptr ? nullptr : chunk + s % slots_per_chunk;
}

// Null if the value is no socket.
inline const Provider* provider_of(SOCKET s) noexcept {
    const Slot* slot = slot_of(s);
    return slot == nullptr ? nullptr : slot->provider.load(std::memory_order_acquire);
}

inline const catalog::Entry* entry_of(SOCKET s) noexcept {
    const Slot* slot = slot_of(s);
    return slot == nullptr ? nullptr : slot->entry.load(std::memory_order_acquire);
}

// While it lives, the values that this thread fills are kept back from the beginning: no program
// that another thread starts meanwhile gets them.
class KeepBack {
public:
    explicit KeepBack(bool on) noexcept;
    KeepBack(const KeepBack&) = delete;
    KeepBack& operator=(const KeepBack&) = delete;
    ~KeepBack();

private:
    bool before_;
};

// A kernel-backed socket that `provider` answers for from now on; it may have belonged to a
// provider below. False without memory, for a reserved value, or for one beyond the table.
bool attach(SOCKET s, const Provider& provider, const catalog::Entry& entry) noexcept;

// A new value that is no other descriptor of the process, for a socket that the kernel does not
// know. INVALID_SOCKET if there is no descriptor or no memory.
SOCKET reserve(const Provider& provider, const catalog::Entry& entry, DWORD_PTR context) noexcept;

// Gives a reserved value back; false if it is none.
bool release(SOCKET s) noexcept;

// The context of a reserved value; false if it is none.
bool context_of(SOCKET s, DWORD_PTR& context) noexcept;

// Ends the entry of a kernel-backed socket that its provider has closed, unless the value already
// has a new owner: `generation` is what generation_of() said before the close.
std::uint32_t generation_of(SOCKET s) noexcept;
void forget(SOCKET s, std::uint32_t generation) noexcept;

// Calls visit(socket, provider) for each socket there is; no lock is held.
template<typename Visit>
void for_each_socket(Visit visit) {
    for (std::size_t c = 0; c < chunks_max; ++c) {
        Slot* chunk = socket_chunks[c].load(std::memory_order_acquire);
        for (std::size_t i = 0; chunk != nullptr && i < slots_per_chunk; ++i)
            if (const Provider* provider = chunk[i].provider.load(std::memory_order_acquire))
                visit(static_cast<SOCKET>(c * slots_per_chunk + i), *provider);
    }
}

} // namespace ws2::dispatch
