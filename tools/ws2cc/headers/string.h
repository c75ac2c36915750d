/* string.h - the C library's own without two names that programs for Windows give to variables; as on
 * Windows its wide half comes with it. */
#pragma GCC system_header
#pragma push_macro("strerror_r")
#undef strerror_r
#define index ws2_libc_index
#define rindex ws2_libc_rindex
#include_next <string.h>
#undef index
#undef rindex
#pragma pop_macro("strerror_r")
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif
#include <ws2/crt_string.h>
