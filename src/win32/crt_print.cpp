// Room win32: printf and its relatives for programs, and the wide C library on 16-bit characters.
#include "win32/format.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cwctype>
#include <ws2/crt_wide.h>

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

const char16_t* units(const WCHAR* text) noexcept {
    return reinterpret_cast<const char16_t*>(text);
}

wint_t folded(WCHAR c) noexcept {
    return c < 0x80 ? static_cast<wint_t>(c >= 'A' && c <= 'Z' ? c + 32 : c)
                    : std::towlower(static_cast<wint_t>(c));
}

} // namespace

extern "C" {

int ws2_print_text(char* to, size_t size, const char* format, va_list list) {
    return contained(-1, [&] { return give(format_narrow(format, list), to, size); });
}

int ws2_print_wide_text(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    return contained(-1, [&] {
        return give(format_wide(units(format), list), reinterpret_cast<char16_t*>(to), size);
    });
}

int ws2_print_file(FILE* file, const char* format, va_list list) {
    return contained(-1, [&] { return put(file, format_narrow(format, list)); });
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

WS2_PRINTS(ws2_printf(const char* format, ...), format, ws2_print_file(stdout, format, list))
WS2_PRINTS(ws2_fprintf(FILE* file, const char* format, ...), format,
           ws2_print_file(file, format, list))
WS2_PRINTS(ws2_sprintf(char* to, const char* format, ...), format,
           ws2_print_text(to, INT_MAX, format, list))
WS2_PRINTS(ws2_snprintf(char* to, size_t size, const char* format, ...), format,
           ws2_print_text(to, size, format, list))
#undef WS2_PRINTS

WINBASEAPI int ws2_vprintf(const char* format, va_list list) {
    return ws2_print_file(stdout, format, list);
}
WINBASEAPI int ws2_vfprintf(FILE* file, const char* format, va_list list) {
    return ws2_print_file(file, format, list);
}
WINBASEAPI int ws2_vsprintf(char* to, const char* format, va_list list) {
    return ws2_print_text(to, INT_MAX, format, list);
}
WINBASEAPI int ws2_vsnprintf(char* to, size_t size, const char* format, va_list list) {
    return ws2_print_text(to, size, format, list);
}

size_t ws2_wcslen(const WCHAR* text) {
    return length_of(text);
}
WCHAR* ws2_wcscpy(WCHAR* to, const WCHAR* from) {
    return static_cast<WCHAR*>(std::memmove(to, from, (length_of(from) + 1) * sizeof(WCHAR)));
}
WCHAR* ws2_wcsncpy(WCHAR* to, const WCHAR* from, size_t count) {
    size_t i = 0;
    for (; i < count && from[i] != 0; ++i)
        to[i] = from[i];
    for (; i < count; ++i)
        to[i] = 0;
    return to;
}
WCHAR* ws2_wcscat(WCHAR* to, const WCHAR* from) {
    ws2_wcscpy(to + length_of(to), from);
    return to;
}
int ws2_wcsncmp(const WCHAR* a, const WCHAR* b, size_t count) {
    for (; count != 0; --count, ++a, ++b) {
        if (*a != *b)
            return *a < *b ? -1 : 1;
        if (*a == 0)
            break;
    }
    return 0;
}
int ws2_wcscmp(const WCHAR* a, const WCHAR* b) {
    return ws2_wcsncmp(a, b, SIZE_MAX);
}
int ws2_wcsnicmp(const WCHAR* a, const WCHAR* b, size_t count) {
    for (; count != 0; --count, ++a, ++b) {
        if (folded(*a) != folded(*b))
            return folded(*a) < folded(*b) ? -1 : 1;
        if (*a == 0)
            break;
    }
    return 0;
}
WCHAR* ws2_wcschr(const WCHAR* text, WCHAR c) {
    for (;; ++text) {
        if (*text == c)
            return const_cast<WCHAR*>(text);
        if (*text == 0)
            return nullptr;
    }
}
WCHAR* ws2_wcsrchr(const WCHAR* text, WCHAR c) {
    for (const WCHAR* at = text + length_of(text);; --at) {
        if (*at == c)
            return const_cast<WCHAR*>(at);
        if (at == text)
            return nullptr;
    }
}
WCHAR* ws2_wcsstr(const WCHAR* text, const WCHAR* part) {
    const size_t length = length_of(part);
    for (;; ++text) {
        if (ws2_wcsncmp(text, part, length) == 0)
            return const_cast<WCHAR*>(text);
        if (*text == 0)
            return nullptr;
    }
}
// Digits are ASCII: their octets are read as strtoll reads them.
long long ws2_wcstoll(const WCHAR* text, WCHAR** end, int radix) {
    char digits[128];
    size_t length = 0;
    for (; length + 1 < sizeof(digits) && text[length] != 0 && text[length] < 0x80; ++length)
        digits[length] = static_cast<char>(text[length]);
    digits[length] = 0;
    char* stop = nullptr;
    const long long value = std::strtoll(digits, &stop, radix);
    if (end != nullptr)
        *end = const_cast<WCHAR*>(text + (stop - digits));
    return value;
}
int ws2_fputws(const WCHAR* text, FILE* file) {
    return contained(-1, [&] { return put(file, narrow(text)); });
}
}
