// Room win32: Microsoft's additions to the wide string functions: _wcsupr, wcsncpy_s, _itow.
//
// A bad argument gives EINVAL, a destination that is too small ERANGE and an empty text.
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

errno_t refuse(WCHAR* to, size_t size, errno_t error) noexcept {
    if (to != nullptr && size != 0)
        to[0] = 0;
    return errno = error;
}

template<typename Change>
WCHAR* each(WCHAR* text, Change change) noexcept {
    for (WCHAR* at = text; *at != 0; ++at)
        *at = change(*at);
    return text;
}

template<typename Change>
errno_t each_of(WCHAR* text, size_t size, Change change) noexcept {
    if (text == nullptr || ws2_wcsnlen(text, size) >= size)
        return refuse(text, size, EINVAL);
    each(text, change);
    return 0;
}

// Radix 2 to 36; a sign in radix 10 alone, and `bits` of the value in others.
errno_t digits(long long value, unsigned bits, bool is_signed, WCHAR* to, size_t size, int radix) {
    if (to == nullptr || size == 0 || radix < 2 || radix > 36)
        return refuse(to, size, EINVAL);
    const bool minus = is_signed && radix == 10 && value < 0;
    auto rest = static_cast<unsigned long long>(value);
    if (minus)
        rest = 0 - rest;
    else if (bits < 64)
        rest &= (1ULL << bits) - 1;
    std::array<WCHAR, 66> text{};
    size_t at = text.size();
    do {
        const unsigned digit = static_cast<unsigned>(rest % static_cast<unsigned>(radix));
        text[--at] = static_cast<WCHAR>(digit < 10 ? '0' + digit : 'a' + digit - 10);
        rest /= static_cast<unsigned>(radix);
    } while (rest != 0);
    if (minus)
        text[--at] = '-';
    const size_t length = text.size() - at;
    if (length >= size)
        return refuse(to, size, ERANGE);
    std::copy_n(text.data() + at, length, to);
    to[length] = 0;
    return 0;
}

constexpr size_t kRoom = 66; // Microsoft asks for as much of a buffer without a size
constexpr unsigned kLongBits = 8 * sizeof(long);

} // namespace

extern "C" {

WCHAR* _wcslwr(WCHAR* text) {
    return each(text, unicode_lower);
}
WCHAR* _wcsupr(WCHAR* text) {
    return each(text, unicode_upper);
}
errno_t _wcslwr_s(WCHAR* text, size_t size) {
    return each_of(text, size, unicode_lower);
}
errno_t _wcsupr_s(WCHAR* text, size_t size) {
    return each_of(text, size, unicode_upper);
}
WCHAR* _wcsrev(WCHAR* text) {
    std::reverse(text, text + length_of(text));
    return text;
}
WCHAR* _wcsset(WCHAR* text, WCHAR c) {
    return each(text, [c](WCHAR) { return c; });
}
WCHAR* _wcsnset(WCHAR* text, WCHAR c, size_t count) {
    std::fill_n(text, ws2_wcsnlen(text, count), c);
    return text;
}

errno_t wcsncpy_s(WCHAR* to, size_t size, const WCHAR* from, size_t count) {
    if (to == nullptr || size == 0 || (from == nullptr && count != 0))
        return refuse(to, size, EINVAL);
    const size_t length = count == 0 ? 0 : ws2_wcsnlen(from, count == _TRUNCATE ? size : count);
    if (length >= size && count != _TRUNCATE)
        return refuse(to, size, ERANGE);
    const size_t fits = std::min(length, size - 1);
    ws2_wmemmove(to, from, fits);
    to[fits] = 0;
    return fits < length ? kTruncated : 0;
}
errno_t wcscpy_s(WCHAR* to, size_t size, const WCHAR* from) {
    if (to == nullptr || size == 0 || from == nullptr)
        return refuse(to, size, EINVAL);
    return wcsncpy_s(to, size, from, length_of(from));
}
errno_t wcsncat_s(WCHAR* to, size_t size, const WCHAR* from, size_t count) {
    const size_t before = to == nullptr ? 0 : ws2_wcsnlen(to, size);
    if (to == nullptr || size == 0 || from == nullptr || before == size)
        return refuse(to, size, EINVAL);
    const errno_t result = wcsncpy_s(to + before, size - before, from, count);
    return result == 0 || result == kTruncated ? result : refuse(to, size, result);
}
errno_t wcscat_s(WCHAR* to, size_t size, const WCHAR* from) {
    return wcsncat_s(to, size, from, from == nullptr ? 0 : length_of(from));
}
size_t wcsnlen_s(const WCHAR* text, size_t most) {
    return text == nullptr ? 0 : ws2_wcsnlen(text, most);
}
errno_t wmemcpy_s(WCHAR* to, size_t size, const WCHAR* from, size_t count) {
    if (count == 0)
        return 0;
    if (to == nullptr)
        return errno = EINVAL;
    if (from == nullptr || size < count) {
        ws2_wmemset(to, 0, size);
        return errno = from == nullptr ? EINVAL : ERANGE;
    }
    ws2_wmemcpy(to, from, count);
    return 0;
}
errno_t wmemmove_s(WCHAR* to, size_t size, const WCHAR* from, size_t count) {
    if (count == 0)
        return 0;
    if (to == nullptr || from == nullptr)
        return errno = EINVAL;
    if (size < count)
        return errno = ERANGE;
    ws2_wmemmove(to, from, count);
    return 0;
}

WCHAR* _itow(int value, WCHAR* to, int radix) {
    digits(value, 32, true, to, kRoom, radix);
    return to;
}
WCHAR* _ltow(long value, WCHAR* to, int radix) {
    digits(value, kLongBits, true, to, kRoom, radix);
    return to;
}
WCHAR* _ultow(unsigned long value, WCHAR* to, int radix) {
    digits(static_cast<long long>(value), kLongBits, false, to, kRoom, radix);
    return to;
}
WCHAR* _i64tow(long long value, WCHAR* to, int radix) {
    digits(value, 64, true, to, kRoom, radix);
    return to;
}
WCHAR* _ui64tow(unsigned long long value, WCHAR* to, int radix) {
    digits(static_cast<long long>(value), 64, false, to, kRoom, radix);
    return to;
}
errno_t _itow_s(int value, WCHAR* to, size_t size, int radix) {
    return digits(value, 32, true, to, size, radix);
}
errno_t _ltow_s(long value, WCHAR* to, size_t size, int radix) {
    return digits(value, kLongBits, true, to, size, radix);
}
errno_t _ultow_s(unsigned long value, WCHAR* to, size_t size, int radix) {
    return digits(static_cast<long long>(value), kLongBits, false, to, size, radix);
}
errno_t _i64tow_s(long long value, WCHAR* to, size_t size, int radix) {
    return digits(value, 64, true, to, size, radix);
}
errno_t _ui64tow_s(unsigned long long value, WCHAR* to, size_t size, int radix) {
    return digits(static_cast<long long>(value), 64, false, to, size, radix);
}
}
