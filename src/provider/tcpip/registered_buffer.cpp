// Room provider_tcpip: registered buffers. A table that is read without a lock: an entry's number
// is written last and taken away first.
#include "kernel/user_memory.hpp"
#include "provider/tcpip/registered_io.hpp"

#include <array>
#include <new>

namespace ws2::provider::tcpip {
namespace {

struct Entry {
    std::atomic<std::uint64_t> number{0}; // 0: free
    std::atomic<char*> start{nullptr};
    std::atomic<std::uint32_t> size{0};
    std::uint32_t generation = 0;   // guarded by table_lock, as is next_free
    std::uint32_t next_free = none; // index

    static constexpr std::uint32_t none = 0xFFFFFFFFU;
};

constexpr std::size_t chunk_entries = 256;
constexpr std::size_t most_chunks = 4096;
using Chunk = std::array<Entry, chunk_entries>;

constinit std::array<std::atomic<Chunk*>, most_chunks> chunks{};
constinit std::mutex table_lock;
constinit std::uint32_t first_free = Entry::none; // guarded by table_lock
constinit std::uint32_t used = 0;                 // guarded by table_lock

// Above 32 bits the generation, which is not 0: never RIO_INVALID_BUFFERID.
std::uint64_t number_of(std::uint32_t index, std::uint32_t generation) noexcept {
    return (std::uint64_t{generation} << 32U) | index;
}

Entry* entry_at(std::uint64_t index) noexcept {
    if (index / chunk_entries >= most_chunks)
        return nullptr;
    Chunk* const chunk = chunks[index / chunk_entries].load(std::memory_order_acquire);
    return chunk != nullptr ? &(*chunk)[index % chunk_entries] : nullptr;
}

// With table_lock held; none if memory or the table is used up.
std::uint32_t take_index() noexcept {
    if (first_free != Entry::none) {
        const std::uint32_t index = first_free;
        first_free = entry_at(index)->next_free;
        return index;
    }
    if (used / chunk_entries >= most_chunks)
        return Entry::none;
    std::atomic<Chunk*>& place = chunks[used / chunk_entries];
    if (place.load(std::memory_order_relaxed) == nullptr) {
        auto* const chunk = new (std::nothrow) Chunk;
        if (chunk == nullptr)
            return Entry::none;
        place.store(chunk, std::memory_order_release);
    }
    return used++;
}

bool is_there(const char* start, DWORD size) noexcept {
    char ignored = 0;
    return start != nullptr && kernel::copy_from_user(&ignored, start, 1) &&
           kernel::copy_from_user(&ignored, start + size - 1, 1);
}

} // namespace

RIO_BUFFERID PASCAL rio_register_buffer(PCHAR start, DWORD size) {
    if (size == 0 || !is_there(start, size)) {
        WSASetLastError(size == 0 ? WSAEINVAL : WSAEFAULT);
        return RIO_INVALID_BUFFERID;
    }
    const std::lock_guard guard(table_lock);
    const std::uint32_t index = take_index();
    if (index == Entry::none) {
        WSASetLastError(WSAENOBUFS);
        return RIO_INVALID_BUFFERID;
    }
    Entry& entry = *entry_at(index);
    if (++entry.generation == 0)
        entry.generation = 1;
    entry.start.store(start, std::memory_order_release); // who reads it sees the old number gone
    entry.size.store(size, std::memory_order_release);
    const std::uint64_t number = number_of(index, entry.generation);
    entry.number.store(number, std::memory_order_release);
    return reinterpret_cast<RIO_BUFFERID>(number);
}

VOID PASCAL rio_deregister_buffer(RIO_BUFFERID id) {
    auto number = reinterpret_cast<std::uint64_t>(id);
    Entry* const entry = entry_at(number & 0xFFFFFFFFU);
    const std::lock_guard guard(table_lock);
    if (number == 0 || entry == nullptr || !entry->number.compare_exchange_strong(number, 0))
        return;
    entry->next_free = first_free;
    first_free = static_cast<std::uint32_t>(number);
}

int find_slice(const RIO_BUF& wanted, Slice& slice) noexcept {
    const auto number = reinterpret_cast<std::uint64_t>(wanted.BufferId);
    const Entry* const entry = entry_at(number & 0xFFFFFFFFU);
    if (number == 0 || entry == nullptr || entry->number.load(std::memory_order_acquire) != number)
        return WSAEFAULT;
    char* const start = entry->start.load(std::memory_order_acquire);
    const std::uint32_t size = entry->size.load(std::memory_order_acquire);
    // What was read belongs together only if the number still stands.
    if (entry->number.load(std::memory_order_relaxed) != number || wanted.Offset > size ||
        wanted.Length > size - wanted.Offset)
        return WSAEFAULT;
    slice = {start + wanted.Offset, wanted.Length};
    return 0;
}

} // namespace ws2::provider::tcpip
