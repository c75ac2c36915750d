// Room win32: lstrcpy and its kin, case of letters, wsprintf.
#include "win32/format.hpp"
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <cstdarg>
#include <stringapiset.h>

using namespace ws2::win32;

namespace {

constexpr std::size_t kPrintMax = 1024; // wsprintf's limit, with the NUL

template<typename Char>
Char upper(Char c) noexcept {
    if constexpr (sizeof(Char) == 1)
        return static_cast<Char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    else
        return unicode_upper(c);
}

template<typename Char>
Char lower(Char c) noexcept {
    if constexpr (sizeof(Char) == 1)
        return static_cast<Char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    else
        return unicode_lower(c);
}

template<typename Char>
Char* copy(Char* to, const Char* from) noexcept {
    if (to == nullptr || from == nullptr)
        return nullptr;
    std::memmove(to, from, (length_of(from) + 1) * sizeof(Char));
    return to;
}

template<typename Char>
Char* copy_at_most(Char* to, const Char* from, int size) noexcept {
    if (to == nullptr || size <= 0)
        return nullptr;
    const std::size_t length =
        from ? std::min(length_of(from), static_cast<std::size_t>(size) - 1) : 0;
    if (length != 0)
        std::memmove(to, from, length * sizeof(Char));
    to[length] = 0;
    return to;
}

template<typename Char, typename Fold>
int compare(const Char* a, const Char* b, Fold fold) noexcept {
    if (a == nullptr || b == nullptr)
        return (a != nullptr) - (b != nullptr);
    for (;; ++a, ++b) {
        const auto x = static_cast<std::make_unsigned_t<decltype(+*a)>>(fold(*a));
        const auto y = static_cast<std::make_unsigned_t<decltype(+*b)>>(fold(*b));
        if (x != y)
            return x < y ? -1 : 1;
        if (*a == 0)
            return 0;
    }
}

// A string, or a character as the pointer's value.
template<typename Char, typename Fold>
Char* fold_text(Char* text, Fold fold) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(text);
    if (value < 0x10000)
        return reinterpret_cast<Char*>(static_cast<std::uintptr_t>(
            static_cast<std::make_unsigned_t<short>>(fold(static_cast<Char>(value)))));
    for (Char* at = text; *at != 0; ++at)
        *at = fold(*at);
    return text;
}

template<typename Char>
int give_print(Char* out, std::basic_string<Char> text) noexcept {
    const std::size_t length = std::min(text.size(), kPrintMax - 1);
    std::memcpy(out, text.data(), length * sizeof(Char));
    out[length] = 0;
    return static_cast<int>(length);
}

constexpr auto same = [](auto c) { return c; };
constexpr auto to_upper = [](auto c) { return upper(c); };
constexpr auto to_lower = [](auto c) { return lower(c); };

} // namespace

extern "C" {

int WINAPI lstrlenA(LPCSTR lpString) {
    return lpString ? static_cast<int>(length_of(lpString)) : 0;
}
int WINAPI lstrlenW(LPCWSTR lpString) {
    return lpString ? static_cast<int>(length_of(lpString)) : 0;
}
LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2) {
    return copy(lpString1, lpString2);
}
LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2) {
    return copy(lpString1, lpString2);
}
LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength) {
    return copy_at_most(lpString1, lpString2, iMaxLength);
}
LPWSTR WINAPI lstrcpynW(LPWSTR lpString1, LPCWSTR lpString2, int iMaxLength) {
    return copy_at_most(lpString1, lpString2, iMaxLength);
}
LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2) {
    if (lpString1 != nullptr && lpString2 != nullptr)
        copy(lpString1 + length_of(lpString1), lpString2);
    return lpString1;
}
LPWSTR WINAPI lstrcatW(LPWSTR lpString1, LPCWSTR lpString2) {
    if (lpString1 != nullptr && lpString2 != nullptr)
        copy(lpString1 + length_of(lpString1), lpString2);
    return lpString1;
}
int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2) {
    return compare(lpString1, lpString2, same);
}
int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2) {
    return compare(lpString1, lpString2, same);
}
int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2) {
    return compare(lpString1, lpString2, to_lower);
}
int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2) {
    return compare(lpString1, lpString2, to_lower);
}
LPSTR WINAPI CharUpperA(LPSTR lpsz) {
    return fold_text(lpsz, to_upper);
}
LPWSTR WINAPI CharUpperW(LPWSTR lpsz) {
    return fold_text(lpsz, to_upper);
}
LPSTR WINAPI CharLowerA(LPSTR lpsz) {
    return fold_text(lpsz, to_lower);
}
LPWSTR WINAPI CharLowerW(LPWSTR lpsz) {
    return fold_text(lpsz, to_lower);
}
// A character of UTF-8 is passed whole.
LPSTR WINAPI CharNextA(LPCSTR lpsz) {
    if (*lpsz != 0)
        ++lpsz;
    while ((static_cast<unsigned char>(*lpsz) & 0xC0) == 0x80)
        ++lpsz;
    return const_cast<LPSTR>(lpsz);
}
LPWSTR WINAPI CharNextW(LPCWSTR lpsz) {
    return const_cast<LPWSTR>(*lpsz != 0 ? lpsz + 1 : lpsz);
}

int WINAPI wvsprintfA(LPSTR lpOut, LPCSTR lpFmt, va_list arglist) {
    return contained(-1, [&] { return give_print(lpOut, format_narrow(lpFmt, arglist)); });
}
int WINAPI wvsprintfW(LPWSTR lpOut, LPCWSTR lpFmt, va_list arglist) {
    return contained(-1, [&] {
        return give_print(reinterpret_cast<char16_t*>(lpOut),
                          format_wide(reinterpret_cast<const char16_t*>(lpFmt), arglist));
    });
}
int WINAPIV wsprintfA(LPSTR lpOut, LPCSTR lpFmt, ...) {
    va_list list;
    va_start(list, lpFmt);
    const int result = wvsprintfA(lpOut, lpFmt, list);
    va_end(list);
    return result;
}
int WINAPIV wsprintfW(LPWSTR lpOut, LPCWSTR lpFmt, ...) {
    va_list list;
    va_start(list, lpFmt);
    const int result = wvsprintfW(lpOut, lpFmt, list);
    va_end(list);
    return result;
}
}
