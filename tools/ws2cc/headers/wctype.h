/* wctype.h - the C library's, with 16-bit characters: all of it stands in wchar.h. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2
#define _WCTYPE_H 1
#include <wchar.h>
#else
#include_next <wctype.h>
#endif
