/* ws2/crt_text.h - strings, numbers, memory and small things of Microsoft's C library that are
 * libc's by another name. Part of ws2/microsoft_crt.h. */
#ifndef WS2_CRT_TEXT_H
#define WS2_CRT_TEXT_H
#include "ws2/crt_print.h"
#include "ws2/keywords.h"
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
#define _malloca(size) __builtin_alloca(size)
#define _freea(memory) ((void)(memory))
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
#define _mktime64 mktime
#define _localtime64 localtime
#define _gmtime64 gmtime
#define _ctime64 ctime
#define _difftime64 difftime
#define _localtime64_s localtime_s
#define _gmtime64_s gmtime_s
#define _mkgmtime64 _mkgmtime
#define _sleep(ms) Sleep(ms)

#ifdef __cplusplus
extern "C" {
#endif

WS2_IS_LIBCS(char*, _strdup, strdup, (const char* text))
WS2_IS_LIBCS(WS2_INT64, _strtoi64, strtoll, (const char* text, char** end, int base))
WS2_IS_LIBCS(unsigned WS2_INT64, _strtoui64, strtoull, (const char* text, char** end, int base))
WS2_IS_LIBCS(WS2_INT64, _atoi64, atoll, (const char* text))
WS2_IS_LIBCS(int, _fileno, fileno, (FILE * file))
WS2_IS_LIBCS(int, _isatty, isatty, (int fd))
WS2_IS_LIBCS(int, _unlink, unlink, (const char* path))
WS2_IS_LIBCS(int, _putenv, putenv, (char* text))
WS2_IS_LIBCS(time_t, _mkgmtime, timegm, (struct tm * when))
extern FILE* _fdopen(int fd, const char* mode) __asm__("fdopen");
extern FILE* _popen(const char* command, const char* mode) __asm__("popen");
extern int _pclose(FILE* file) __asm__("pclose");

/* Functions of libws2, not of these headers: a program may define those that have no underscore, or
 * call what it has not declared. */
extern char** environ;
WS2_CRT_API int _stricmp(const char* a, const char* b) __THROW;
WS2_CRT_API int _strcmpi(const char* a, const char* b) __THROW;
WS2_CRT_API int stricmp(const char* a, const char* b) __THROW;
WS2_CRT_API int strcmpi(const char* a, const char* b) __THROW;
WS2_CRT_API int _strnicmp(const char* a, const char* b, size_t count) __THROW;
WS2_CRT_API int strnicmp(const char* a, const char* b, size_t count) __THROW;
WS2_CRT_API int _memicmp(const void* a, const void* b, size_t count) __THROW;
WS2_CRT_API int memicmp(const void* a, const void* b, size_t count) __THROW;
WS2_CRT_API char* _strlwr(char* text) __THROW;
WS2_CRT_API char* strlwr(char* text) __THROW;
WS2_CRT_API char* _strupr(char* text) __THROW;
WS2_CRT_API char* strupr(char* text) __THROW;
WS2_CRT_API char* _strrev(char* text) __THROW;
WS2_CRT_API char* strrev(char* text) __THROW;
WS2_CRT_API char* _strset(char* text, int character) __THROW;
WS2_CRT_API char* _strnset(char* text, int character, size_t count) __THROW;
/* Radix 2 to 36; a sign in radix 10 alone. */
WS2_CRT_API char* _ui64toa(unsigned WS2_INT64 value, char* to, int radix) __THROW;
WS2_CRT_API char* _i64toa(WS2_INT64 value, char* to, int radix) __THROW;
WS2_CRT_API char* _itoa(int value, char* to, int radix) __THROW;
WS2_CRT_API char* itoa(int value, char* to, int radix) __THROW;
WS2_CRT_API char* _ltoa(long value, char* to, int radix) __THROW;
WS2_CRT_API char* ltoa(long value, char* to, int radix) __THROW;
WS2_CRT_API char* _ultoa(unsigned long value, char* to, int radix) __THROW;
WS2_CRT_API char* ultoa(unsigned long value, char* to, int radix) __THROW;
/* The memory is of _aligned_malloc, or NULL. */
WS2_CRT_API void* _aligned_realloc(void* memory, size_t size, size_t alignment) __THROW;
WS2_CRT_API int* __p___argc(void) __THROW;
WS2_CRT_API char*** __p___argv(void) __THROW;
/* What GetLastError would say for errno, at each reading anew; what is stored there is lost. */
WS2_CRT_API unsigned* __doserrno(void) __THROW;
#define __argc (*__p___argc())
#define __argv (*__p___argv())
#define _doserrno (*__doserrno())

static __inline__ errno_t _get_errno(int* value) {
    if (value == NULL)
        return EINVAL;
    *value = errno;
    return 0;
}
static __inline__ errno_t _set_errno(int value) {
    errno = value;
    return 0;
}
static __inline__ errno_t _get_doserrno(unsigned* value) {
    if (value == NULL)
        return EINVAL;
    *value = _doserrno;
    return 0;
}

static __inline__ errno_t _itoa_s(int value, char* to, size_t size, int radix) {
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

static __inline__ void* _aligned_malloc(size_t size, size_t alignment) {
    void* memory = NULL;
    if (alignment < sizeof(void*))
        alignment = sizeof(void*);
    return ws2_libc_posix_memalign(&memory, alignment, size != 0 ? size : 1) == 0 ? memory : NULL;
}
static __inline__ void _aligned_free(void* memory) {
    free(memory);
}
/* Macros, because Clang has functions of these names of its own under -fms-extensions. */
static __inline__ unsigned ws2_rotl(unsigned value, int shift) {
    return value << (shift & 31) | value >> (-shift & 31);
}
static __inline__ unsigned ws2_rotr(unsigned value, int shift) {
    return value >> (shift & 31) | value << (-shift & 31);
}
#define _rotl(value, shift) ws2_rotl(value, shift)
#define _rotr(value, shift) ws2_rotr(value, shift)
static __inline__ unsigned short _byteswap_ushort(unsigned short value) {
    return __builtin_bswap16(value);
}
static __inline__ unsigned _byteswap_ulong(unsigned value) {
    return __builtin_bswap32(value);
}
static __inline__ unsigned WS2_INT64 _byteswap_uint64(unsigned WS2_INT64 value) {
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
