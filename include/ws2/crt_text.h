/* ws2/crt_text.h - strings, numbers, memory and small things of Microsoft's C library that are
 * libc's by another name. Part of ws2/microsoft_crt.h. */
#ifndef WS2_CRT_TEXT_H
#define WS2_CRT_TEXT_H
#include "ws2/keywords.h"
#include "ws2/crt_print.h"
#include "ws2/libc_hidden.h"
#include "ws2/posix_names.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#ifndef _countof
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif
#define _alloca __builtin_alloca
#define _fsopen(path, mode, sharing) fopen((path), (mode))
#define _tzset tzset
#define _timezone timezone
#define _daylight daylight
#define _tzname tzname
#define _environ environ
#define _hypot hypot
#define _isnan(value) __builtin_isnan(value)
#define _finite(value) __builtin_isfinite(value)
#define _UI64_MAX 0xffffffffffffffffULL
#define _I64_MAX 0x7fffffffffffffffLL
#define _I64_MIN (-0x7fffffffffffffffLL - 1)
typedef WS2_INT64 __time64_t;
#define _time64 time
#define _sleep(ms) Sleep(ms)

#ifdef __cplusplus
extern "C" {
#endif

WS2_IS_LIBCS(int, _stricmp, strcasecmp, (const char* a, const char* b))
WS2_IS_LIBCS(int, _strcmpi, strcasecmp, (const char* a, const char* b))
WS2_IS_LIBCS(int, stricmp, strcasecmp, (const char* a, const char* b))
WS2_IS_LIBCS(int, strcmpi, strcasecmp, (const char* a, const char* b))
WS2_IS_LIBCS(int, _strnicmp, strncasecmp, (const char* a, const char* b, size_t count))
WS2_IS_LIBCS(int, strnicmp, strncasecmp, (const char* a, const char* b, size_t count))
WS2_IS_LIBCS(char*, _strdup, strdup, (const char* text))
WS2_IS_LIBCS(WS2_INT64, _strtoi64, strtoll, (const char* text, char** end, int base))
WS2_IS_LIBCS(unsigned WS2_INT64, _strtoui64, strtoull, (const char* text, char** end, int base))
WS2_IS_LIBCS(WS2_INT64, _atoi64, atoll, (const char* text))
WS2_IS_LIBCS(int, _fileno, fileno, (FILE * file))
WS2_IS_LIBCS(int, _isatty, isatty, (int fd))
WS2_IS_LIBCS(int, _putenv, putenv, (char* text))
extern FILE* _fdopen(int fd, const char* mode) __asm__("fdopen");
extern FILE* _popen(const char* command, const char* mode) __asm__("popen");
extern int _pclose(FILE* file) __asm__("pclose");

static inline int _memicmp(const void* a, const void* b, size_t count) {
    const unsigned char* x = (const unsigned char*)a;
    const unsigned char* y = (const unsigned char*)b;
    for (; count != 0; --count, ++x, ++y) {
        if (tolower(*x) != tolower(*y))
            return tolower(*x) - tolower(*y);
    }
    return 0;
}
static inline char* _strlwr(char* text) {
    char* at;
    for (at = text; *at != 0; ++at)
        *at = (char)tolower((unsigned char)*at);
    return text;
}
static inline char* _strupr(char* text) {
    char* at;
    for (at = text; *at != 0; ++at)
        *at = (char)toupper((unsigned char)*at);
    return text;
}
static inline char* strlwr(char* text) {
    return _strlwr(text);
}
static inline char* strupr(char* text) {
    return _strupr(text);
}
static inline char* _strrev(char* text) {
    size_t length = strlen(text), i;
    for (i = 0; i < length / 2; ++i) {
        char c = text[i];
        text[i] = text[length - 1 - i];
        text[length - 1 - i] = c;
    }
    return text;
}

/* Radix 2 to 36; a sign in radix 10 alone. */
static inline char* _ui64toa(unsigned WS2_INT64 value, char* to, int radix) {
    char digits[65];
    int count = 0, i;
    do {
        digits[count++] = "0123456789abcdefghijklmnopqrstuvwxyz"[value % (unsigned)radix];
        value /= (unsigned)radix;
    } while (value != 0);
    for (i = 0; i < count; ++i)
        to[i] = digits[count - 1 - i];
    to[count] = 0;
    return to;
}
static inline char* _i64toa(WS2_INT64 value, char* to, int radix) {
    if (radix != 10 || value >= 0)
        return _ui64toa((unsigned WS2_INT64)value, to, radix);
    *to = '-';
    _ui64toa(0 - (unsigned WS2_INT64)value, to + 1, radix);
    return to;
}
static inline char* _itoa(int value, char* to, int radix) {
    return radix == 10 ? _i64toa(value, to, 10) : _ui64toa((unsigned)value, to, radix);
}
static inline char* _ltoa(long value, char* to, int radix) {
    return radix == 10 ? _i64toa(value, to, 10) : _ui64toa((unsigned)value, to, radix);
}
static inline char* _ultoa(unsigned long value, char* to, int radix) {
    return _ui64toa((unsigned)value, to, radix);
}
static inline char* itoa(int value, char* to, int radix) {
    return _itoa(value, to, radix);
}
static inline char* ltoa(long value, char* to, int radix) {
    return _ltoa(value, to, radix);
}
static inline char* ultoa(unsigned long value, char* to, int radix) {
    return _ultoa(value, to, radix);
}
static inline errno_t _itoa_s(int value, char* to, size_t size, int radix) {
    char text[66];
    if (to == NULL || size == 0 || radix < 2 || radix > 36)
        return errno = EINVAL;
    _itoa(value, text, radix);
    to[0] = 0;
    if (strlen(text) >= size)
        return errno = ERANGE;
    strcpy(to, text);
    return 0;
}

static inline void* _aligned_malloc(size_t size, size_t alignment) {
    void* memory = NULL;
    if (alignment < sizeof(void*))
        alignment = sizeof(void*);
    return ws2_libc_posix_memalign(&memory, alignment, size != 0 ? size : 1) == 0 ? memory : NULL;
}
static inline void _aligned_free(void* memory) {
    free(memory);
}
/* Macros, because Clang has functions of these names of its own under -fms-extensions. */
static inline unsigned ws2_rotl(unsigned value, int shift) {
    return value << (shift & 31) | value >> (-shift & 31);
}
static inline unsigned ws2_rotr(unsigned value, int shift) {
    return value >> (shift & 31) | value << (-shift & 31);
}
#define _rotl(value, shift) ws2_rotl(value, shift)
#define _rotr(value, shift) ws2_rotr(value, shift)
static inline unsigned short _byteswap_ushort(unsigned short value) {
    return __builtin_bswap16(value);
}
static inline unsigned _byteswap_ulong(unsigned value) {
    return __builtin_bswap32(value);
}
static inline unsigned WS2_INT64 _byteswap_uint64(unsigned WS2_INT64 value) {
    return __builtin_bswap64(value);
}

#ifdef __cplusplus
}
extern "C++" template<size_t Size>
errno_t _itoa_s(int value, char (&to)[Size], int radix) {
    return _itoa_s(value, to, Size, radix);
}
#endif

#endif
