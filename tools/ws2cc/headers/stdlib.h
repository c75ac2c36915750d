/* stdlib.h - the C library's own, with 16-bit characters; as on Windows limits.h comes with it. */
#pragma GCC system_header
#include <limits.h>

#include <ws2wide/stdlib.h>

#include_next <stdlib.h>
#include <ws2/crt_stdlib.h>
