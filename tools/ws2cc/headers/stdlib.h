/* stdlib.h - the C library's own, with 16-bit characters. */
#pragma GCC system_header
#include <ws2wide/stdlib.h>
#include_next <stdlib.h>
