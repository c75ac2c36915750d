// Room win32: MultiByteToWideChar and WideCharToMultiByte.
#include "base/surrogate.hpp"
#include "win32/text.hpp"

#include <stringapiset.h>

using namespace ws2::win32;

namespace {

constexpr UINT kAscii = 20127;
constexpr UINT kLatin1 = 28591;
constexpr UINT kWestern = 1252;
constexpr char32_t kReplacement = 0xFFFD;

// What 1252 has where Latin-1 has control characters.
constexpr char16_t kWesternUpper[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool is_utf8(UINT page) noexcept {
    return page <= CP_THREAD_ACP || page == CP_UTF8;
}

bool is_known(UINT page) noexcept {
    return is_utf8(page) || page == kAscii || page == kLatin1 || page == kWestern;
}

// Gets one character of UTF-8; `valid` false: the octets taken are no character.
char32_t next_utf8(const char*& at, const char* end, bool& valid) noexcept {
    const auto octet = [](const char* p) { return static_cast<unsigned char>(*p); };
    const unsigned char lead = octet(at++);
    valid = true;
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t value = lead & (0x3F >> more);
    valid = lead >= 0xC2 && lead <= 0xF4;
    for (int i = 0; i < more && valid; ++i) {
        // The second octet's range depends on the first: no surrogates, no overlong forms.
        const unsigned char low = i == 0 && lead == 0xE0   ? 0xA0
                                  : i == 0 && lead == 0xF0 ? 0x90
                                                           : 0x80;
        const unsigned char high = i == 0 && lead == 0xED   ? 0x9F
                                   : i == 0 && lead == 0xF4 ? 0x8F
                                                            : 0xBF;
        valid = at != end && octet(at) >= low && octet(at) <= high;
        if (valid)
            value = value << 6 | (octet(at++) & 0x3F);
    }
    return valid ? value : kReplacement;
}

// Units into a buffer that may be too small, or absent: then they are only counted.
template<typename Unit>
class Sink {
public:
    Sink(Unit* buffer, int size) : buffer_(buffer), size_(size) {}
    void put(Unit unit) {
        if (size_ != 0 && count_ < size_)
            buffer_[count_] = unit;
        ++count_;
    }
    bool full() const { return size_ != 0 && count_ > size_; }
    int count() const { return count_; }

private:
    Unit* buffer_;
    int size_;
    int count_ = 0;
};

void put_utf16(Sink<WCHAR>& sink, char32_t c) {
    if (c >= 0x10000) {
        sink.put(static_cast<WCHAR>(0xD7C0 + (c >> 10)));
        sink.put(static_cast<WCHAR>(0xDC00 + (c & 0x3FF)));
    } else {
        sink.put(static_cast<WCHAR>(c));
    }
}

void put_utf8(Sink<char>& sink, char32_t c) {
    const auto put = [&](char32_t octet) { sink.put(static_cast<char>(octet)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

char32_t next_utf16(const WCHAR*& at, const WCHAR* end, bool& valid) noexcept {
    const char32_t unit = static_cast<char16_t>(*at++);
    valid = !ws2::base::is_lead(unit) && !ws2::base::is_trail(unit);
    if (valid)
        return unit;
    if (ws2::base::is_lead(unit) && at != end && ws2::base::is_trail(static_cast<char16_t>(*at))) {
        valid = true;
        return ws2::base::joined(unit, static_cast<char16_t>(*at++));
    }
    return kReplacement;
}

// The octet of a character in a page of single octets, or -1.
int octet_of(UINT page, char32_t c) noexcept {
    if (page == kWestern && c >= 0x80) {
        for (int i = 0; i < 32; ++i) {
            if (kWesternUpper[i] == c)
                return 0x80 + i;
        }
        return c >= 0xA0 && c <= 0xFF ? static_cast<int>(c) : -1;
    }
    return c < (page == kAscii ? 0x80U : 0x100U) ? static_cast<int>(c) : -1;
}

template<typename Unit>
bool good_areas(const Unit* from, int length, const void* to, int size) noexcept {
    return from != nullptr && length != 0 && length >= -1 && size >= 0 &&
           (size == 0 || to != nullptr) && static_cast<const void*>(from) != to;
}

template<typename Unit>
const Unit* end_of(const Unit* from, int length) noexcept {
    if (length >= 0)
        return from + length;
    while (*from != 0)
        ++from;
    return from + 1; // with the NUL
}

} // namespace

extern "C" {

int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCCH lpMultiByteStr, int cbMultiByte,
                               LPWSTR lpWideCharStr, int cchWideChar) {
    if (!is_known(CodePage) || !good_areas(lpMultiByteStr, cbMultiByte, lpWideCharStr, cchWideChar))
        return failure(ERROR_INVALID_PARAMETER, 0);
    const DWORD allowed =
        CodePage == CP_UTF8
            ? DWORD{MB_ERR_INVALID_CHARS}
            : DWORD{MB_PRECOMPOSED | MB_COMPOSITE | MB_USEGLYPHCHARS | MB_ERR_INVALID_CHARS};
    if (dwFlags & ~allowed)
        return failure(ERROR_INVALID_FLAGS, 0);
    Sink<WCHAR> sink(lpWideCharStr, cchWideChar);
    const char* end = end_of(lpMultiByteStr, cbMultiByte);
    for (const char* at = lpMultiByteStr; at != end;) {
        bool valid = true;
        char32_t c;
        if (is_utf8(CodePage)) {
            c = next_utf8(at, end, valid);
        } else {
            c = static_cast<unsigned char>(*at++);
            if (CodePage == kWestern && c >= 0x80 && c < 0xA0)
                c = kWesternUpper[c - 0x80];
            if (CodePage == kAscii && c >= 0x80) {
                valid = false;
                c = kReplacement;
            }
        }
        if (!valid && (dwFlags & MB_ERR_INVALID_CHARS))
            return failure(ERROR_NO_UNICODE_TRANSLATION, 0);
        put_utf16(sink, c);
    }
    return sink.full() ? failure(ERROR_INSUFFICIENT_BUFFER, 0) : sink.count();
}

int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWCH lpWideCharStr, int cchWideChar,
                               LPSTR lpMultiByteStr, int cbMultiByte, LPCCH lpDefaultChar,
                               LPBOOL lpUsedDefaultChar) {
    if (!is_known(CodePage) || !good_areas(lpWideCharStr, cchWideChar, lpMultiByteStr, cbMultiByte))
        return failure(ERROR_INVALID_PARAMETER, 0);
    // UTF-8 asked for by its number has every character; as the ANSI page it takes the arguments.
    if (CodePage == CP_UTF8 && (lpDefaultChar != nullptr || lpUsedDefaultChar != nullptr))
        return failure(ERROR_INVALID_PARAMETER, 0);
    if (CodePage == CP_UTF8 && (dwFlags & ~DWORD{WC_ERR_INVALID_CHARS}))
        return failure(ERROR_INVALID_FLAGS, 0);
    Sink<char> sink(lpMultiByteStr, cbMultiByte);
    const WCHAR* end = end_of(lpWideCharStr, cchWideChar);
    bool used = false;
    for (const WCHAR* at = lpWideCharStr; at != end;) {
        bool valid = true;
        const char32_t c = next_utf16(at, end, valid);
        if (!valid && (dwFlags & WC_ERR_INVALID_CHARS))
            return failure(ERROR_NO_UNICODE_TRANSLATION, 0);
        if (is_utf8(CodePage)) {
            put_utf8(sink, c);
            continue;
        }
        const int octet = valid ? octet_of(CodePage, c) : -1;
        used = used || octet < 0;
        sink.put(octet >= 0 ? static_cast<char>(octet) : lpDefaultChar ? *lpDefaultChar : '?');
    }
    if (lpUsedDefaultChar != nullptr)
        *lpUsedDefaultChar = used;
    return sink.full() ? failure(ERROR_INSUFFICIENT_BUFFER, 0) : sink.count();
}

UINT WINAPI GetACP(VOID) {
    return CP_UTF8;
}

UINT WINAPI GetOEMCP(VOID) {
    return CP_UTF8;
}

BOOL WINAPI IsValidCodePage(UINT CodePage) {
    return CodePage > CP_THREAD_ACP && is_known(CodePage);
}

BOOL WINAPI IsDBCSLeadByte(BYTE) {
    return FALSE;
}
}
