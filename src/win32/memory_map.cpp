// Room win32: what lies at an address, as /proc/self/maps tells: VirtualQuery, IsBadReadPtr.
#include "win32/call.hpp"
#include "win32/pages.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <winbase.h>

using namespace ws2::win32;

namespace {

constexpr std::uintptr_t kHighest = 0x00007FFFFFFEFFFF;

struct Mapping {
    std::uintptr_t start = 0;
    std::uintptr_t end = 0;
    char access[5] = {}; // "rwxp"
    bool of_file = false;
};

DWORD protection_of(const Mapping& from) noexcept {
    const bool reads = from.access[0] == 'r';
    const bool writes = from.access[1] == 'w';
    const bool copies = writes && from.of_file && from.access[3] == 'p';
    if (from.access[2] == 'x')
        return copies   ? PAGE_EXECUTE_WRITECOPY
               : writes ? PAGE_EXECUTE_READWRITE
               : reads  ? PAGE_EXECUTE_READ
                        : PAGE_EXECUTE;
    return copies   ? PAGE_WRITECOPY
           : writes ? PAGE_READWRITE
           : reads  ? PAGE_READONLY
                    : PAGE_NOACCESS;
}

// Calls `see` with one mapping after the other, in their order, until it returns false. False if
// /proc does not tell.
template<typename See>
bool each_mapping(See see) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/maps", "re"),
                                                               std::fclose);
    if (file == nullptr)
        return false;
    char line[8192];
    while (std::fgets(line, sizeof line, file.get()) != nullptr) {
        Mapping mapping;
        unsigned long start = 0;
        unsigned long end = 0;
        unsigned long inode = 0;
        if (std::sscanf(line, "%lx-%lx %4s %*x %*s %lu", &start, &end, mapping.access, &inode) != 4)
            continue;
        mapping.start = start;
        mapping.end = end;
        mapping.of_file = inode != 0;
        if (!see(mapping))
            break;
    }
    return true;
}

bool alike(const Mapping& a, const Mapping& b) noexcept {
    return a.end == b.start && a.of_file == b.of_file &&
           std::memcmp(a.access, b.access, sizeof a.access) == 0;
}

// The mapping around the address, with those behind that are like it; without one, `end` is where
// the next begins and `start` is 0.
bool mapping_around(std::uintptr_t address, Mapping& out) {
    out = {};
    out.end = kHighest + 1;
    return each_mapping([&](const Mapping& each) {
        if (out.start != 0 && !alike(out, each))
            return false;
        if (out.start != 0) {
            out.end = each.end;
            return true;
        }
        if (address < each.start) {
            out.end = std::min(out.end, each.start);
            return false;
        }
        if (address < each.end)
            out = each;
        return true;
    });
}

void* pointer(std::uintptr_t address) noexcept {
    return reinterpret_cast<void*>(address);
}

MEMORY_BASIC_INFORMATION describe(std::uintptr_t page, const Mapping& mapping) {
    MEMORY_BASIC_INFORMATION info{};
    info.BaseAddress = pointer(page);
    if (mapping.start == 0) {
        info.State = MEM_FREE;
        info.Protect = PAGE_NOACCESS;
        info.RegionSize = mapping.end - page;
        return info;
    }
    info.Protect = info.AllocationProtect = protection_of(mapping);
    info.AllocationBase = pointer(mapping.start);
    info.State = MEM_COMMIT;
    std::uintptr_t end = mapping.end;
    Reserved reserved;
    if (reserved_around(page, reserved)) {
        info.AllocationBase = pointer(reserved.start);
        info.AllocationProtect = reserved.protect;
        end = std::min(end, reserved.end);
        if (info.Protect == PAGE_NOACCESS) {
            info.State = MEM_RESERVE;
            info.Protect = 0;
        }
    }
    info.RegionSize = end - page;
    info.Type = !mapping.of_file ? MEM_PRIVATE : mapping.access[3] == 's' ? MEM_MAPPED : MEM_IMAGE;
    return info;
}

// Whether all of it has the access, which is a place in "rwx".
bool has_access(const void* memory, std::size_t size, int access) {
    std::uintptr_t at = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t end = at + size;
    if (end < at)
        return false;
    each_mapping([&](const Mapping& each) {
        if (each.end <= at)
            return true;
        if (each.start > at || each.access[access] == '-')
            return false;
        at = each.end;
        return at < end;
    });
    return at >= end;
}

BOOL is_bad(const void* memory, std::size_t size, int access) {
    return contained(TRUE, [=] { return size != 0 && !has_access(memory, size, access); });
}

} // namespace

extern "C" {

SIZE_T WINAPI VirtualQuery(LPCVOID lpAddress, PMEMORY_BASIC_INFORMATION lpBuffer, SIZE_T dwLength) {
    return contained(SIZE_T{0}, [&] {
        const auto address = reinterpret_cast<std::uintptr_t>(lpAddress);
        if (dwLength < sizeof *lpBuffer)
            return failure(ERROR_BAD_LENGTH, SIZE_T{0});
        Mapping mapping;
        if (address > kHighest || !mapping_around(address, mapping))
            return failure(ERROR_INVALID_PARAMETER, SIZE_T{0});
        constexpr std::uintptr_t page = 4096;
        *lpBuffer = describe(address & ~(page - 1), mapping);
        return sizeof *lpBuffer;
    });
}

BOOL WINAPI IsBadReadPtr(const VOID* lp, UINT_PTR ucb) {
    return is_bad(lp, ucb, 0);
}

BOOL WINAPI IsBadWritePtr(LPVOID lp, UINT_PTR ucb) {
    return is_bad(lp, ucb, 1);
}

BOOL WINAPI IsBadCodePtr(FARPROC lpfn) {
    return is_bad(reinterpret_cast<const void*>(lpfn), 1, 2);
}
}
