// Room win32: between the A and the W form of a call, and text into a caller's buffer.
#pragma once

#include "base/text_as.hpp"
#include "win32/call.hpp"

#include <cstring>
#include <string>
#include <string_view>

namespace ws2::win32 {

template<typename Char>
std::size_t length_of(const Char* text) noexcept {
    std::size_t length = 0;
    while (text[length] != 0)
        ++length;
    return length;
}

inline std::string narrow(const WCHAR* text) {
    static_assert(sizeof(WCHAR) == sizeof(char16_t));
    return text == nullptr
               ? std::string()
               : base::to_utf8({reinterpret_cast<const char16_t*>(text), length_of(text)});
}

inline constexpr int kTruncated = 80; // STRUNCATE

template<typename Char>
std::string utf8_of(const Char* text) {
    if constexpr (sizeof(Char) == 1)
        return text == nullptr ? std::string() : std::string(text);
    else
        return narrow(text);
}

// As most calls that give text do: with the NUL if it fits, and then the length without it; else
// nothing, and the size that is needed.
template<typename Char>
DWORD give_text(std::string_view text, Char* buffer, DWORD size) {
    const auto whole = base::text_as<Char>(text);
    if (whole.size() >= size || buffer == nullptr)
        return static_cast<DWORD>(whole.size() + 1);
    std::memcpy(buffer, whole.c_str(), (whole.size() + 1) * sizeof(Char));
    return static_cast<DWORD>(whole.size());
}

} // namespace ws2::win32
