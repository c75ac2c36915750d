/* bits/charconv.h - libstdc++'s own; see bits/basic_string.h. */
#pragma GCC system_header
#include_next <bits/charconv.h>
#ifdef WS2_IN_BASIC_STRING
#define _GLIBCXX_USE_WCHAR_T 1
#endif
