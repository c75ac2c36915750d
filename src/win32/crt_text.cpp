// Room win32: strings, numbers and memory of Microsoft's C library that libc has not, or by other
// names.
#include "win32/crt_invalid.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <process.h>
#include <strings.h>
#include <synchapi.h>
#include <unistd.h>
#include <ws2/crt_math.h>
#include <ws2/crt_stdlib.h>
#include <ws2/crt_string.h>

using namespace ws2::win32;

int _fmode = 0;

namespace {

// `count` characters, or up to the NUL.
char* fill(char* text, int character, std::size_t count) noexcept {
    std::memset(text, character, std::min(std::strlen(text), count));
    return text;
}

char* lower(char* text) noexcept {
    for (char* at = text; *at != 0; ++at)
        *at = static_cast<char>(std::tolower(static_cast<unsigned char>(*at)));
    return text;
}

char* upper(char* text) noexcept {
    for (char* at = text; *at != 0; ++at)
        *at = static_cast<char>(std::toupper(static_cast<unsigned char>(*at)));
    return text;
}

char* reverse(char* text) noexcept {
    std::reverse(text, text + std::strlen(text));
    return text;
}

int compare(const void* a, const void* b, std::size_t count) noexcept {
    const auto* x = static_cast<const unsigned char*>(a);
    const auto* y = static_cast<const unsigned char*>(b);
    for (; count != 0; --count, ++x, ++y) {
        if (std::tolower(*x) != std::tolower(*y))
            return std::tolower(*x) - std::tolower(*y);
    }
    return 0;
}

char* number_text(std::uint64_t value, char* to, int radix) noexcept {
    char* end = to;
    do {
        *end++ = "0123456789abcdefghijklmnopqrstuvwxyz"[value % static_cast<unsigned>(radix)];
        value /= static_cast<unsigned>(radix);
    } while (value != 0);
    *end = 0;
    std::reverse(to, end);
    return to;
}

char* signed_text(std::int64_t value, char* to, int radix) noexcept {
    if (radix != 10 || value >= 0)
        return number_text(static_cast<std::uint64_t>(value), to, radix);
    *to = '-';
    number_text(0 - static_cast<std::uint64_t>(value), to + 1, radix);
    return to;
}

// 32 bits, as int and long have on Windows.
char* short_text(std::int64_t value, char* to, int radix) noexcept {
    return radix == 10 ? signed_text(static_cast<std::int32_t>(value), to, radix)
                       : number_text(static_cast<std::uint32_t>(value), to, radix);
}

char* unsigned_short_text(std::uint64_t value, char* to, int radix) noexcept {
    return number_text(static_cast<std::uint32_t>(value), to, radix);
}

template<typename Value>
errno_t digits(char* (*text_of)(Value, char*, int), Value value, char* to, std::size_t size,
               int radix) noexcept {
    char text[66];
    if (to == nullptr || size == 0 || radix < 2 || radix > 36)
        return refuse_text(to, size, EINVAL);
    text_of(value, text, radix);
    if (std::strlen(text) >= size)
        return refuse_text(to, size, ERANGE);
    std::strcpy(to, text);
    return 0;
}

void* aligned(std::size_t size, std::size_t alignment) noexcept {
    void* memory = nullptr;
    alignment = std::max(alignment, sizeof(void*));
    return posix_memalign(&memory, alignment, std::max(size, std::size_t{1})) == 0 ? memory
                                                                                   : nullptr;
}

} // namespace

