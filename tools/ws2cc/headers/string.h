/* string.h - the C library's own without two names that programs for Windows give to variables; as on
 * Windows its wide half comes with it. */
#pragma GCC system_header
#define index ws2_libc_index
#define rindex ws2_libc_rindex
#include_next <string.h>
#undef index
#undef rindex
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif
