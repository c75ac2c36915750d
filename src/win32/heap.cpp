// Room win32: heaps, and the Global and Local blocks, over malloc.
//
// A block of HeapCreate's heaps begins with a header that links it to its heap, so that HeapDestroy
// can free what is left. Blocks of the process's heap, Global and Local blocks are malloc's own:
// one call's block may be freed by another, as programs do.
#include "win32/call.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <memoryapi.h>
#include <mutex>
#include <processthreadsapi.h>

using namespace ws2::win32;

namespace {

constexpr std::uint64_t kHeapMark = 0x7773324865617021; // a heap of HeapCreate

struct alignas(16) Block {
    Block* next;
    Block* previous;
    std::size_t size;
};

struct Heap {
    std::uint64_t mark = kHeapMark;
    std::size_t most = 0; // 0: grows without limit
    std::size_t used = 0;
    std::recursive_mutex mutex;  // HeapLock lets its thread allocate
    std::atomic<DWORD> owner{0}; // who holds it by HeapLock, so often:
    unsigned locks = 0;          // guarded by mutex
    Block ring{&ring, &ring, 0};
};

const char process_heap = 0;

bool is_process_heap(HANDLE handle) noexcept {
    return handle == static_cast<const void*>(&process_heap);
}

Heap* private_heap(HANDLE handle) noexcept {
    auto* heap = static_cast<Heap*>(handle);
    return heap != nullptr && heap->mark == kHeapMark ? heap : nullptr;
}

void link(Heap& heap, Block* block) noexcept {
    block->next = &heap.ring;
    block->previous = heap.ring.previous;
    block->previous->next = block;
    heap.ring.previous = block;
    heap.used += block->size;
}

void unlink(Heap& heap, Block* block) noexcept {
    block->previous->next = block->next;
    block->next->previous = block->previous;
    heap.used -= block->size;
}

void* allocate(Heap& heap, DWORD flags, std::size_t size) noexcept {
    std::lock_guard lock(heap.mutex);
    if (size > SIZE_MAX - sizeof(Block) || (heap.most != 0 && size > heap.most - heap.used))
        return nullptr;
    auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr)
        return nullptr;
    block->size = size;
    link(heap, block);
    if (flags & HEAP_ZERO_MEMORY)
        std::memset(block + 1, 0, size);
    return block + 1;
}

void release(Heap& heap, void* memory) noexcept {
    std::lock_guard lock(heap.mutex);
    Block* block = static_cast<Block*>(memory) - 1;
    unlink(heap, block);
    std::free(block);
}

// malloc's block, with the new end zeroed where that is asked for.
void* resize(void* memory, std::size_t size, bool zero) noexcept {
    const std::size_t before = memory ? malloc_usable_size(memory) : 0;
    void* moved = std::realloc(memory, size ? size : 1);
    if (moved != nullptr && zero && size > before)
        std::memset(static_cast<char*>(moved) + before, 0, size - before);
    return moved;
}

HGLOBAL allocate_block(UINT flags, std::size_t size) noexcept {
    void* block =
        flags & GMEM_ZEROINIT ? std::calloc(1, size ? size : 1) : std::malloc(size ? size : 1);
    return block ? block : failure<HGLOBAL>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
}

HGLOBAL resize_block(HGLOBAL block, std::size_t size, UINT flags) noexcept {
    if (flags & GMEM_MODIFY)
        return block; // blocks have no attributes to change
    void* moved = resize(block, size, (flags & GMEM_ZEROINIT) != 0);
    return moved ? moved : failure<HGLOBAL>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
}

std::size_t block_size(HGLOBAL block) noexcept {
    return block ? malloc_usable_size(block) : failure(ERROR_INVALID_HANDLE, std::size_t{0});
}

} // namespace

extern "C" {

HANDLE WINAPI GetProcessHeap(VOID) {
    return const_cast<char*>(&process_heap);
}

HANDLE WINAPI HeapCreate(DWORD, SIZE_T dwInitialSize, SIZE_T dwMaximumSize) {
    if (dwMaximumSize != 0 && dwInitialSize > dwMaximumSize)
        return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    auto* heap = new (std::nothrow) Heap;
    if (heap == nullptr)
        return failure<HANDLE>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
    heap->most = dwMaximumSize;
    return heap;
}

BOOL WINAPI HeapDestroy(HANDLE hHeap) {
    if (is_process_heap(hHeap))
        return outcome(ERROR_INVALID_HANDLE);
    Heap* heap = private_heap(hHeap);
    if (heap == nullptr)
        return outcome(ERROR_INVALID_HANDLE);
    while (heap->ring.next != &heap->ring) {
        Block* block = heap->ring.next;
        unlink(*heap, block);
        std::free(block);
    }
    heap->mark = 0;
    delete heap;
    return TRUE;
}

LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes) {
    if (is_process_heap(hHeap))
        return dwFlags & HEAP_ZERO_MEMORY ? std::calloc(1, dwBytes ? dwBytes : 1)
                                          : std::malloc(dwBytes ? dwBytes : 1);
    Heap* heap = private_heap(hHeap);
    return heap ? allocate(*heap, dwFlags, dwBytes) : nullptr;
}

LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem, SIZE_T dwBytes) {
    if (lpMem == nullptr)
        return nullptr;
    if (is_process_heap(hHeap)) {
        if (dwFlags & HEAP_REALLOC_IN_PLACE_ONLY)
            return dwBytes <= malloc_usable_size(lpMem) ? lpMem : nullptr;
        return resize(lpMem, dwBytes, (dwFlags & HEAP_ZERO_MEMORY) != 0);
    }
    Heap* heap = private_heap(hHeap);
    if (heap == nullptr)
        return nullptr;
    const std::size_t before = (static_cast<Block*>(lpMem) - 1)->size;
    if (dwFlags & HEAP_REALLOC_IN_PLACE_ONLY)
        return dwBytes <= before ? lpMem : nullptr;
    void* moved = allocate(*heap, dwFlags, dwBytes);
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, lpMem, before < dwBytes ? before : dwBytes);
    release(*heap, lpMem);
    return moved;
}

BOOL WINAPI HeapFree(HANDLE hHeap, DWORD, LPVOID lpMem) {
    if (lpMem == nullptr)
        return TRUE;
    if (is_process_heap(hHeap)) {
        std::free(lpMem);
        return TRUE;
    }
    Heap* heap = private_heap(hHeap);
    if (heap == nullptr)
        return outcome(ERROR_INVALID_HANDLE);
    release(*heap, lpMem);
    return TRUE;
}

SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD, LPCVOID lpMem) {
    if (lpMem == nullptr)
        return static_cast<SIZE_T>(-1);
    if (is_process_heap(hHeap))
        return malloc_usable_size(const_cast<void*>(lpMem));
    return private_heap(hHeap) ? (static_cast<const Block*>(lpMem) - 1)->size
                               : static_cast<SIZE_T>(-1);
}

BOOL WINAPI HeapValidate(HANDLE hHeap, DWORD, LPCVOID) {
    return is_process_heap(hHeap) || private_heap(hHeap) != nullptr;
}

// glibc ends the process when it finds a block corrupt.
BOOL WINAPI HeapSetInformation(HANDLE HeapHandle, HEAP_INFORMATION_CLASS HeapInformationClass,
                               PVOID, SIZE_T) {
    if (HeapHandle != nullptr && !is_process_heap(HeapHandle) &&
        private_heap(HeapHandle) == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    if (HeapInformationClass == HeapOptimizeResources)
        malloc_trim(0);
    return outcome(HeapInformationClass == HeapEnableTerminationOnCorruption ||
                           HeapInformationClass == HeapOptimizeResources
                       ? 0
                       : ERROR_NOT_SUPPORTED);
}

SIZE_T WINAPI HeapCompact(HANDLE, DWORD) {
    return failure(ERROR_NOT_SUPPORTED, SIZE_T{0});
}
BOOL WINAPI HeapLock(HANDLE hHeap) {
    if (is_process_heap(hHeap))
        return outcome(ERROR_NOT_SUPPORTED);
    Heap* heap = private_heap(hHeap);
    if (heap == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    heap->mutex.lock();
    heap->owner.store(GetCurrentThreadId());
    ++heap->locks;
    return TRUE;
}

BOOL WINAPI HeapUnlock(HANDLE hHeap) {
    if (is_process_heap(hHeap))
        return outcome(ERROR_NOT_SUPPORTED);
    Heap* heap = private_heap(hHeap);
    if (heap == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    if (heap->owner.load() != GetCurrentThreadId())
        return outcome(ERROR_NOT_LOCKED);
    if (--heap->locks == 0)
        heap->owner.store(0);
    heap->mutex.unlock();
    return TRUE;
}

HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes) {
    return allocate_block(uFlags, dwBytes);
}

HGLOBAL WINAPI GlobalReAlloc(HGLOBAL hMem, SIZE_T dwBytes, UINT uFlags) {
    return resize_block(hMem, dwBytes, uFlags);
}

HGLOBAL WINAPI GlobalFree(HGLOBAL hMem) {
    std::free(hMem);
    return nullptr;
}

LPVOID WINAPI GlobalLock(HGLOBAL hMem) {
    return hMem ? hMem : failure<LPVOID>(ERROR_INVALID_HANDLE, nullptr);
}

// A block that cannot move has a lock count of zero: FALSE, and no error.
BOOL WINAPI GlobalUnlock(HGLOBAL hMem) {
    return failure(hMem ? NO_ERROR : ERROR_INVALID_HANDLE, FALSE);
}

SIZE_T WINAPI GlobalSize(HGLOBAL hMem) {
    return block_size(hMem);
}

HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes) {
    return allocate_block(uFlags, uBytes);
}

HLOCAL WINAPI LocalReAlloc(HLOCAL hMem, SIZE_T uBytes, UINT uFlags) {
    return resize_block(hMem, uBytes, uFlags);
}

HLOCAL WINAPI LocalFree(HLOCAL hMem) {
    std::free(hMem);
    return nullptr;
}

LPVOID WINAPI LocalLock(HLOCAL hMem) {
    return GlobalLock(hMem);
}

BOOL WINAPI LocalUnlock(HLOCAL hMem) {
    return GlobalUnlock(hMem);
}

SIZE_T WINAPI LocalSize(HLOCAL hMem) {
    return block_size(hMem);
}
}
