// Room win32: order, case and classes of characters: CompareString, LCMapString, GetStringType.
#include "win32/locale.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

template<typename Char>
std::size_t length_of_text(const Char* text, int length) noexcept {
    return length >= 0 ? static_cast<std::size_t>(length) : length_of(text);
}

bool is_letter(char16_t c) noexcept {
    return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : ws2_iswctype(c, C1_ALPHA) != 0;
}

// What decides first: signs, then digits, then letters, whatever their case.
unsigned primary(char16_t c) noexcept {
    const bool digit = c >= '0' && c <= '9';
    return (is_letter(c) ? 0x20000U : digit ? 0x10000U : 0U) + unicode_lower(c);
}

bool counts_last(char16_t c) noexcept {
    return c == '-' || c == '\'';
}

std::u16string counted(std::u16string_view text, DWORD flags) {
    std::u16string out;
    for (const char16_t c : text) {
        const bool sign = !is_letter(c) && !(c >= '0' && c <= '9') && c < 0x80;
        if (((flags & SORT_STRINGSORT) == 0 && counts_last(c)) ||
            ((flags & NORM_IGNORESYMBOLS) != 0 && sign))
            continue;
        out.push_back(c);
    }
    return out;
}

template<typename Key>
int order(std::u16string_view a, std::u16string_view b, Key key) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (key(a[i]) != key(b[i]))
            return key(a[i]) < key(b[i]) ? -1 : 1;
    }
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

int order(std::u16string_view a, std::u16string_view b, DWORD flags) {
    const std::u16string x = counted(a, flags);
    const std::u16string y = counted(b, flags);
    int result = order(x, y, primary);
    if (result == 0 && (flags & (NORM_IGNORECASE | LINGUISTIC_IGNORECASE)) == 0)
        result = order(x, y, [](char16_t c) { return c != unicode_lower(c); }); // small ones first
    if (result == 0 && (flags & NORM_IGNORESYMBOLS) == 0)
        result = order(a, b, [](char16_t c) { return counts_last(c) ? 0x40000U : primary(c); });
    return result;
}

int compare(bool known, DWORD flags, std::u16string_view a, std::u16string_view b) {
    constexpr DWORD good = NORM_IGNORECASE | LINGUISTIC_IGNORECASE | NORM_IGNORESYMBOLS |
                           SORT_STRINGSORT | NORM_LINGUISTIC_CASING | LOCALE_USE_CP_ACP;
    if (!known)
        return failure(ERROR_INVALID_PARAMETER, 0);
    if ((flags & ~good) != 0)
        return failure(ERROR_INVALID_FLAGS, 0);
    return CSTR_EQUAL + order(a, b, flags);
}

std::u16string_view view(const WCHAR* text, int length) noexcept {
    return {reinterpret_cast<const char16_t*>(text), length_of_text(text, length)};
}

std::u16string wide(const char* text, int length) {
    return ws2::base::text_as<char16_t>(std::string_view(text, length_of_text(text, length)));
}

template<typename Char>
int map(bool known, DWORD flags, const Char* from, int length, Char* to, int size) {
    return contained(0, [&] {
        flags &= ~DWORD{LCMAP_LINGUISTIC_CASING | LOCALE_USE_CP_ACP};
        if (!known || from == nullptr || length == 0 || size < 0 || (size > 0 && to == nullptr))
            return failure(ERROR_INVALID_PARAMETER, 0);
        if (flags != LCMAP_LOWERCASE && flags != LCMAP_UPPERCASE)
            return failure(ERROR_INVALID_FLAGS, 0);
        const std::size_t count = length_of_text(from, length) + (length < 0 ? 1 : 0);
        std::basic_string<char16_t> text;
        if constexpr (sizeof(Char) == 1)
            text = ws2::base::text_as<char16_t>(std::string_view(from, count));
        else
            text.assign(reinterpret_cast<const char16_t*>(from), count);
        for (char16_t& c : text)
            c = flags == LCMAP_LOWERCASE ? unicode_lower(c) : unicode_upper(c);
        const auto give = [&](const auto& result) {
            const int needed = static_cast<int>(result.size());
            if (size != 0 && size < needed)
                return failure(ERROR_INSUFFICIENT_BUFFER, 0);
            if (size != 0)
                std::memcpy(to, result.data(), result.size() * sizeof(Char));
            return needed;
        };
        if constexpr (sizeof(Char) == 1)
            return give(ws2::base::to_utf8(text));
        else
            return give(text);
    });
}

