// Room win32: single characters: their class, case in a buffer, steps back, and code pages' facts.
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <winnls.h>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

bool is_ascii_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}
bool is_ascii_lower(char c) noexcept {
    return c >= 'a' && c <= 'z';
}
bool is_ascii_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

template<typename Char, typename Fold>
DWORD fold_buffer(Char* text, DWORD length, Fold fold) noexcept {
    std::transform(text, text + length, text, fold);
    return length;
}

// The ANSI and the OEM code page are one: UTF-8.
BOOL copy_octets(const char* from, char* to, std::size_t length) noexcept {
    if (from == nullptr || to == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    std::memmove(to, from, length);
    return TRUE;
}

template<typename Info>
BOOL give_page(UINT page, Info& out) noexcept {
    const UINT real = page <= CP_THREAD_ACP ? UINT{CP_UTF8} : page;
    if (!IsValidCodePage(real))
        return outcome(ERROR_INVALID_PARAMETER);
    out = {};
    out.MaxCharSize = real == CP_UTF8 ? 4 : 1;
    out.DefaultChar[0] = '?';
    return TRUE;
}

template<typename Info>
BOOL give_page_and_name(UINT page, Info& out) {
    return contained(FALSE, [&] {
        if (!give_page(page, out))
            return FALSE;
        out.CodePage = page <= CP_THREAD_ACP ? UINT{CP_UTF8} : page;
        out.UnicodeDefaultChar = out.CodePage == CP_UTF8 ? 0xFFFD : '?';
        const std::string name = std::to_string(out.CodePage);
        give_text(name, out.CodePageName, MAX_PATH);
        return TRUE;
    });
}

} // namespace

extern "C" {

BOOL WINAPI IsCharAlphaA(CHAR ch) {
    return is_ascii_upper(ch) || is_ascii_lower(ch);
}
BOOL WINAPI IsCharAlphaW(WCHAR ch) {
    return ws2_iswctype(ch, C1_ALPHA) != 0;
}
BOOL WINAPI IsCharAlphaNumericA(CHAR ch) {
    return is_ascii_upper(ch) || is_ascii_lower(ch) || is_ascii_digit(ch);
}
BOOL WINAPI IsCharAlphaNumericW(WCHAR ch) {
    return ws2_iswctype(ch, C1_ALPHA) != 0 || ws2_iswctype(ch, C1_DIGIT) != 0;
}
BOOL WINAPI IsCharUpperA(CHAR ch) {
    return is_ascii_upper(ch);
}
BOOL WINAPI IsCharUpperW(WCHAR ch) {
    return ws2_iswctype(ch, C1_UPPER) != 0;
}
BOOL WINAPI IsCharLowerA(CHAR ch) {
    return is_ascii_lower(ch);
}
BOOL WINAPI IsCharLowerW(WCHAR ch) {
    return ws2_iswctype(ch, C1_LOWER) != 0;
}

DWORD WINAPI CharUpperBuffA(LPSTR lpsz, DWORD cchLength) {
    return fold_buffer(lpsz, cchLength,
                       [](char c) { return is_ascii_lower(c) ? static_cast<char>(c - 32) : c; });
}
DWORD WINAPI CharUpperBuffW(LPWSTR lpsz, DWORD cchLength) {
    return fold_buffer(lpsz, cchLength, [](WCHAR c) { return WCHAR{unicode_upper(c)}; });
}
DWORD WINAPI CharLowerBuffA(LPSTR lpsz, DWORD cchLength) {
    return fold_buffer(lpsz, cchLength,
                       [](char c) { return is_ascii_upper(c) ? static_cast<char>(c + 32) : c; });
}
DWORD WINAPI CharLowerBuffW(LPWSTR lpsz, DWORD cchLength) {
    return fold_buffer(lpsz, cchLength, [](WCHAR c) { return WCHAR{unicode_lower(c)}; });
}

// A character of UTF-8 is passed whole.
LPSTR WINAPI CharPrevA(LPCSTR lpszStart, LPCSTR lpszCurrent) {
    while (lpszCurrent > lpszStart) {
        --lpszCurrent;
        if ((static_cast<unsigned char>(*lpszCurrent) & 0xC0) != 0x80)
            break;
    }
    return const_cast<LPSTR>(lpszCurrent);
}
LPWSTR WINAPI CharPrevW(LPCWSTR lpszStart, LPCWSTR lpszCurrent) {
    return const_cast<LPWSTR>(lpszCurrent > lpszStart ? lpszCurrent - 1 : lpszStart);
}

BOOL WINAPI CharToOemA(LPCSTR lpszSrc, LPSTR lpszDst) {
    return copy_octets(lpszSrc, lpszDst, lpszSrc ? std::strlen(lpszSrc) + 1 : 0);
}
BOOL WINAPI CharToOemBuffA(LPCSTR lpszSrc, LPSTR lpszDst, DWORD cchDstLength) {
    return copy_octets(lpszSrc, lpszDst, cchDstLength);
}
BOOL WINAPI CharToOemW(LPCWSTR lpszSrc, LPSTR lpszDst) {
    return contained(FALSE, [&] {
        const std::string text = narrow(lpszSrc);
        return copy_octets(lpszSrc ? text.c_str() : nullptr, lpszDst, text.size() + 1);
    });
}
BOOL WINAPI OemToCharA(LPCSTR lpszSrc, LPSTR lpszDst) {
    return CharToOemA(lpszSrc, lpszDst);
}
BOOL WINAPI OemToCharBuffA(LPCSTR lpszSrc, LPSTR lpszDst, DWORD cchDstLength) {
    return copy_octets(lpszSrc, lpszDst, cchDstLength);
}
BOOL WINAPI OemToCharW(LPCSTR lpszSrc, LPWSTR lpszDst) {
    return contained(FALSE, [&] {
        if (lpszSrc == nullptr || lpszDst == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const std::u16string text = ws2::base::text_as<char16_t>(std::string_view(lpszSrc));
        std::memcpy(lpszDst, text.c_str(), (text.size() + 1) * sizeof(WCHAR));
        return TRUE;
    });
}

BOOL WINAPI GetCPInfo(UINT CodePage, LPCPINFO lpCPInfo) {
    return lpCPInfo != nullptr ? give_page(CodePage, *lpCPInfo) : outcome(ERROR_INVALID_PARAMETER);
}
BOOL WINAPI GetCPInfoExA(UINT CodePage, DWORD, LPCPINFOEXA lpCPInfoEx) {
    return lpCPInfoEx != nullptr ? give_page_and_name(CodePage, *lpCPInfoEx)
                                 : outcome(ERROR_INVALID_PARAMETER);
}
BOOL WINAPI GetCPInfoExW(UINT CodePage, DWORD, LPCPINFOEXW lpCPInfoEx) {
    return lpCPInfoEx != nullptr ? give_page_and_name(CodePage, *lpCPInfoEx)
                                 : outcome(ERROR_INVALID_PARAMETER);
}
BOOL WINAPI IsDBCSLeadByteEx(UINT, BYTE) {
    return FALSE;
}
}
