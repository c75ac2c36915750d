// Tools: text and bytes as people and JSON readers want them.
#pragma once

#include <string>
#include <string_view>
#include <winsock2.h>

namespace tools {

std::string to_utf8(const WCHAR* text);
std::basic_string<WCHAR> to_wide(std::string_view utf8);

// With the quotation marks around it.
std::string json_quote(std::string_view text);

// "0a1b2c", no separators.
std::string hex(std::string_view bytes);

// The bytes between quotation marks; what is not printable ASCII becomes an escape (\n, \x00).
std::string readable(std::string_view bytes);

} // namespace tools
