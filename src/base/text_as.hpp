// Room base: text in the width that a template's caller has: char is UTF-8, char16_t UTF-16.
#pragma once

#include "base/utf.hpp"

namespace ws2::base {

template<typename Unit>
std::basic_string<Unit> text_as(std::u16string_view text) {
    if constexpr (sizeof(Unit) == 1)
        return to_utf8(text);
    else
        return std::u16string(text);
}

template<typename Unit>
std::basic_string<Unit> text_as(std::string_view text) {
    if constexpr (sizeof(Unit) == 1)
        return std::string(text);
    else
        return to_utf16(text);
}

} // namespace ws2::base
