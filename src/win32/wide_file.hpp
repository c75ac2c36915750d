// Room win32: one 16-bit character from a file of UTF-8, and back into it.
#pragma once

#include <cstdio>

namespace ws2::win32 {

// -1 at the end, and for octets that are not UTF-8 (EILSEQ).
int get_unit(std::FILE* file) noexcept;
bool unget_unit(char16_t unit, std::FILE* file) noexcept;

} // namespace ws2::win32
