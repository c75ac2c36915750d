// Room win32: the flags of handles that are no socket's. api has the entry points, which serve
// sockets, too.
#pragma once

#include <minwindef.h>

namespace ws2::win32 {

// 0 or an error.
int read_handle_flags(HANDLE handle, DWORD* flags) noexcept;
int change_handle_flags(HANDLE handle, DWORD mask, DWORD flags) noexcept;

} // namespace ws2::win32
