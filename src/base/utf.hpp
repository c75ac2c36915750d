// Room base: UTF-8 to UTF-16 and back. Windows' wide strings are UTF-16 whatever wchar_t is here.
#pragma once

#include <string>
#include <string_view>

namespace ws2::base {

// Ill-formed input becomes U+FFFD, so neither function fails but for memory (std::bad_alloc).
std::u16string to_utf16(std::string_view utf8);
std::string to_utf8(std::u16string_view utf16);

} // namespace ws2::base
