// Room win32: printf as Microsoft's C library has it: long is 32 bits wide, I64 and I stand for 64
// bits, and %s and %S mean this character width and the other.
#pragma once

#include <cstdarg>
#include <string>

namespace ws2::win32 {

// The formatted text. `format` is UTF-8; %s is char* and %S WCHAR*.
std::string format_narrow(const char* format, va_list arguments);
// The same for a wide format: %s is WCHAR*, %S char*.
std::u16string format_wide(const char16_t* format, va_list arguments);
// As std::to_wstring wants it: a long has the 64 bits that it has here.
std::u16string format_wide_number(const char16_t* format, va_list arguments);

} // namespace ws2::win32
