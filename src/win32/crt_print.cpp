// Room win32: printf and its relatives for programs.
#include "win32/format.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <climits>
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

const char16_t* units(const WCHAR* text) noexcept {
    return reinterpret_cast<const char16_t*>(text);
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
}
