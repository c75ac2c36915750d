// Room win32: shlwapi's strings.
#include "win32/format.hpp"
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <cstdarg>
#include <shlwapi.h>
#include <stringapiset.h>

#include <winbase.h>

using namespace ws2::win32;

namespace {

template<typename Char>
char16_t unit(Char c) noexcept {
    return static_cast<std::make_unsigned_t<decltype(+c)>>(c) & (sizeof(Char) == 1 ? 0xFF : 0xFFFF);
}

template<typename Char>
char16_t folded(Char c) noexcept {
    const char16_t value = unit(c);
    return sizeof(Char) == 1 && value >= 0x80 ? value : unicode_lower(value);
}

template<typename Char>
bool begins(const Char* text, const Char* with, bool fold) noexcept {
    for (; *with != 0; ++text, ++with) {
        if (fold ? folded(*text) != folded(*with) : *text != *with)
            return false;
    }
    return true;
}

template<typename Char>
Char* find(const Char* text, const Char* sought, bool fold) noexcept {
    if (text == nullptr || sought == nullptr || *sought == 0)
        return nullptr;
    for (; *text != 0; ++text) {
        if (begins(text, sought, fold))
            return const_cast<Char*>(text);
    }
    return nullptr;
}

// The last one that begins before `end`.
template<typename Char>
Char* find_last(const Char* text, const Char* end, const Char* sought) noexcept {
    if (text == nullptr || sought == nullptr || *sought == 0)
        return nullptr;
    for (const Char* at = end != nullptr ? end : text + length_of(text); at-- > text;) {
        if (begins(at, sought, true))
            return const_cast<Char*>(at);
    }
    return nullptr;
}

template<typename Char>
Char* find_unit(const Char* text, WORD sought, bool fold) noexcept {
    for (; text != nullptr && *text != 0; ++text) {
        if (fold ? folded(*text) == folded(static_cast<Char>(sought)) : unit(*text) == sought)
            return const_cast<Char*>(text);
    }
    return nullptr;
}

template<typename Char>
Char* find_last_unit(const Char* text, const Char* end, WORD sought) noexcept {
    if (text == nullptr)
        return nullptr;
    for (const Char* at = end != nullptr ? end : text + length_of(text); at-- > text;) {
        if (unit(*at) == sought)
            return const_cast<Char*>(at);
    }
    return nullptr;
}

template<typename Char>
int compare(const Char* a, const Char* b, int most, bool fold) noexcept {
    for (int i = 0; i < most; ++i) {
        const int x = fold ? folded(a[i]) : unit(a[i]);
        const int y = fold ? folded(b[i]) : unit(b[i]);
        if (x != y)
            return x < y ? -1 : 1;
        if (x == 0)
            return 0;
    }
    return 0;
}

// How many of the first characters are in the set, or are not.
template<typename Char>
int span(const Char* text, const Char* set, bool in) noexcept {
    int count = 0;
    while (text != nullptr && text[count] != 0 &&
           (find_unit(set, unit(text[count]), false) != nullptr) == in)
        ++count;
    return count;
}

template<typename Char>
Char* duplicate(const Char* text) noexcept {
    const std::size_t size = text != nullptr ? (length_of(text) + 1) * sizeof(Char) : 0;
    void* const made = LocalAlloc(LMEM_FIXED, std::max(size, sizeof(Char)));
    if (made == nullptr)
        return nullptr;
    if (text != nullptr)
        std::memcpy(made, text, size);
    else
        static_cast<Char*>(made)[0] = 0;
    return static_cast<Char*>(made);
}

template<typename Char>
Char* concatenate(Char* to, const Char* from, int size) noexcept {
    int at = static_cast<int>(length_of(to));
    for (; at + 1 < size && *from != 0; ++from)
        to[at++] = *from;
    if (at < size)
        to[at] = 0;
    return to;
}

template<typename Char>
bool to_number(const Char* text, bool hexadecimal, LONGLONG& out) noexcept {
    while (*text == ' ' || *text == '\t' || *text == '\n')
        ++text;
    const bool negative = *text == '-';
    if (*text == '-' || *text == '+')
        ++text;
    const bool hex = hexadecimal && text[0] == '0' && folded(text[1]) == 'x';
    unsigned long long value = 0;
    bool any = false;
    for (text += hex ? 2 : 0;; ++text, any = true) {
        const char16_t c = folded(*text);
        const bool digit = c >= '0' && c <= '9';
        if (!digit && !(hex && c >= 'a' && c <= 'f'))
            break;
        value = value * (hex ? 16 : 10) + (digit ? c - u'0' : c - u'a' + 10U);
    }
    out = static_cast<LONGLONG>(negative ? 0 - value : value);
    return any;
}

template<typename Char>
int integer(const Char* text) noexcept {
    LONGLONG out = 0;
    return text != nullptr && to_number(text, false, out) ? static_cast<int>(out) : 0;
}

template<typename Char, typename Number>
BOOL integer_ex(const Char* text, DWORD flags, Number* to) noexcept {
    LONGLONG out = 0;
    const bool good = text != nullptr && to_number(text, (flags & STIF_SUPPORT_HEX) != 0, out);
    if (to != nullptr)
        *to = static_cast<Number>(good ? out : 0);
    return good;
}

template<typename Char>
BOOL trim(Char* text, const Char* set) noexcept {
    if (text == nullptr || set == nullptr)
        return FALSE;
    const auto in_set = [&](Char c) { return find_unit(set, unit(c), false) != nullptr; };
    const std::size_t count = length_of(text);
    std::size_t first = 0;
    std::size_t last = count;
    while (first < count && in_set(text[first]))
        ++first;
    while (last > first && in_set(text[last - 1]))
        --last;
    std::copy(text + first, text + last, text);
    text[last - first] = 0;
    return last - first != count;
}

// Characters written, or -1 where they did not fit.
template<typename Char>
int give_print(Char* to, int size, const std::basic_string<Char>& text) noexcept {
    if (to == nullptr || size <= 0)
        return -1;
    const std::size_t count = std::min(text.size(), static_cast<std::size_t>(size) - 1);
    std::memcpy(to, text.data(), count * sizeof(Char));
    to[count] = 0;
    return count < text.size() ? -1 : static_cast<int>(count);
}

} // namespace

