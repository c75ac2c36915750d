// Room win32: mbrtowc, wcrtomb and their like: UTF-8 and 16-bit characters, one at a time or in
// strings, whatever the C locale is.
//
// Of a character outside the basic plane three octets give the first half of the pair and the
// fourth gives the second; the other way the first half gives nothing and the second four octets.
// In between the state says so. It uses mbstate_t as follows: __count is the number of octets in
// __wchb, or kHalf, and then __wch is the half.
#include "base/surrogate.hpp"
#include "base/utf.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cwchar>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

constexpr int kHalf = 16;
constexpr size_t kBad = static_cast<size_t>(-1);
constexpr size_t kMore = static_cast<size_t>(-2);

size_t bad(mbstate_t& state) noexcept {
    state = {};
    errno = EILSEQ;
    return kBad;
}

// How many octets a character has that begins with this one; 0: none does.
int length_by(unsigned char first) noexcept {
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool may_follow(const unsigned char* have, int count, unsigned char next) noexcept {
    if ((next & 0xC0) != 0x80)
        return false;
    if (count != 1)
        return true;
    switch (have[0]) {
    case 0xE0: return next >= 0xA0;
    case 0xED: return next < 0xA0;
    case 0xF0: return next >= 0x90;
    case 0xF4: return next < 0x90;
    default: return true;
    }
}

unsigned bits(unsigned char octet) noexcept {
    return octet & 0x3FU;
}

// The octets that are there give a unit, or -1.
int unit_of(const unsigned char* have, int count, int length) noexcept {
    if (length == 4 && count >= 3) {
        const unsigned top = (have[0] & 7U) << 18 | bits(have[1]) << 12 | bits(have[2]) << 6;
        if (count == 3)
            return static_cast<int>(0xD800 + ((top - 0x10000) >> 10));
        return static_cast<int>(0xDC00 + ((top | bits(have[3])) & 0x3FFU));
    }
    if (count != length)
        return -1;
    if (length == 2)
        return static_cast<int>((have[0] & 0x1FU) << 6 | bits(have[1]));
    return static_cast<int>((have[0] & 0xFU) << 12 | bits(have[1]) << 6 | bits(have[2]));
}

thread_local mbstate_t own_read{};
thread_local mbstate_t own_write{};

size_t put_octets(char* to, unsigned value) noexcept {
    if (value < 0x80) {
        to[0] = static_cast<char>(value);
        return 1;
    }
    const size_t length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; --i, value >>= 6)
        to[i] = static_cast<char>(0x80 | (value & 0x3F));
    to[0] = static_cast<char>((0xF00U >> length & 0xFF) | value);
    return length;
}

} // namespace

