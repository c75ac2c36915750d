// Room win32: what Unicode says of a 16-bit character, whatever the C locale is.
#pragma once

namespace ws2::win32 {

char16_t unicode_lower(char16_t c) noexcept;
char16_t unicode_upper(char16_t c) noexcept;
bool is_space(char16_t c) noexcept;

} // namespace ws2::win32
