/* ws2wide/stdlib.h - the C library's <stdlib.h>, without its calls on 32-bit characters. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_STDLIB_H)
#define WS2_WIDE_STDLIB_H
#pragma push_macro("mblen")
#pragma push_macro("mbtowc")
#pragma push_macro("wctomb")
#pragma push_macro("mbstowcs")
#pragma push_macro("wcstombs")
#undef mblen
#undef mbtowc
#undef wctomb
#undef mbstowcs
#undef wcstombs
#define mblen ws2_libc_mblen
#define mbtowc ws2_libc_mbtowc
#define wctomb ws2_libc_wctomb
#define mbstowcs ws2_libc_mbstowcs
#define wcstombs ws2_libc_wcstombs
#if defined(__cplusplus) && !defined(_GLIBCXX_INCLUDE_NEXT_C_HEADERS)
#define _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#include_next <stdlib.h>
#undef _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#else
#include_next <stdlib.h>
#endif
#undef mblen
#undef mbtowc
#undef wctomb
#undef mbstowcs
#undef wcstombs
#undef MB_CUR_MAX
#define MB_CUR_MAX ((size_t)4)
#include <wchar.h>
#pragma pop_macro("wcstombs")
#pragma pop_macro("mbstowcs")
#pragma pop_macro("wctomb")
#pragma pop_macro("mbtowc")
#pragma pop_macro("mblen")
#endif
