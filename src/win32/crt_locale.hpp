// Room win32: setlocale with Windows' names of locales.
#pragma once

namespace ws2::win32 {

// A name that libc does not know, and Windows does, is the C locale with UTF-8 for text.
char* set_locale(int category, const char* name) noexcept;

} // namespace ws2::win32
