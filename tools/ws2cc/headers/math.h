/* math.h - the C library's own with Microsoft's names (kinds of numbers). */
#pragma GCC system_header
#include_next <math.h>
#ifndef WS2_CRT_PRINT_H
#include <ws2/crt_standard.h>
#endif
