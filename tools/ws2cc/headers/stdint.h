/* stdint.h: constants of 64 bits where l says 32. */
#pragma GCC system_header
#include <ws2hidden/hide_types.h>

#include_next <stdint.h>
#include <ws2hidden/show_types.h>
#if defined(WS2_LONG_32) && !defined(WS2_STDINT)
#define WS2_STDINT
#undef INT64_C
#undef UINT64_C
#undef INTMAX_C
#undef UINTMAX_C
#define INT64_C(number) number##LL
#define UINT64_C(number) number##ULL
#define INTMAX_C(number) number##LL
#define UINTMAX_C(number) number##ULL
#endif
