// Room win32: a file's HANDLE is its descriptor; standard input, whose descriptor is 0, has another
// number for a handle, because NULL means "none".
#pragma once

#include <cstdint>
#include <minwindef.h>

namespace ws2::win32 {

// The descriptor; -1 for handles of objects and for rubbish.
int descriptor_of(HANDLE handle) noexcept;
inline HANDLE handle_of(int descriptor) noexcept {
    return reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(descriptor));
}

} // namespace ws2::win32