#define FORMS(A, Text, Buffer)                                                                     \
    Buffer WINAPI StrStr##A(Text pszFirst, Text pszSrch) {                                         \
        return find(pszFirst, pszSrch, false);                                                     \
    }                                                                                              \
    Buffer WINAPI StrStrI##A(Text pszFirst, Text pszSrch) {                                        \
        return find(pszFirst, pszSrch, true);                                                      \
    }                                                                                              \
    Buffer WINAPI StrChr##A(Text pszStart, WORD wMatch) {                                          \
        return find_unit(pszStart, wMatch, false);                                                 \
    }                                                                                              \
    Buffer WINAPI StrChrI##A(Text pszStart, WORD wMatch) {                                         \
        return find_unit(pszStart, wMatch, true);                                                  \
    }                                                                                              \
    Buffer WINAPI StrRChr##A(Text pszStart, Text pszEnd, WORD wMatch) {                            \
        return find_last_unit(pszStart, pszEnd, wMatch);                                           \
    }                                                                                              \
    Buffer WINAPI StrRStrI##A(Text pszSource, Text pszLast, Text pszSrch) {                        \
        return find_last(pszSource, pszLast, pszSrch);                                             \
    }                                                                                              \
    int WINAPI StrCmpN##A(Text psz1, Text psz2, int nChar) {                                       \
        return compare(psz1, psz2, nChar, false);                                                  \
    }                                                                                              \
    int WINAPI StrCmpNI##A(Text psz1, Text psz2, int nChar) {                                      \
        return compare(psz1, psz2, nChar, true);                                                   \
    }                                                                                              \
    int WINAPI StrSpn##A(Text psz, Text pszSet) {                                                  \
        return span(psz, pszSet, true);                                                            \
    }                                                                                              \
    int WINAPI StrCSpn##A(Text pszStr, Text pszSet) {                                              \
        return span(pszStr, pszSet, false);                                                        \
    }                                                                                              \
    Buffer WINAPI StrPBrk##A(Text psz, Text pszSet) {                                              \
        const int at = span(psz, pszSet, false);                                                   \
        return psz != nullptr && psz[at] != 0 ? const_cast<Buffer>(psz + at) : nullptr;            \
    }                                                                                              \
    Buffer WINAPI StrDup##A(Text pszSrch) {                                                        \
        return duplicate(pszSrch);                                                                 \
    }                                                                                              \
    Buffer WINAPI StrCatBuff##A(Buffer pszDest, Text pszSrc, int cchDestBuffSize) {                \
        return concatenate(pszDest, pszSrc, cchDestBuffSize);                                      \
    }                                                                                              \
    int WINAPI StrToInt##A(Text pszSrc) {                                                          \
        return integer(pszSrc);                                                                    \
    }                                                                                              \
    BOOL WINAPI StrToIntEx##A(Text pszString, DWORD dwFlags, int* piRet) {                         \
        return integer_ex(pszString, dwFlags, piRet);                                              \
    }                                                                                              \
    BOOL WINAPI StrToInt64Ex##A(Text pszString, DWORD dwFlags, LONGLONG* pllRet) {                 \
        return integer_ex(pszString, dwFlags, pllRet);                                             \
    }                                                                                              \
    BOOL WINAPI StrTrim##A(Buffer psz, Text pszTrimChars) {                                        \
        return trim(psz, pszTrimChars);                                                            \
    }                                                                                              \
    int WINAPIV wnsprintf##A(Buffer pszDest, int cchDest, Text pszFmt, ...) {                      \
        va_list list;                                                                              \
        va_start(list, pszFmt);                                                                    \
        const int result = wvnsprintf##A(pszDest, cchDest, pszFmt, list);                          \
        va_end(list);                                                                              \
        return result;                                                                             \
    }