WORD kind_of(char16_t c) noexcept {
    WORD out = 0;
    for (const int bit : {C1_UPPER, C1_LOWER, C1_DIGIT, C1_SPACE, C1_PUNCT, C1_CNTRL, C1_BLANK,
                          C1_XDIGIT, C1_ALPHA}) {
        if (ws2_iswctype(c, static_cast<WORD>(bit)) != 0)
            out = static_cast<WORD>(out | bit);
    }
    return static_cast<WORD>(out | C1_DEFINED);
}

} // namespace

extern "C" {

int WINAPI CompareStringA(LCID Locale, DWORD dwCmpFlags, LPCCH lpString1, int cchCount1,
                          LPCCH lpString2, int cchCount2) {
    return contained(0, [&] {
        if (lpString1 == nullptr || lpString2 == nullptr)
            return failure(ERROR_INVALID_PARAMETER, 0);
        return compare(is_locale(Locale), dwCmpFlags, wide(lpString1, cchCount1),
                       wide(lpString2, cchCount2));
    });
}
int WINAPI CompareStringW(LCID Locale, DWORD dwCmpFlags, LPCWCH lpString1, int cchCount1,
                          LPCWCH lpString2, int cchCount2) {
    return contained(0, [&] {
        if (lpString1 == nullptr || lpString2 == nullptr)
            return failure(ERROR_INVALID_PARAMETER, 0);
        return compare(is_locale(Locale), dwCmpFlags, view(lpString1, cchCount1),
                       view(lpString2, cchCount2));
    });
}
int WINAPI CompareStringEx(LPCWSTR lpLocaleName, DWORD dwCmpFlags, LPCWCH lpString1, int cchCount1,
                           LPCWCH lpString2, int cchCount2, LPNLSVERSIONINFO, LPVOID, LPARAM) {
    return contained(0, [&] {
        if (lpString1 == nullptr || lpString2 == nullptr)
            return failure(ERROR_INVALID_PARAMETER, 0);
        return compare(is_locale_name(lpLocaleName), dwCmpFlags, view(lpString1, cchCount1),
                       view(lpString2, cchCount2));
    });
}
int WINAPI CompareStringOrdinal(LPCWCH lpString1, int cchCount1, LPCWCH lpString2, int cchCount2,
                                BOOL bIgnoreCase) {
    if (lpString1 == nullptr || lpString2 == nullptr || cchCount1 < -1 || cchCount2 < -1)
        return failure(ERROR_INVALID_PARAMETER, 0);
    return CSTR_EQUAL + order(view(lpString1, cchCount1), view(lpString2, cchCount2),
                              [&](char16_t c) { return bIgnoreCase ? unicode_upper(c) : c; });
}

int WINAPI LCMapStringA(LCID Locale, DWORD dwMapFlags, LPCSTR lpSrcStr, int cchSrc, LPSTR lpDestStr,
                        int cchDest) {
    return map(is_locale(Locale), dwMapFlags, lpSrcStr, cchSrc, lpDestStr, cchDest);
}
int WINAPI LCMapStringW(LCID Locale, DWORD dwMapFlags, LPCWSTR lpSrcStr, int cchSrc,
                        LPWSTR lpDestStr, int cchDest) {
    return map(is_locale(Locale), dwMapFlags, lpSrcStr, cchSrc, lpDestStr, cchDest);
}
int WINAPI LCMapStringEx(LPCWSTR lpLocaleName, DWORD dwMapFlags, LPCWSTR lpSrcStr, int cchSrc,
                         LPWSTR lpDestStr, int cchDest, LPNLSVERSIONINFO, LPVOID, LPARAM) {
    return contained(0, [&] {
        return map(is_locale_name(lpLocaleName), dwMapFlags, lpSrcStr, cchSrc, lpDestStr, cchDest);
    });
}

BOOL WINAPI GetStringTypeW(DWORD dwInfoType, LPCWCH lpSrcStr, int cchSrc, LPWORD lpCharType) {
    if (lpSrcStr == nullptr || lpCharType == nullptr || cchSrc == 0)
        return outcome(ERROR_INVALID_PARAMETER);
    if (dwInfoType != CT_CTYPE1)
        return outcome(ERROR_INVALID_FLAGS);
    const std::size_t count = length_of_text(lpSrcStr, cchSrc) + (cchSrc < 0 ? 1 : 0);
    std::transform(lpSrcStr, lpSrcStr + count, lpCharType,
                   [](WCHAR c) { return kind_of(static_cast<char16_t>(c)); });
    return TRUE;
}
BOOL WINAPI GetStringTypeExW(LCID, DWORD dwInfoType, LPCWCH lpSrcStr, int cchSrc,
                             LPWORD lpCharType) {
    return GetStringTypeW(dwInfoType, lpSrcStr, cchSrc, lpCharType);
}
}
