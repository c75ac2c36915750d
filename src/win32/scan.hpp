// Room win32: scanf for programs: wide, narrow, and Microsoft's _s forms, which take the room of
// each text behind its pointer.
#pragma once

#include <cstdarg>
#include <cstdio>

namespace ws2::win32 {

// How many conversions were stored; EOF if the input ended before the first. `sized`: the _s form.
int scan_text(const char* text, const char* format, bool sized, va_list arguments);
int scan_wide_text(const char16_t* text, const char16_t* format, bool sized, va_list arguments);
int scan_file(std::FILE* file, const char* format, bool sized, va_list arguments);
int scan_wide_file(std::FILE* file, const char16_t* format, bool sized, va_list arguments);

} // namespace ws2::win32
