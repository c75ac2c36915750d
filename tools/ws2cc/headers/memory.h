/* memory.h - the C library's own with Microsoft's names (strings). */
#pragma GCC system_header
#include_next <memory.h>
#include <ws2/crt_string.h>
