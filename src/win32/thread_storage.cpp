// Room win32: thread-local and fiber-local storage. A value counts only under the generation of its
// index, so freeing an index needs no visit to the threads that have values, but for callbacks.
#include "win32/thread_storage.hpp"

#include "nt/lock.hpp"
#include "nt/thread.hpp"
#include "win32/call.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <vector>
#include <winbase.h>

namespace nt = ws2::nt;
using ws2::win32::contained;
using ws2::win32::failure;
using ws2::win32::outcome;

namespace {

constexpr std::size_t kIndexes = 1088; // Windows' for thread-local storage

struct Value {
    std::atomic<std::uint32_t> generation{0};
    std::atomic<void*> value{nullptr};
};

} // namespace

namespace ws2::win32 {

// A thread's or a fiber's values, made with the first.
struct StorageBlock {
    std::array<Value, kIndexes> values;
    StorageBlock* next = nullptr;
    StorageBlock* previous = nullptr;
};

} // namespace ws2::win32

namespace {

using Block = ws2::win32::StorageBlock;

struct Index {
    std::atomic<std::uint32_t> generation{0}; // odd while the index is given out
    PFLS_CALLBACK_FUNCTION callback = nullptr;
};

enum Kind : std::size_t { kThread, kFiber };

constinit nt::Lock lock; // guards giving out indexes, callbacks, and the list of blocks
constinit std::array<std::array<Index, kIndexes>, 2> indexes{};
constinit std::array<Block*, 2> blocks{};
constinit thread_local std::array<Block*, 2> current{};

// Takes the value out, if it is of that generation. Null if there is none.
void* take(Value& value, std::uint32_t generation) noexcept {
    if (value.generation.load(std::memory_order_acquire) != generation)
        return nullptr;
    return value.value.exchange(nullptr, std::memory_order_acq_rel);
}

void end_block(Kind kind, Block* block) {
    if (!block)
        return;
    for (std::size_t i = 0; i < kIndexes && kind == kFiber; ++i) {
        PFLS_CALLBACK_FUNCTION callback = nullptr;
        void* value = nullptr;
        {
            std::lock_guard hold(lock);
            const Index& index = indexes[kFiber][i];
            callback = index.callback;
            if (callback)
                value = take(block->values[i], index.generation.load());
        }
        if (value)
            callback(value);
    }
    {
        std::lock_guard hold(lock);
        (block->previous ? block->previous->next : blocks[kind]) = block->next;
        if (block->next)
            block->next->previous = block->previous;
    }
    delete block;
}

void end_thread(nt::Thread&) {
    end_block(kFiber, std::exchange(current[kFiber], nullptr));
    end_block(kThread, std::exchange(current[kThread], nullptr));
}

// Null if there is no memory.
Block* make_block(Kind kind) {
    auto* const block = new (std::nothrow) Block;
    if (!block)
        return nullptr;
    nt::at_thread_end(end_thread);
    nt::Thread::current(); // its end is noticed
    std::lock_guard hold(lock);
    block->next = blocks[kind];
    if (blocks[kind])
        blocks[kind]->previous = block;
    blocks[kind] = block;
    return current[kind] = block;
}

DWORD allocate(Kind kind, PFLS_CALLBACK_FUNCTION callback) noexcept {
    std::lock_guard hold(lock);
    for (std::size_t i = 0; i < kIndexes; ++i) {
        Index& index = indexes[kind][i];
        if (index.generation.load() % 2 != 0)
            continue;
        index.generation.fetch_add(1);
        index.callback = callback;
        return static_cast<DWORD>(i);
    }
    return failure(ERROR_NO_MORE_ITEMS, ~DWORD{0});
}

// The generation under which an index is given out; 0 if it is not.
std::uint32_t generation_of(Kind kind, DWORD i) noexcept {
    const std::uint32_t generation =
        i < kIndexes ? indexes[kind][i].generation.load(std::memory_order_acquire) : 0;
    return generation % 2 != 0 ? generation : 0;
}

void* get(Kind kind, DWORD i) noexcept {
    const std::uint32_t generation = generation_of(kind, i);
    if (generation == 0)
        return failure<void*>(ERROR_INVALID_PARAMETER, nullptr);
    nt::set_last_error(0); // null may be the value
    if (!current[kind])
        return nullptr;
    const Value& value = current[kind]->values[i];
    return value.generation.load(std::memory_order_relaxed) == generation
               ? value.value.load(std::memory_order_relaxed)
               : nullptr;
}

int set(Kind kind, DWORD i, void* what) {
    const std::uint32_t generation = generation_of(kind, i);
    if (generation == 0)
        return ERROR_INVALID_PARAMETER;
    Block* const block = current[kind] ? current[kind] : make_block(kind);
    if (!block)
        return ERROR_NOT_ENOUGH_MEMORY;
    Value& value = block->values[i];
    value.value.store(what, std::memory_order_release);
    value.generation.store(generation, std::memory_order_release);
    return 0;
}

int free_index(Kind kind, DWORD i) {
    PFLS_CALLBACK_FUNCTION callback = nullptr;
    std::vector<void*> left;
    {
        std::lock_guard hold(lock);
        const std::uint32_t generation = generation_of(kind, i);
        if (generation == 0)
            return ERROR_INVALID_PARAMETER;
        callback = std::exchange(indexes[kind][i].callback, nullptr);
        for (Block* block = callback ? blocks[kind] : nullptr; block; block = block->next) {
            if (void* const value = take(block->values[i], generation))
                left.push_back(value);
        }
        indexes[kind][i].generation.store(generation + 1);
    }
    for (void* const value : left)
        callback(value);
    return 0;
}

} // namespace

namespace ws2::win32 {

StorageBlock* exchange_fiber_storage(StorageBlock* block) noexcept {
    return std::exchange(current[kFiber], block);
}

void end_fiber_storage(StorageBlock* block) {
    end_block(kFiber, block);
}

} // namespace ws2::win32

DWORD WINAPI TlsAlloc(VOID) {
    return allocate(kThread, nullptr);
}

LPVOID WINAPI TlsGetValue(DWORD dwTlsIndex) {
    return get(kThread, dwTlsIndex);
}

BOOL WINAPI TlsSetValue(DWORD dwTlsIndex, LPVOID lpTlsValue) {
    return contained(FALSE, [&] { return outcome(set(kThread, dwTlsIndex, lpTlsValue)); });
}

BOOL WINAPI TlsFree(DWORD dwTlsIndex) {
    return contained(FALSE, [&] { return outcome(free_index(kThread, dwTlsIndex)); });
}

DWORD WINAPI FlsAlloc(PFLS_CALLBACK_FUNCTION lpCallback) {
    return allocate(kFiber, lpCallback);
}

PVOID WINAPI FlsGetValue(DWORD dwFlsIndex) {
    return get(kFiber, dwFlsIndex);
}

BOOL WINAPI FlsSetValue(DWORD dwFlsIndex, PVOID lpFlsData) {
    return contained(FALSE, [&] { return outcome(set(kFiber, dwFlsIndex, lpFlsData)); });
}

BOOL WINAPI FlsFree(DWORD dwFlsIndex) {
    return contained(FALSE, [&] { return outcome(free_index(kFiber, dwFlsIndex)); });
}
