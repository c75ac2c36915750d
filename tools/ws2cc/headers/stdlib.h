/* stdlib.h - the C library's own, with 16-bit characters; as on Windows limits.h comes with it. */
#pragma GCC system_header
#include <limits.h>

#include <ws2wide/stdlib.h>

#include_next <stdlib.h>
#ifndef WS2_CRT_PRINT_H
#include <ws2/crt_standard.h>
#endif
