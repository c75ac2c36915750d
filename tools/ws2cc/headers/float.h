/* float.h - the C library's own with Microsoft's names (kinds of numbers). */
#pragma GCC system_header
#include_next <float.h>
#include <ws2/crt_math.h>