extern "C" {

int ws2_mbsinit(const mbstate_t* state) {
    return state == nullptr || state->__count == 0;
}

size_t ws2_mbrtowc(WCHAR* to, const char* text, size_t size, mbstate_t* given) {
    mbstate_t& state = given != nullptr ? *given : own_read;
    if (text == nullptr)
        return state.__count == 0 ? 0 : bad(state);
    unsigned char have[4];
    int count = state.__count;
    if (count < 0 || count > 3)
        return bad(state);
    std::memcpy(have, state.__value.__wchb, sizeof(have));
    for (size_t i = 0; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if (count == 0 && next < 0x80) {
            if (to != nullptr)
                *to = next;
            return next == 0 ? 0 : i + 1;
        }
        if (count == 0 ? length_by(next) == 0 : !may_follow(have, count, next))
            return bad(state);
        have[count++] = next;
        const int length = length_by(have[0]);
        const int unit = unit_of(have, count, length);
        if (unit >= 0) {
            if (to != nullptr)
                *to = static_cast<WCHAR>(unit);
            state.__count = count == length ? 0 : count;
            std::memcpy(state.__value.__wchb, have, sizeof(have));
            return i + 1;
        }
    }
    state.__count = count;
    std::memcpy(state.__value.__wchb, have, sizeof(have));
    return kMore;
}

size_t ws2_mbrlen(const char* text, size_t size, mbstate_t* given) {
    static thread_local mbstate_t own{};
    return ws2_mbrtowc(nullptr, text, size, given != nullptr ? given : &own);
}

size_t ws2_wcrtomb(char* to, WCHAR c, mbstate_t* given) {
    mbstate_t& state = given != nullptr ? *given : own_write;
    if (to == nullptr) {
        state = {};
        return 1;
    }
    if (state.__count == kHalf) {
        if (!ws2::base::is_trail(c))
            return bad(state);
        const char32_t whole = ws2::base::joined(state.__value.__wch, c);
        state = {};
        return put_octets(to, whole);
    }
    if (state.__count != 0 || ws2::base::is_trail(c))
        return bad(state);
    if (!ws2::base::is_lead(c))
        return put_octets(to, c);
    state.__count = kHalf;
    state.__value.__wch = c;
    return 0;
}

size_t ws2_mbsrtowcs(WCHAR* to, const char** from, size_t size, mbstate_t* given) {
    mbstate_t& state = given != nullptr ? *given : own_read;
    mbstate_t trial = state;
    const char* at = *from;
    size_t length = 0;
    for (; to == nullptr || length < size; ++length) {
        WCHAR unit = 0;
        const size_t used = ws2_mbrtowc(&unit, at, SIZE_MAX, &trial);
        if (used == kBad) {
            *from = to != nullptr ? at : *from;
            return kBad;
        }
        if (to != nullptr)
            to[length] = unit;
        if (unit == 0) {
            at = nullptr;
            break;
        }
        at += used;
    }
    if (to != nullptr) {
        *from = at;
        state = trial;
    }
    return length;
}

size_t ws2_wcsrtombs(char* to, const WCHAR** from, size_t size, mbstate_t* given) {
    mbstate_t& state = given != nullptr ? *given : own_write;
    mbstate_t trial = state;
    const WCHAR* at = *from;
    size_t length = 0;
    for (;; ++at) {
        char octets[4];
        const mbstate_t before = trial;
        const size_t used = ws2_wcrtomb(octets, *at, &trial);
        if (used == kBad) {
            *from = to != nullptr ? at : *from;
            return kBad;
        }
        if (to != nullptr && length + used > size) {
            trial = before;
            break;
        }
        if (to != nullptr)
            std::memcpy(to + length, octets, used);
        if (*at == 0) {
            at = nullptr;
            break;
        }
        length += used;
    }
    if (to != nullptr) {
        *from = at;
        state = trial;
    }
    return length;
}

unsigned short ws2_btowc(int c) {
    return c >= 0 && c < 0x80 ? static_cast<unsigned short>(c) : 0xFFFF;
}
int ws2_wctob(unsigned short c) {
    return c < 0x80 ? c : EOF;
}

int ws2_mblen(const char* text, size_t size) {
    return ws2_mbtowc(nullptr, text, size);
}
int ws2_mbtowc(WCHAR* to, const char* text, size_t size) {
    static thread_local mbstate_t own{};
    if (text == nullptr) {
        own = {};
        return 0;
    }
    const size_t used = ws2_mbrtowc(to, text, size, &own);
    if (used == kMore)
        own = {};
    return used == kBad || used == kMore ? -1 : static_cast<int>(used);
}
int ws2_wctomb(char* to, WCHAR c) {
    static thread_local mbstate_t own{};
    if (to == nullptr) {
        own = {};
        return 0;
    }
    const size_t used = ws2_wcrtomb(to, c, &own);
    return used == kBad ? -1 : static_cast<int>(used);
}
size_t ws2_mbstowcs(WCHAR* to, const char* from, size_t size) {
    mbstate_t state{};
    return ws2_mbsrtowcs(to, &from, size, &state);
}
size_t ws2_wcstombs(char* to, const WCHAR* from, size_t size) {
    mbstate_t state{};
    return ws2_wcsrtombs(to, &from, size, &state);
}

// The _s forms count the NUL, and `count` _TRUNCATE takes as much as fits.
errno_t mbstowcs_s(size_t* length, WCHAR* to, size_t size, const char* from, size_t count) {
    if (length != nullptr)
        *length = 0;
    if ((to == nullptr) != (size == 0) || from == nullptr)
        return errno = EINVAL;
    if (to != nullptr)
        to[0] = 0;
    const size_t needed = ws2_mbstowcs(nullptr, from, 0);
    if (needed == kBad)
        return errno = EILSEQ;
    const size_t taken = std::min(needed, count);
    if (to != nullptr && taken >= size && count != _TRUNCATE)
        return errno = ERANGE;
    const size_t fits = to == nullptr ? taken : std::min(taken, size - 1);
    if (to != nullptr) {
        ws2_mbstowcs(to, from, fits);
        to[fits] = 0;
    }
    if (length != nullptr)
        *length = fits + 1;
    return fits < taken ? kTruncated : 0;
}
errno_t wcstombs_s(size_t* length, char* to, size_t size, const WCHAR* from, size_t count) {
    if (length != nullptr)
        *length = 0;
    if ((to == nullptr) != (size == 0) || from == nullptr)
        return errno = EINVAL;
    if (to != nullptr)
        to[0] = 0;
    const size_t needed = ws2_wcstombs(nullptr, from, 0);
    if (needed == kBad)
        return errno = EILSEQ;
    const size_t taken = std::min(needed, count);
    if (to != nullptr && taken >= size && count != _TRUNCATE)
        return errno = ERANGE;
    size_t fits = taken;
    if (to != nullptr) {
        fits = ws2_wcstombs(to, from, std::min(taken, size - 1));
        to[fits] = 0;
    }
    if (length != nullptr)
        *length = fits + 1;
    return to != nullptr && taken >= size ? kTruncated : 0;
}
errno_t wcrtomb_s(size_t* length, char* to, size_t size, WCHAR c, mbstate_t* state) {
    char octets[4];
    const size_t used = ws2_wcrtomb(to == nullptr ? nullptr : octets, c, state);
    if (length != nullptr)
        *length = used;
    if (used == kBad)
        return EILSEQ;
    if (to != nullptr && used > size)
        return errno = ERANGE;
    if (to != nullptr)
        std::memcpy(to, octets, used);
    return 0;
}
errno_t wctomb_s(int* length, char* to, size_t size, WCHAR c) {
    size_t used = 0;
    const errno_t result = wcrtomb_s(&used, to, size, c, nullptr);
    if (length != nullptr)
        *length = to == nullptr ? 0 : static_cast<int>(used);
    return result;
}
}
