/* malloc.h - the C library's own with Microsoft's names (aligned memory). */
#pragma GCC system_header
#include_next <malloc.h>
#ifndef WS2_CRT_PRINT_H
#include <ws2/crt_standard.h>
#endif
