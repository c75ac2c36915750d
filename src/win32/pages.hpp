// Room win32: Windows' page protection as mmap's.
#pragma once

#include <cstdint>
#include <minwindef.h>

namespace ws2::win32 {

// PROT_ flags of a PAGE_ value; -1 if it is none.
int protection_of(DWORD protect) noexcept;

// What one VirtualAlloc reserved.
struct Reserved {
    std::uintptr_t start = 0;
    std::uintptr_t end = 0;
    DWORD protect = 0; // as it was asked for first
};
// False if the address lies in none.
bool reserved_around(std::uintptr_t address, Reserved& out);

} // namespace ws2::win32
