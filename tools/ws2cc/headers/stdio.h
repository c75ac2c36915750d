/* stdio.h - the C library's own, with Microsoft's printf and scanf: %ls is 16-bit text, I64 is known.
 * As on Windows the wide half comes with it. */
#pragma GCC system_header
/* Of a path these understand Windows' form: backslashes, a drive letter, NUL. */
#ifndef WS2_PATHS_OF_STDIO
#define WS2_PATHS_OF_STDIO
/* _FILE_OFFSET_BITS would say fopen64 and stat64, which are the same here. */
#include <features.h>
#undef __USE_FILE_OFFSET64
#pragma push_macro("fopen")
#undef fopen
#pragma redefine_extname fopen ws2_fopen
#pragma pop_macro("fopen")
#pragma push_macro("freopen")
#undef freopen
#pragma redefine_extname freopen ws2_freopen
#pragma pop_macro("freopen")
#pragma push_macro("remove")
#undef remove
#pragma redefine_extname remove ws2_remove
#pragma pop_macro("remove")
#pragma push_macro("rename")
#undef rename
#pragma redefine_extname rename ws2_rename
#pragma pop_macro("rename")
#endif
/* A place in a file is a number there. */
#ifndef WS2_PLACES_OF_STDIO
#define fpos_t ws2_libc_fpos_t
#define fgetpos ws2_libc_fgetpos
#define fsetpos ws2_libc_fsetpos
#endif
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_STDIO_H)
#define WS2_WIDE_STDIO_H
#pragma push_macro("printf")
#pragma push_macro("fprintf")
#pragma push_macro("sprintf")
#pragma push_macro("snprintf")
#pragma push_macro("vprintf")
#pragma push_macro("vfprintf")
#pragma push_macro("vsprintf")
#pragma push_macro("vsnprintf")
#pragma push_macro("scanf")
#pragma push_macro("fscanf")
#pragma push_macro("sscanf")
#pragma push_macro("vscanf")
#pragma push_macro("vfscanf")
#pragma push_macro("vsscanf")
#undef printf
#define printf ws2_libc_printf
#undef fprintf
#define fprintf ws2_libc_fprintf
#undef sprintf
#define sprintf ws2_libc_sprintf
#undef snprintf
#define snprintf ws2_libc_snprintf
#undef vprintf
#define vprintf ws2_libc_vprintf
#undef vfprintf
#define vfprintf ws2_libc_vfprintf
#undef vsprintf
#define vsprintf ws2_libc_vsprintf
#undef vsnprintf
#define vsnprintf ws2_libc_vsnprintf
#undef scanf
#define scanf ws2_libc_scanf
#undef fscanf
#define fscanf ws2_libc_fscanf
#undef sscanf
#define sscanf ws2_libc_sscanf
#undef vscanf
#define vscanf ws2_libc_vscanf
#undef vfscanf
#define vfscanf ws2_libc_vfscanf
#undef vsscanf
#define vsscanf ws2_libc_vsscanf
#include_next <stdio.h>
#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vprintf
#undef vfprintf
#undef vsprintf
#undef vsnprintf
#undef scanf
#undef fscanf
#undef sscanf
#undef vscanf
#undef vfscanf
#undef vsscanf
#include <stdarg.h>
#ifdef __cplusplus
extern "C" {
#endif
#define WS2_STDIO(name, arguments) extern int name arguments __asm__("ws2_" #name);
WS2_STDIO(printf, (const char* format, ...))
WS2_STDIO(fprintf, (FILE * file, const char* format, ...))
WS2_STDIO(sprintf, (char* to, const char* format, ...))
WS2_STDIO(snprintf, (char* to, size_t size, const char* format, ...))
WS2_STDIO(vprintf, (const char* format, va_list list))
WS2_STDIO(vfprintf, (FILE * file, const char* format, va_list list))
WS2_STDIO(vsprintf, (char* to, const char* format, va_list list))
WS2_STDIO(vsnprintf, (char* to, size_t size, const char* format, va_list list))
WS2_STDIO(scanf, (const char* format, ...))
WS2_STDIO(fscanf, (FILE * file, const char* format, ...))
WS2_STDIO(sscanf, (const char* text, const char* format, ...))
WS2_STDIO(vscanf, (const char* format, va_list list))
WS2_STDIO(vfscanf, (FILE * file, const char* format, va_list list))
WS2_STDIO(vsscanf, (const char* text, const char* format, va_list list))
#undef WS2_STDIO
#ifdef __cplusplus
}
#endif
#pragma pop_macro("vsscanf")
#pragma pop_macro("vfscanf")
#pragma pop_macro("vscanf")
#pragma pop_macro("sscanf")
#pragma pop_macro("fscanf")
#pragma pop_macro("scanf")
#pragma pop_macro("vsnprintf")
#pragma pop_macro("vsprintf")
#pragma pop_macro("vfprintf")
#pragma pop_macro("vprintf")
#pragma pop_macro("snprintf")
#pragma pop_macro("sprintf")
#pragma pop_macro("fprintf")
#pragma pop_macro("printf")
#include <wchar.h>
#else
#include_next <stdio.h>
#endif
#ifndef WS2_PLACES_OF_STDIO
#define WS2_PLACES_OF_STDIO
#undef fpos_t
#undef fgetpos
#undef fsetpos
#ifdef __cplusplus
extern "C" {
#endif
typedef long long fpos_t;
extern int fgetpos(FILE* file, fpos_t* to) __asm__("ws2_fgetpos");
extern int fsetpos(FILE* file, const fpos_t* to) __asm__("ws2_fsetpos");
#ifdef __cplusplus
}
#endif
#endif
#include <ws2/crt_stdio.h>
