/* inttypes.h - the C library's own, with 16-bit characters and with formats of 64 bits for
 * Microsoft's printf and scanf, to which l says 32. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2
#pragma push_macro("wcstoimax")
#pragma push_macro("wcstoumax")
#undef wcstoimax
#undef wcstoumax
#define wcstoimax ws2_libc_wcstoimax
#define wcstoumax ws2_libc_wcstoumax
#include_next <inttypes.h>
#pragma pop_macro("wcstoumax")
#pragma pop_macro("wcstoimax")
#include <wchar.h>
#else
#include_next <inttypes.h>
#endif
#undef __PRI64_PREFIX
#undef __PRIPTR_PREFIX
#define __PRI64_PREFIX "ll"
#define __PRIPTR_PREFIX "ll"
