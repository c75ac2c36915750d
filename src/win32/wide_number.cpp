// Room win32: wcstol, wcstod and their like on 16-bit characters: libc reads the digits, which are
// ASCII.
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <cctype>
#include <cinttypes>
#include <cstdlib>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

bool of_a_number(char16_t c) noexcept {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.' || c == ',' ||
                        c == '(' || c == ')' || c == '_');
}

template<typename Value, typename Read>
Value number(const WCHAR* text, WCHAR** end, Read read) {
    return contained(Value(), [&] {
        const WCHAR* start = text;
        while (is_space(*start))
            ++start;
        std::string digits;
        for (const WCHAR* at = start; of_a_number(*at); ++at)
            digits.push_back(static_cast<char>(*at));
        char* stop = nullptr;
        const Value value = read(digits.c_str(), &stop);
        if (end != nullptr)
            *end =
                const_cast<WCHAR*>(stop == digits.c_str() ? text : start + (stop - digits.c_str()));
        return value;
    });
}

} // namespace

extern "C" {

#define WS2_INTEGER(type, wide, read)                                                              \
    type wide(const WCHAR* text, WCHAR** end, int radix) {                                         \
        return number<type>(text, end,                                                             \
                            [radix](const char* t, char** e) { return read(t, e, radix); });       \
    }
WS2_INTEGER(long, ws2_wcstol, std::strtol)
WS2_INTEGER(unsigned long, ws2_wcstoul, std::strtoul)
WS2_INTEGER(long long, ws2_wcstoll, std::strtoll)
WS2_INTEGER(unsigned long long, ws2_wcstoull, std::strtoull)
WS2_INTEGER(intmax_t, ws2_wcstoimax, std::strtoimax)
WS2_INTEGER(uintmax_t, ws2_wcstoumax, std::strtoumax)
#undef WS2_INTEGER

float ws2_wcstof(const WCHAR* text, WCHAR** end) {
    return number<float>(text, end, [](const char* t, char** e) { return std::strtof(t, e); });
}
double ws2_wcstod(const WCHAR* text, WCHAR** end) {
    return number<double>(text, end, [](const char* t, char** e) { return std::strtod(t, e); });
}
long double ws2_wcstold(const WCHAR* text, WCHAR** end) {
    return number<long double>(text, end,
                               [](const char* t, char** e) { return std::strtold(t, e); });
}

int _wtoi(const WCHAR* text) {
    return static_cast<int>(ws2_wcstoll(text, nullptr, 10));
}
long _wtol(const WCHAR* text) {
    return ws2_wcstol(text, nullptr, 10);
}
long long _wtoll(const WCHAR* text) {
    return ws2_wcstoll(text, nullptr, 10);
}
double _wtof(const WCHAR* text) {
    return ws2_wcstod(text, nullptr);
}
}