extern "C" {

#define WS2_IS(result, name, arguments, call)                                                      \
    result name arguments noexcept {                                                               \
        return call;                                                                               \
    }
WS2_IS(int, _stricmp, (const char* a, const char* b), strcasecmp(a, b))
WS2_IS(int, _strcmpi, (const char* a, const char* b), strcasecmp(a, b))
WS2_IS(int, stricmp, (const char* a, const char* b), strcasecmp(a, b))
WS2_IS(int, strcmpi, (const char* a, const char* b), strcasecmp(a, b))
WS2_IS(int, _stricoll, (const char* a, const char* b), strcasecmp(a, b))
WS2_IS(int, _strnicmp, (const char* a, const char* b, size_t count), strncasecmp(a, b, count))
WS2_IS(int, strnicmp, (const char* a, const char* b, size_t count), strncasecmp(a, b, count))
WS2_IS(int, _memicmp, (const void* a, const void* b, size_t count), compare(a, b, count))
WS2_IS(int, memicmp, (const void* a, const void* b, size_t count), compare(a, b, count))
WS2_IS(void*, _memccpy, (void* to, const void* from, int end, size_t count),
       memccpy(to, from, end, count))
WS2_IS(char*, _strdup, (const char* text), text == nullptr ? nullptr : strdup(text))
WS2_IS(char*, _strlwr, (char* text), lower(text))
WS2_IS(char*, strlwr, (char* text), lower(text))
WS2_IS(char*, _strupr, (char* text), upper(text))
WS2_IS(char*, strupr, (char* text), upper(text))
WS2_IS(char*, _strrev, (char* text), reverse(text))
WS2_IS(char*, strrev, (char* text), reverse(text))
WS2_IS(char*, _strset, (char* text, int character), fill(text, character, SIZE_MAX))
WS2_IS(char*, _strnset, (char* text, int character, size_t count), fill(text, character, count))

WS2_IS(WS2_INT64, _abs64, (WS2_INT64 value), value < 0 ? -value : value)
WS2_IS(WS2_INT64, _atoi64, (const char* text), std::atoll(text))
WS2_IS(WS2_INT64, _strtoi64, (const char* text, char** end, int radix),
       std::strtoll(text, end, radix))
WS2_IS(unsigned WS2_INT64, _strtoui64, (const char* text, char** end, int radix),
       std::strtoull(text, end, radix))
WS2_IS(char*, _ui64toa, (unsigned WS2_INT64 value, char* to, int radix),
       number_text(value, to, radix))
WS2_IS(char*, _i64toa, (WS2_INT64 value, char* to, int radix), signed_text(value, to, radix))
WS2_IS(char*, _itoa, (int value, char* to, int radix), short_text(value, to, radix))
WS2_IS(char*, itoa, (int value, char* to, int radix), short_text(value, to, radix))
WS2_IS(char*, _ltoa, (long value, char* to, int radix), short_text(value, to, radix))
WS2_IS(char*, ltoa, (long value, char* to, int radix), short_text(value, to, radix))
WS2_IS(char*, _ultoa, (unsigned long value, char* to, int radix),
       unsigned_short_text(value, to, radix))
WS2_IS(char*, ultoa, (unsigned long value, char* to, int radix),
       unsigned_short_text(value, to, radix))
WS2_IS(errno_t, _ui64toa_s, (unsigned WS2_INT64 value, char* to, size_t size, int radix),
       digits<std::uint64_t>(number_text, value, to, size, radix))
WS2_IS(errno_t, _i64toa_s, (WS2_INT64 value, char* to, size_t size, int radix),
       digits<std::int64_t>(signed_text, value, to, size, radix))
WS2_IS(errno_t, _itoa_s, (int value, char* to, size_t size, int radix),
       digits<std::int64_t>(short_text, value, to, size, radix))
WS2_IS(errno_t, _ltoa_s, (long value, char* to, size_t size, int radix),
       digits<std::int64_t>(short_text, value, to, size, radix))
WS2_IS(errno_t, _ultoa_s, (unsigned long value, char* to, size_t size, int radix),
       digits<std::uint64_t>(unsigned_short_text, value, to, size, radix))
WS2_IS(char*, _gcvt, (double value, int count, char* to), gcvt(value, count, to))
WS2_IS(void, _swab, (char* from, char* to, int count), swab(from, to, count))

WS2_IS(int, _isnan, (double value), std::isnan(value))
WS2_IS(int, _finite, (double value), std::isfinite(value))
WS2_IS(double, _copysign, (double value, double sign), std::copysign(value, sign))
WS2_IS(double, _chgsign, (double value), -value)
WS2_IS(double, _hypot, (double x, double y), std::hypot(x, y))
WS2_IS(unsigned short, _byteswap_ushort, (unsigned short value), __builtin_bswap16(value))
WS2_IS(unsigned, _byteswap_ulong, (unsigned value), __builtin_bswap32(value))
WS2_IS(unsigned WS2_INT64, _byteswap_uint64, (unsigned WS2_INT64 value), __builtin_bswap64(value))

WS2_IS(void*, _aligned_malloc, (size_t size, size_t alignment), aligned(size, alignment))
WS2_IS(void, _aligned_free, (void* memory), std::free(memory))
WS2_IS(size_t, _msize, (void* memory), malloc_usable_size(memory))
#undef WS2_IS

// Memory of posix_memalign goes to free and its like; only realloc would lose the alignment.
void* _aligned_realloc(void* memory, size_t size, size_t alignment) noexcept {
    if (memory != nullptr && size == 0) {
        std::free(memory);
        return nullptr;
    }
    void* fresh = aligned(size, alignment);
    if (memory == nullptr || fresh == nullptr)
        return fresh;
    std::memcpy(fresh, memory, std::min(size, malloc_usable_size(memory)));
    std::free(memory);
    return fresh;
}

void _sleep(unsigned long ms) {
    Sleep(static_cast<DWORD>(ms));
}

int __cdecl _getpid(void) {
    return getpid();
}
}
