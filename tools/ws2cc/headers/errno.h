/* errno.h - the C library's own with errno_t and STRUNCATE. */
#pragma GCC system_header
#include_next <errno.h>
#include <ws2/crt_types.h>
