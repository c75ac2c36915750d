// Room win32: strings and numbers of Microsoft's C library that libc has not.
#include "win32/call.hpp"

#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <malloc.h>
#include <process.h>
#include <strings.h>
#include <unistd.h>
#include <ws2/crt_secure.h>
#include <ws2/crt_text.h>

#include <algorithm>
#include <atomic>

namespace {

// `count` characters, or up to the NUL.
char* fill(char* text, int character, std::size_t count) noexcept {
    std::memset(text, character, std::min(std::strlen(text), count));
    return text;
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

} // namespace

extern "C" {

int _stricmp(const char* a, const char* b) noexcept {
    return strcasecmp(a, b);
}

int _strcmpi(const char* a, const char* b) noexcept {
    return strcasecmp(a, b);
}

int stricmp(const char* a, const char* b) noexcept {
    return strcasecmp(a, b);
}

int strcmpi(const char* a, const char* b) noexcept {
    return strcasecmp(a, b);
}

int _strnicmp(const char* a, const char* b, size_t count) noexcept {
    return strncasecmp(a, b, count);
}

int strnicmp(const char* a, const char* b, size_t count) noexcept {
    return strncasecmp(a, b, count);
}

int _memicmp(const void* a, const void* b, size_t count) noexcept {
    const auto* x = static_cast<const unsigned char*>(a);
    const auto* y = static_cast<const unsigned char*>(b);
    for (; count != 0; --count, ++x, ++y) {
        if (std::tolower(*x) != std::tolower(*y))
            return std::tolower(*x) - std::tolower(*y);
    }
    return 0;
}

int memicmp(const void* a, const void* b, size_t count) noexcept {
    return _memicmp(a, b, count);
}

char* _strlwr(char* text) noexcept {
    for (char* at = text; *at != 0; ++at)
        *at = static_cast<char>(std::tolower(static_cast<unsigned char>(*at)));
    return text;
}

char* strlwr(char* text) noexcept {
    return _strlwr(text);
}

char* _strupr(char* text) noexcept {
    for (char* at = text; *at != 0; ++at)
        *at = static_cast<char>(std::toupper(static_cast<unsigned char>(*at)));
    return text;
}

char* strupr(char* text) noexcept {
    return _strupr(text);
}

char* _strrev(char* text) noexcept {
    std::reverse(text, text + std::strlen(text));
    return text;
}

char* strrev(char* text) noexcept {
    return _strrev(text);
}

char* _strset(char* text, int character) noexcept {
    return fill(text, character, SIZE_MAX);
}

char* _strnset(char* text, int character, size_t count) noexcept {
    return fill(text, character, count);
}

char* _ui64toa(unsigned WS2_INT64 value, char* to, int radix) noexcept {
    return number_text(value, to, radix);
}

char* _i64toa(WS2_INT64 value, char* to, int radix) noexcept {
    return signed_text(value, to, radix);
}

char* _itoa(int value, char* to, int radix) noexcept {
    return short_text(value, to, radix);
}

char* itoa(int value, char* to, int radix) noexcept {
    return short_text(value, to, radix);
}

char* _ltoa(long value, char* to, int radix) noexcept {
    return short_text(value, to, radix);
}

char* ltoa(long value, char* to, int radix) noexcept {
    return short_text(value, to, radix);
}

char* _ultoa(unsigned long value, char* to, int radix) noexcept {
    return number_text(static_cast<std::uint32_t>(value), to, radix);
}

char* ultoa(unsigned long value, char* to, int radix) noexcept {
    return number_text(static_cast<std::uint32_t>(value), to, radix);
}

// Memory of posix_memalign goes to free and its like; only realloc would lose the alignment.
void* _aligned_realloc(void* memory, size_t size, size_t alignment) noexcept {
    if (memory != nullptr && size == 0) {
        _aligned_free(memory);
        return nullptr;
    }
    void* fresh = _aligned_malloc(size, alignment);
    if (memory == nullptr || fresh == nullptr)
        return fresh;
    std::memcpy(fresh, memory, std::min(size, malloc_usable_size(memory)));
    _aligned_free(memory);
    return fresh;
}

errno_t tmpnam_s(char* to, size_t size) {
    static std::atomic<unsigned> count{0};
    if (to == nullptr || size == 0)
        return errno = EINVAL;
    const char* folder = getenv("TMPDIR");
    if (folder == nullptr || *folder == 0)
        folder = "/tmp";
    int length = 0;
    do {
        length = snprintf(to, size, "%s/s%x.%x", folder, static_cast<unsigned>(getpid()), ++count);
    } while (length > 0 && static_cast<size_t>(length) < size && access(to, F_OK) == 0);
    if (length > 0 && static_cast<size_t>(length) < size)
        return 0;
    *to = 0;
    return errno = ERANGE;
}

unsigned* __doserrno() noexcept {
    thread_local unsigned error;
    error = errno == 0 ? 0 : static_cast<unsigned>(ws2::win32::windows_error(errno));
    return &error;
}

int __cdecl _getpid(void) {
    return getpid();
}
}
