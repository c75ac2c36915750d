// Room win32: what FormatMessage says of a system error code.
#pragma once

namespace ws2::win32 {

// Null if the code is not known.
const char* message_text(unsigned code) noexcept;

} // namespace ws2::win32
