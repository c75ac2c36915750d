/* wchar.h - the C library's and Microsoft's functions of wide text, with 16-bit characters. libc's
 * work on 32 bits: here each name is linked to libws2's. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ != 2
#include_next <wchar.h>
#elif !defined(_WCHAR_H)
#define _WCHAR_H 1
#define WS2_WIDE_HEADERS 1
#include <errno.h>
#include <features.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <bits/types/FILE.h>
#include <bits/types/__FILE.h>
#include <bits/types/mbstate_t.h>
#include <bits/types/time_t.h>

#ifndef __wint_t_defined
#define __wint_t_defined 1
#define _WINT_T 1
typedef unsigned short wint_t;
#endif
typedef unsigned short wctype_t;
typedef unsigned short wctrans_t;
#ifndef WEOF
#define WEOF ((wint_t)0xFFFF)
#endif
#ifndef WCHAR_MAX
#define WCHAR_MIN 0
#define WCHAR_MAX 0xFFFF
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct stat;
struct tm;
#define WS2_W wchar_t
#define WS2_WINT wint_t
#define WS2_WCTYPE wctype_t
#define WS2_WCTRANS wctrans_t
#define WS2_STANDARD(result, name, arguments) extern result name arguments __asm__("ws2_" #name);
#define WS2_MICROSOFT(result, name, symbol, arguments)                                             \
    extern result name arguments __asm__("ws2_" #symbol);
#include <ws2/wide_calls.h>
#undef WS2_MICROSOFT
#undef WS2_STANDARD
#undef WS2_WCTRANS
#undef WS2_WCTYPE
#undef WS2_WINT
#undef WS2_W

#ifdef __cplusplus
}
/* The form that keeps const, and the one that has none to keep. */
#define __CORRECT_ISO_CPP_WCHAR_H_PROTO
#define WS2_BOTH(name, rest)                                                                       \
    extern "C++" wchar_t* name(wchar_t * text, rest) __asm__("ws2_" #name);                        \
    extern "C++" const wchar_t* name(const wchar_t* text, rest) __asm__("ws2_" #name);
WS2_BOTH(wcschr, wchar_t c)
WS2_BOTH(wcsrchr, wchar_t c)
WS2_BOTH(wcspbrk, const wchar_t* set)
WS2_BOTH(wcsstr, const wchar_t* part)
#undef WS2_BOTH
extern "C++" wchar_t* wmemchr(wchar_t* text, wchar_t c, size_t count) __asm__("ws2_wmemchr");
extern "C++" const wchar_t* wmemchr(const wchar_t* text, wchar_t c, size_t count)
    __asm__("ws2_wmemchr");
#include <ws2/wide_templates.h>
#else
extern wchar_t* wcschr(const wchar_t* text, wchar_t c) __asm__("ws2_wcschr");
extern wchar_t* wcsrchr(const wchar_t* text, wchar_t c) __asm__("ws2_wcsrchr");
extern wchar_t* wcspbrk(const wchar_t* text, const wchar_t* set) __asm__("ws2_wcspbrk");
extern wchar_t* wcsstr(const wchar_t* text, const wchar_t* part) __asm__("ws2_wcsstr");
extern wchar_t* wmemchr(const wchar_t* text, wchar_t c, size_t count) __asm__("ws2_wmemchr");
#endif
#endif
