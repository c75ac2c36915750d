/* corecrt.h - what the headers of Microsoft's C library begin with: errno_t, rsize_t and the types
 * of stddef.h, stdint.h and time.h. */
#ifndef _INC_CORECRT
#define _INC_CORECRT
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "ws2/crt_types.h"
#endif
