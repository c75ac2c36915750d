// Room win32: VirtualAlloc and its kin, over mmap.
#include "win32/pages.hpp"

#include "win32/call.hpp"

#include <cerrno>
#include <map>
#include <memoryapi.h>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

using namespace ws2::win32;

namespace ws2::win32 {

int protection_of(DWORD protect) noexcept {
    switch (protect & 0xff) {
    case PAGE_NOACCESS: return PROT_NONE;
    case PAGE_READONLY: return PROT_READ;
    case PAGE_READWRITE:
    case PAGE_WRITECOPY: return PROT_READ | PROT_WRITE;
    case PAGE_EXECUTE: return PROT_EXEC;
    case PAGE_EXECUTE_READ: return PROT_READ | PROT_EXEC;
    case PAGE_EXECUTE_READWRITE: return PROT_READ | PROT_WRITE | PROT_EXEC;
    default: return -1;
    }
}

} // namespace ws2::win32

namespace {

constexpr std::size_t kGranularity = 65536;

struct Region {
    std::size_t size = 0;
    DWORD protect = 0; // the last change's
    DWORD first_protect = 0;
};

// What VirtualAlloc reserved, by address. Never destroyed: threads may outlive static objects.
struct Regions {
    std::mutex mutex;
    std::map<std::uintptr_t, Region> by_address;
};
Regions& regions() {
    static auto* all = new Regions;
    return *all;
}

std::size_t page_size() noexcept {
    static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size;
}

std::size_t rounded(std::size_t size) noexcept {
    return (size + page_size() - 1) & ~(page_size() - 1);
}

// Address space at a multiple of 64 KiB, or null.
void* reserve(std::size_t size, int protection) noexcept {
    void* raw = mmap(nullptr, size + kGranularity, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (raw == MAP_FAILED)
        return nullptr;
    const auto start = reinterpret_cast<std::uintptr_t>(raw);
    const std::uintptr_t aligned = (start + kGranularity - 1) & ~(kGranularity - 1);
    if (aligned != start)
        munmap(raw, aligned - start);
    if (const std::size_t behind = start + kGranularity - aligned)
        munmap(reinterpret_cast<void*>(aligned + size), behind);
    auto* memory = reinterpret_cast<void*>(aligned);
    if (protection != PROT_NONE && mprotect(memory, size, protection) != 0) {
        munmap(memory, size);
        return nullptr;
    }
    return memory;
}

// The region around an address.
std::map<std::uintptr_t, Region>::iterator region_of(Regions& all, std::uintptr_t address) {
    auto at = all.by_address.upper_bound(address);
    if (at == all.by_address.begin())
        return all.by_address.end();
    --at;
    return address < at->first + at->second.size ? at : all.by_address.end();
}

LPVOID commit(LPVOID address, std::size_t size, DWORD protect, int protection) {
    Regions& all = regions();
    std::lock_guard lock(all.mutex);
    const auto start = reinterpret_cast<std::uintptr_t>(address) & ~(page_size() - 1);
    const std::size_t length = rounded(reinterpret_cast<std::uintptr_t>(address) + size - start);
    const auto region = region_of(all, start);
    if (region == all.by_address.end() || start + length > region->first + region->second.size)
        return failure<LPVOID>(ERROR_INVALID_ADDRESS, nullptr);
    if (mprotect(reinterpret_cast<void*>(start), length, protection) != 0)
        return fail_errno(), nullptr;
    region->second.protect = protect;
    return reinterpret_cast<LPVOID>(start);
}

int decommit(Regions& all, std::uintptr_t address, std::size_t size) {
    const auto region = region_of(all, address);
    if (region == all.by_address.end())
        return ERROR_INVALID_ADDRESS;
    const std::uintptr_t start = size == 0 ? region->first : address & ~(page_size() - 1);
    const std::uintptr_t end =
        size == 0 ? region->first + region->second.size : rounded(address + size);
    if (end > region->first + region->second.size)
        return ERROR_INVALID_PARAMETER;
    void* again = mmap(reinterpret_cast<void*>(start), end - start, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    return again == MAP_FAILED ? windows_error(errno) : 0;
}

} // namespace

bool ws2::win32::reserved_around(std::uintptr_t address, Reserved& out) {
    Regions& all = regions();
    std::lock_guard lock(all.mutex);
    const auto region = region_of(all, address);
    if (region == all.by_address.end())
        return false;
    out = {region->first, region->first + region->second.size, region->second.first_protect};
    return true;
}

extern "C" {

LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType,
                           DWORD flProtect) {
    return contained<LPVOID>(nullptr, [&]() -> LPVOID {
        const int protection = protection_of(flProtect);
        if (dwSize == 0 || protection < 0 || (flAllocationType & (MEM_COMMIT | MEM_RESERVE)) == 0)
            return failure<LPVOID>(ERROR_INVALID_PARAMETER, nullptr);
        if (flAllocationType & MEM_LARGE_PAGES)
            return failure<LPVOID>(ERROR_NOT_SUPPORTED, nullptr);
        if (lpAddress != nullptr && (flAllocationType & MEM_RESERVE) == 0)
            return commit(lpAddress, dwSize, flProtect, protection);
        const bool committed = (flAllocationType & MEM_COMMIT) != 0;
        const std::size_t size = rounded(dwSize);
        Regions& all = regions();
        std::lock_guard lock(all.mutex);
        void* memory = nullptr;
        if (lpAddress != nullptr) {
            const auto wanted = reinterpret_cast<std::uintptr_t>(lpAddress) & ~(kGranularity - 1);
            memory = mmap(reinterpret_cast<void*>(wanted), size, committed ? protection : PROT_NONE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
            if (memory == MAP_FAILED)
                return failure<LPVOID>(ERROR_INVALID_ADDRESS, nullptr);
        } else {
            memory = reserve(size, committed ? protection : PROT_NONE);
            if (memory == nullptr)
                return failure<LPVOID>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
        }
        all.by_address[reinterpret_cast<std::uintptr_t>(memory)] = {size, flProtect, flProtect};
        return memory;
    });
}

BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType) {
    return contained(FALSE, [&] {
        Regions& all = regions();
        std::lock_guard lock(all.mutex);
        const auto address = reinterpret_cast<std::uintptr_t>(lpAddress);
        if (dwFreeType == MEM_DECOMMIT)
            return outcome(decommit(all, address, dwSize));
        if (dwFreeType != MEM_RELEASE || dwSize != 0)
            return outcome(ERROR_INVALID_PARAMETER);
        const auto region = all.by_address.find(address);
        if (region == all.by_address.end())
            return outcome(ERROR_INVALID_ADDRESS);
        munmap(lpAddress, region->second.size);
        all.by_address.erase(region);
        return TRUE;
    });
}

// The old protection is that of the region's last change.
BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect,
                           PDWORD lpflOldProtect) {
    return contained(FALSE, [&] {
        const int protection = protection_of(flNewProtect);
        if (protection < 0 || lpflOldProtect == nullptr)
            return outcome(lpflOldProtect ? ERROR_INVALID_PARAMETER : ERROR_NOACCESS);
        const auto address = reinterpret_cast<std::uintptr_t>(lpAddress);
        const std::uintptr_t start = address & ~(page_size() - 1);
        if (mprotect(reinterpret_cast<void*>(start), rounded(address + dwSize - start),
                     protection) != 0)
            return outcome(errno == ENOMEM ? ERROR_INVALID_ADDRESS : windows_error(errno));
        Regions& all = regions();
        std::lock_guard lock(all.mutex);
        const auto region = region_of(all, start);
        *lpflOldProtect =
            region == all.by_address.end() ? DWORD{PAGE_READWRITE} : region->second.protect;
        if (region != all.by_address.end())
            region->second.protect = flNewProtect;
        return TRUE;
    });
}

BOOL WINAPI VirtualLock(LPVOID lpAddress, SIZE_T dwSize) {
    if (mlock(lpAddress, dwSize) == 0)
        return TRUE;
    return outcome(errno == ENOMEM || errno == EPERM ? ERROR_WORKING_SET_QUOTA
                                                     : windows_error(errno));
}

BOOL WINAPI VirtualUnlock(LPVOID lpAddress, SIZE_T dwSize) {
    return outcome(munlock(lpAddress, dwSize) == 0 ? 0 : ERROR_NOT_LOCKED);
}
}
