// Room win32: whose an id is.
#pragma once

#include <winnt.h>

namespace ws2::win32 {

// Whether the id that GetProcessId gives for the handle is still that process's. Asked after
// something was read by the id: the kernel may have given it to another one before.
bool process_has_id(HANDLE handle) noexcept;

} // namespace ws2::win32