extern "C" {
FORMS(A, LPCSTR, LPSTR)
FORMS(W, LPCWSTR, LPWSTR)

int WINAPI wvnsprintfA(LPSTR pszDest, int cchDest, LPCSTR pszFmt, va_list arglist) {
    return contained(-1,
                     [&] { return give_print(pszDest, cchDest, format_narrow(pszFmt, arglist)); });
}
int WINAPI wvnsprintfW(LPWSTR pszDest, int cchDest, LPCWSTR pszFmt, va_list arglist) {
    return contained(-1, [&] {
        return give_print(reinterpret_cast<char16_t*>(pszDest), cchDest,
                          format_wide(reinterpret_cast<const char16_t*>(pszFmt), arglist));
    });
}
int WINAPI StrCmpW(LPCWSTR psz1, LPCWSTR psz2) {
    return lstrcmpW(psz1, psz2);
}
int WINAPI StrCmpIW(LPCWSTR psz1, LPCWSTR psz2) {
    return lstrcmpiW(psz1, psz2);
}
LPWSTR WINAPI StrCpyW(LPWSTR psz1, LPCWSTR psz2) {
    return lstrcpyW(psz1, psz2);
}
LPWSTR WINAPI StrCpyNW(LPWSTR pszDst, LPCWSTR pszSrc, int cchMax) {
    return lstrcpynW(pszDst, pszSrc, cchMax);
}
LPWSTR WINAPI StrCatW(LPWSTR psz1, LPCWSTR psz2) {
    return lstrcatW(psz1, psz2);
}
}
