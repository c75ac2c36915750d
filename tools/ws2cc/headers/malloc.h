/* malloc.h - the C library's own with Microsoft's names (aligned memory). */
#pragma GCC system_header
#include_next <malloc.h>
#include <ws2/crt_malloc.h>
