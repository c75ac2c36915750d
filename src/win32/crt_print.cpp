// Room win32: printf and its relatives for programs.
#include "win32/crt_invalid.hpp"
#include "win32/format.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <conio.h>
#include <cstdio>
#include <ws2/crt_print.h>

using namespace ws2::win32;

namespace {

template<typename Char>
int give(const std::basic_string<Char>& text, Char* to, std::size_t size) {
    if (to != nullptr && size != 0) {
        const std::size_t length = std::min(text.size(), size - 1);
        std::memcpy(to, text.data(), length * sizeof(Char));
        to[length] = 0;
    }
    return static_cast<int>(text.size());
}

int put(std::FILE* file, const std::string& text) {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size()
               ? static_cast<int>(text.size())
               : -1;
}

int print(std::FILE* file, const char* format, va_list list) {
    return contained(-1, [&] { return put(file, format_narrow(format, list)); });
}

int print(char* to, std::size_t size, const char* format, va_list list) {
    return contained(-1, [&] { return give(format_narrow(format, list), to, size); });
}

// -1 where the text does not fit; a text of exactly `size` characters has no NUL. Without a place
// the length is asked for.
int print_unended(char* to, std::size_t size, const char* format, va_list list) {
    return contained(-1, [&] {
        const std::string text = format_narrow(format, list);
        if (size != 0)
            std::memcpy(to, text.c_str(), std::min(text.size() + 1, size));
        return text.size() <= size || to == nullptr ? static_cast<int>(text.size()) : -1;
    });
}

// What is longer than `count` is cut without complaint, if that is shorter than the buffer.
int print_secure(char* to, std::size_t size, std::size_t count, const char* format, va_list list) {
    if (to == nullptr || size == 0 || format == nullptr)
        return refuse_text(to, size, EINVAL), -1;
    const std::size_t room = count < size ? count + 1 : size;
    const int length = print(to, room, format, list);
    if (length >= 0 && static_cast<std::size_t>(length) < room)
        return length;
    if (count != _TRUNCATE && count >= size)
        refuse_text(to, size, ERANGE);
    return -1;
}

const char16_t* units(const WCHAR* text) noexcept {
    return reinterpret_cast<const char16_t*>(text);
}

} // namespace

extern "C" {

int ws2_print_text(char* to, size_t size, const char* format, va_list list) {
    return print(to, size, format, list);
}

int ws2_print_wide_text(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    return contained(-1, [&] {
        return give(format_wide(units(format), list), reinterpret_cast<char16_t*>(to), size);
    });
}

int ws2_print_file(FILE* file, const char* format, va_list list) {
    return print(file, format, list);
}

int ws2_print_wide_file(FILE* file, const WCHAR* format, va_list list) {
    return contained(-1, [&] {
        const std::u16string text = format_wide(units(format), list);
        return put(file, ws2::base::to_utf8(text)) < 0 ? -1 : static_cast<int>(text.size());
    });
}

#define WS2_PRINTS(signature, last, call)                                                          \
    WINBASEAPI int signature {                                                                     \
        va_list list;                                                                              \
        va_start(list, last);                                                                      \
        const int result = call;                                                                   \
        va_end(list);                                                                              \
        return result;                                                                             \
    }

WS2_PRINTS(ws2_printf(const char* format, ...), format, print(stdout, format, list))
WS2_PRINTS(ws2_fprintf(FILE* file, const char* format, ...), format, print(file, format, list))
WS2_PRINTS(ws2_sprintf(char* to, const char* format, ...), format, print(to, INT_MAX, format, list))
WS2_PRINTS(ws2_snprintf(char* to, size_t size, const char* format, ...), format,
           print(to, size, format, list))
WS2_PRINTS(_snprintf(char* to, size_t size, const char* format, ...), format,
           print_unended(to, size, format, list))
WS2_PRINTS(_scprintf(const char* format, ...), format, print(nullptr, 0, format, list))
WS2_PRINTS(sprintf_s(char* to, size_t size, const char* format, ...), format,
           print_secure(to, size, size, format, list))
WS2_PRINTS(_snprintf_s(char* to, size_t size, size_t count, const char* format, ...), format,
           print_secure(to, size, count, format, list))
WS2_PRINTS(printf_s(const char* format, ...), format, print(stdout, format, list))
WS2_PRINTS(fprintf_s(FILE* file, const char* format, ...), format, print(file, format, list))
WS2_PRINTS(_cprintf(const char* format, ...), format, print(stdout, format, list))
#undef WS2_PRINTS

int _vsnprintf(char* to, size_t size, const char* format, va_list list) {
    return print_unended(to, size, format, list);
}
int _vscprintf(const char* format, va_list list) {
    return print(nullptr, 0, format, list);
}
int vsprintf_s(char* to, size_t size, const char* format, va_list list) {
    return print_secure(to, size, size, format, list);
}
int _vsnprintf_s(char* to, size_t size, size_t count, const char* format, va_list list) {
    return print_secure(to, size, count, format, list);
}
int vsnprintf_s(char* to, size_t size, size_t count, const char* format, va_list list) {
    return print_secure(to, size, count, format, list);
}
int vprintf_s(const char* format, va_list list) {
    return print(stdout, format, list);
}
int vfprintf_s(FILE* file, const char* format, va_list list) {
    return print(file, format, list);
}

WINBASEAPI int ws2_vprintf(const char* format, va_list list) {
    return print(stdout, format, list);
}
WINBASEAPI int ws2_vfprintf(FILE* file, const char* format, va_list list) {
    return print(file, format, list);
}
WINBASEAPI int ws2_vsprintf(char* to, const char* format, va_list list) {
    return print(to, INT_MAX, format, list);
}
WINBASEAPI int ws2_vsnprintf(char* to, size_t size, const char* format, va_list list) {
    return print(to, size, format, list);
}
}
