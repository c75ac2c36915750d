/* ws2/crt_print.h - printf and its relatives as Microsoft's C library has them: long is 32 bits
 * wide, I64 and I stand for 64 bits, %S for the other width of characters. Part of
 * ws2/microsoft_crt.h.
 *
 * In a source that ws2cc compiles the standard names mean these too, and with GCC in others; there
 * Clang keeps libc's, because it cannot rename a function that may be in use already. */
#ifndef WS2_CRT_PRINT_H
#define WS2_CRT_PRINT_H
#include "ws2/keywords.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Not of linkage.h and winnt.h: string.h of ws2cc brings this, and no name of Windows. */
#define WS2_CRT_API __attribute__((visibility("default")))
#if __SIZEOF_WCHAR_T__ == 2
#define WS2_CRT_CHARACTER wchar_t
#else
#include <uchar.h>
#define WS2_CRT_CHARACTER char16_t
#endif

typedef int errno_t;
typedef size_t rsize_t;
#define _TRUNCATE ((size_t)-1)

#ifdef __cplusplus
extern "C" {
#endif

/* The length of the whole text; at most size - 1 characters of it and a NUL are written. */
WS2_CRT_API int ws2_print_text(char* to, size_t size, const char* format, va_list list);
WS2_CRT_API int ws2_print_wide_text(WS2_CRT_CHARACTER* to, size_t size,
                                    const WS2_CRT_CHARACTER* format, va_list list);
WS2_CRT_API int ws2_print_file(FILE* file, const char* format, va_list list);
WS2_CRT_API int ws2_print_wide_file(FILE* file, const WS2_CRT_CHARACTER* format, va_list list);

#if defined(__GNUC__) && !defined(__clang__) && !defined(WS2_WIDE_STDIO_H)
extern int printf(const char* format, ...) __asm__("ws2_printf");
extern int fprintf(FILE* file, const char* format, ...) __asm__("ws2_fprintf");
extern int sprintf(char* to, const char* format, ...) __asm__("ws2_sprintf");
extern int snprintf(char* to, size_t size, const char* format, ...) __asm__("ws2_snprintf");
extern int vprintf(const char* format, va_list list) __asm__("ws2_vprintf");
extern int vfprintf(FILE* file, const char* format, va_list list) __asm__("ws2_vfprintf");
extern int vsprintf(char* to, const char* format, va_list list) __asm__("ws2_vsprintf");
extern int vsnprintf(char* to, size_t size, const char* format,
                     va_list list) __asm__("ws2_vsnprintf");
#endif

/* -1 where the text does not fit; a text of exactly `size` characters has no NUL. */
static __inline__ int _vsnprintf(char* to, size_t size, const char* format, va_list list) {
    va_list again;
    int length;
    __builtin_va_copy(again, list);
    length = ws2_print_text(to, size, format, list);
    if (size != 0 && length >= 0 && (size_t)length >= size) {
        /* The last character, in the place that the NUL took. */
        char* whole = (char*)__builtin_malloc((size_t)length + 1);
        if (whole != NULL) {
            ws2_print_text(whole, (size_t)length + 1, format, again);
            memcpy(to, whole, size);
            __builtin_free(whole);
        }
    }
    va_end(again);
    return length >= 0 && (size_t)length <= size ? length : -1;
}
static __inline__ int _snprintf(char* to, size_t size, const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = _vsnprintf(to, size, format, list);
    va_end(list);
    return result;
}
static __inline__ int _vscprintf(const char* format, va_list list) {
    return ws2_print_text(NULL, 0, format, list);
}
static __inline__ int _scprintf(const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_text(NULL, 0, format, list);
    va_end(list);
    return result;
}
/* -1 and an empty text where it does not fit. */
static __inline__ int vsprintf_s(char* to, size_t size, const char* format, va_list list) {
    int length;
    if (to == NULL || size == 0 || format == NULL) {
        errno = EINVAL;
        return -1;
    }
    length = ws2_print_text(to, size, format, list);
    if (length >= 0 && (size_t)length < size)
        return length;
    to[0] = 0;
    errno = ERANGE;
    return -1;
}
static __inline__ int sprintf_s(char* to, size_t size, const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = vsprintf_s(to, size, format, list);
    va_end(list);
    return result;
}
/* `count` _TRUNCATE, or shorter than the buffer: what is longer is cut, and -1 returned. */
static __inline__ int _vsnprintf_s(char* to, size_t size, size_t count, const char* format,
                                   va_list list) {
    size_t room = count < size ? count + 1 : size;
    int length;
    if (to == NULL || size == 0 || format == NULL) {
        errno = EINVAL;
        return -1;
    }
    length = ws2_print_text(to, room, format, list);
    if (length >= 0 && (size_t)length < room)
        return length;
    if (count != _TRUNCATE && count >= size) {
        to[0] = 0;
        errno = ERANGE;
    }
    return -1;
}
static __inline__ int _snprintf_s(char* to, size_t size, size_t count, const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = _vsnprintf_s(to, size, count, format, list);
    va_end(list);
    return result;
}
static __inline__ int printf_s(const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_file(stdout, format, list);
    va_end(list);
    return result;
}
static __inline__ int fprintf_s(FILE* file, const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_file(file, format, list);
    va_end(list);
    return result;
}

#ifdef __cplusplus
}
extern "C++" {
template<size_t Size>
int vsprintf_s(char (&to)[Size], const char* format, va_list list) {
    return vsprintf_s(to, Size, format, list);
}
template<size_t Size>
int sprintf_s(char (&to)[Size], const char* format, ...) {
    va_list list;
    va_start(list, format);
    const int result = vsprintf_s(to, Size, format, list);
    va_end(list);
    return result;
}
template<size_t Size>
int _vsnprintf_s(char (&to)[Size], size_t count, const char* format, va_list list) {
    return _vsnprintf_s(to, Size, count, format, list);
}
template<size_t Size>
int _snprintf_s(char (&to)[Size], size_t count, const char* format, ...) {
    va_list list;
    va_start(list, format);
    const int result = _vsnprintf_s(to, Size, count, format, list);
    va_end(list);
    return result;
}
}
#endif

#endif
