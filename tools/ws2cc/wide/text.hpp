// tools - UTF-8 of the narrow facets, wide.
#pragma once

#include <cstdlib>
#include <string>

namespace ws2cc {

inline std::wstring widened(const std::string& text) {
    std::wstring wide(text.size(), L'\0');
    const std::size_t length = std::mbstowcs(&wide[0], text.c_str(), wide.size());
    wide.resize(length == static_cast<std::size_t>(-1) ? 0 : length);
    return wide;
}

inline std::string narrowed(const wchar_t* text, std::size_t length) {
    std::string out;
    std::mbstate_t state{};
    for (std::size_t i = 0; i < length; ++i) {
        char octets[4];
        const std::size_t count = std::wcrtomb(octets, text[i], &state);
        if (count == static_cast<std::size_t>(-1))
            out += "\xEF\xBF\xBD"; // U+FFFD for half a pair
        else
            out.append(octets, count);
    }
    return out;
}

} // namespace ws2cc
