// Room win32: Windows' page protection as mmap's.
#pragma once

#include <minwindef.h>

namespace ws2::win32 {

// PROT_ flags of a PAGE_ value; -1 if it is none.
int protection_of(DWORD protect) noexcept;

} // namespace ws2::win32
