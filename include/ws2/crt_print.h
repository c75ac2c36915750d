/* ws2/crt_print.h - printf and its relatives as Microsoft's C library has them: long is 32 bits
 * wide, I64 and I stand for 64 bits, %S for the other width of characters. Part of
 * ws2/crt_stdio.h.
 *
 * In a source that ws2cc compiles the standard names mean these too, and with GCC in others; there
 * Clang keeps libc's, because it cannot rename a function that may be in use already. */
#ifndef WS2_CRT_PRINT_H
#define WS2_CRT_PRINT_H
#include "ws2/crt_types.h"
#include <stdarg.h>
#include <stdio.h>

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

/* -1 where the text does not fit; a text of exactly `size` characters has no NUL. Of null and 0 the
 * length. */
WS2_CRT_API int _vsnprintf(char* to, size_t size, const char* format, va_list list);
WS2_CRT_API int _snprintf(char* to, size_t size, const char* format, ...);
WS2_CRT_API int _vscprintf(const char* format, va_list list);
WS2_CRT_API int _scprintf(const char* format, ...);
/* -1 and an empty text where it does not fit. */
WS2_CRT_API int vsprintf_s(char* to, size_t size, const char* format, va_list list);
WS2_CRT_API int sprintf_s(char* to, size_t size, const char* format, ...);
/* `count` _TRUNCATE, or shorter than the buffer: what is longer is cut, and -1 returned. */
WS2_CRT_API int _vsnprintf_s(char* to, size_t size, size_t count, const char* format, va_list list);
WS2_CRT_API int vsnprintf_s(char* to, size_t size, size_t count, const char* format, va_list list);
WS2_CRT_API int _snprintf_s(char* to, size_t size, size_t count, const char* format, ...);
WS2_CRT_API int printf_s(const char* format, ...);
WS2_CRT_API int fprintf_s(FILE* file, const char* format, ...);
WS2_CRT_API int vprintf_s(const char* format, va_list list);
WS2_CRT_API int vfprintf_s(FILE* file, const char* format, va_list list);

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
