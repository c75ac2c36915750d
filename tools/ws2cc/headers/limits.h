/* limits.h: what a long holds where it is 32 bits wide. */
#include_next <limits.h>
#ifdef WS2_LONG_32
#undef LONG_MAX
#undef LONG_MIN
#undef ULONG_MAX
#define LONG_MAX 2147483647
#define LONG_MIN (-2147483647 - 1)
#define ULONG_MAX 4294967295U
#endif
#include <ws2/crt_limits.h>
