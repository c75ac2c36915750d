/* locale.h - the C library's own; as on Windows its wide half comes with it. */
#pragma GCC system_header
#include_next <locale.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif
