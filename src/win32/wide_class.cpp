// Room win32: iswalpha, towupper and their like on 16-bit characters.
#include "win32/wide_class.hpp"

#include "base/surrogate.hpp"

#include <array>
#include <cstring>
#include <cwctype>
#include <locale.h>
#include <winnt.h>
#include <ws2/crt_wide.h>

namespace {

// Windows' bits of wctype_t.
constexpr unsigned short kUpper = 0x1;
constexpr unsigned short kLower = 0x2;
constexpr unsigned short kDigit = 0x4;
constexpr unsigned short kSpace = 0x8;
constexpr unsigned short kPunct = 0x10;
constexpr unsigned short kControl = 0x20;
constexpr unsigned short kBlank = 0x40;
constexpr unsigned short kHex = 0x80;
constexpr unsigned short kLetter = 0x100;

// Never given back: calls run until the process ends.
locale_t unicode() noexcept {
    static const locale_t made = [] {
        const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return utf8 != nullptr ? utf8 : newlocale(LC_CTYPE_MASK, "C", nullptr);
    }();
    return made;
}

bool half(unsigned short c) noexcept {
    return ws2::base::is_lead(c) || ws2::base::is_trail(c);
}

using Test = int(wint_t, locale_t);

int test(Test* is, unsigned short c) noexcept {
    return c != 0xFFFF && !half(c) && is(c, unicode()) != 0;
}

} // namespace

namespace ws2::win32 {

char16_t unicode_lower(char16_t c) noexcept {
    if (c < 0x80)
        return static_cast<char16_t>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const wint_t changed = half(c) ? c : towlower_l(c, unicode());
    return changed > 0xFFFF ? c : static_cast<char16_t>(changed);
}

char16_t unicode_upper(char16_t c) noexcept {
    if (c < 0x80)
        return static_cast<char16_t>(c >= 'a' && c <= 'z' ? c - 32 : c);
    const wint_t changed = half(c) ? c : towupper_l(c, unicode());
    return changed > 0xFFFF ? c : static_cast<char16_t>(changed);
}

bool is_space(char16_t c) noexcept {
    return ws2_iswspace(c) != 0;
}

} // namespace ws2::win32

extern "C" {

#define WS2_IS(name)                                                                               \
    int ws2_##name(unsigned short c) {                                                             \
        return test(name##_l, c);                                                                  \
    }
WS2_IS(iswalnum)
WS2_IS(iswalpha)
WS2_IS(iswblank)
WS2_IS(iswcntrl)
WS2_IS(iswdigit)
WS2_IS(iswgraph)
WS2_IS(iswlower)
WS2_IS(iswprint)
WS2_IS(iswpunct)
WS2_IS(iswupper)
WS2_IS(iswxdigit)
#undef WS2_IS

// A no-break space is one for Windows, not for Linux.
int ws2_iswspace(unsigned short c) {
    return c == 0xA0 || test(iswspace_l, c);
}

int ws2_iswctype(unsigned short c, unsigned short kinds) {
    return ((kinds & kUpper) != 0 && ws2_iswupper(c)) ||
           ((kinds & kLower) != 0 && ws2_iswlower(c)) ||
           ((kinds & kDigit) != 0 && ws2_iswdigit(c)) ||
           ((kinds & kSpace) != 0 && ws2_iswspace(c)) ||
           ((kinds & kPunct) != 0 && ws2_iswpunct(c)) ||
           ((kinds & kControl) != 0 && ws2_iswcntrl(c)) ||
           ((kinds & kBlank) != 0 && ws2_iswblank(c)) ||
           ((kinds & kHex) != 0 && ws2_iswxdigit(c)) || ((kinds & kLetter) != 0 && ws2_iswalpha(c));
}

unsigned short ws2_wctype(const char* name) {
    constexpr unsigned short alpha = kLetter | kUpper | kLower;
    struct Kind {
        const char* name;
        unsigned short bits;
    };
    static constexpr std::array<Kind, 12> kinds{{
        {"alnum", alpha | kDigit},
        {"alpha", alpha},
        {"blank", kBlank},
        {"cntrl", kControl},
        {"digit", kDigit},
        {"graph", alpha | kDigit | kPunct},
        {"lower", kLower},
        {"print", alpha | kDigit | kPunct | kBlank},
        {"punct", kPunct},
        {"space", kSpace},
        {"upper", kUpper},
        {"xdigit", kHex},
    }};
    for (const Kind& kind : kinds) {
        if (std::strcmp(kind.name, name) == 0)
            return kind.bits;
    }
    return 0;
}

unsigned short ws2_towlower(unsigned short c) {
    return ws2::win32::unicode_lower(c);
}
unsigned short ws2_towupper(unsigned short c) {
    return ws2::win32::unicode_upper(c);
}

unsigned short ws2_wctrans(const char* name) {
    if (std::strcmp(name, "tolower") == 0)
        return 1;
    return std::strcmp(name, "toupper") == 0 ? 2 : 0;
}
unsigned short ws2_towctrans(unsigned short c, unsigned short change) {
    if (change == 1)
        return ws2_towlower(c);
    return change == 2 ? ws2_towupper(c) : c;
}
}
