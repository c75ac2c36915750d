// Room win32: paths and modes as the program wrote them, for the functions of the C library.
#pragma once

#include "win32/crt_invalid.hpp"
#include "win32/file.hpp"
#include "win32/text.hpp"

#include <cerrno>
#include <ws2/crt_open.h>

namespace ws2::win32 {

// The body with the path as Linux has it, or as it is to be opened.
template<typename Char, typename Result, typename Body>
Result with_path(const Char* path, Result failed, Body body) {
    if (path == nullptr)
        return refuse_parameter(EINVAL), failed;
    return contained(failed, [&] { return body(linux_path(utf8_of(path)).c_str()); });
}
template<typename Char, typename Result, typename Body>
Result with_file(const Char* path, Result failed, Body body) {
    if (path == nullptr)
        return refuse_parameter(EINVAL), failed;
    return contained(failed,
                     [&] { return body(device_or_path(linux_path(utf8_of(path))).c_str()); });
}

// The mode without what Microsoft adds: t, S, R, T, D, ", ccs=..."; N is "closed by exec".
template<typename Char>
std::string mode_of(const Char* mode) {
    std::string out;
    for (; mode != nullptr && *mode != 0 && *mode != ','; ++mode) {
        if (*mode == 'N')
            out.push_back('e');
        else if (*mode > 0 && *mode < 0x80 && std::strchr("rwa+bx", static_cast<char>(*mode)))
            out.push_back(static_cast<char>(*mode));
    }
    return out;
}

constexpr int kTextModes = _O_TEXT | _O_BINARY | _O_WTEXT | _O_U16TEXT | _O_U8TEXT;

} // namespace ws2::win32
