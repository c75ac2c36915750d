/* locale.h - the C library's own; as on Windows its wide half comes with it. */
#pragma GCC system_header
/* Knows Windows' names of locales. */
#ifndef WS2_NAMES_OF_LOCALE
#define WS2_NAMES_OF_LOCALE
#pragma push_macro("setlocale")
#undef setlocale
#pragma redefine_extname setlocale ws2_setlocale
#pragma pop_macro("setlocale")
#endif
#include_next <locale.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif
