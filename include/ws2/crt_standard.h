/* ws2/crt_standard.h - the headers of the C library with Microsoft's names in them. Part of
 * ws2/microsoft_crt.h. In a source that ws2cc compiles each of them has its names by itself. */
#ifndef WS2_CRT_STANDARD_H
#define WS2_CRT_STANDARD_H
#include "ws2/crt_limits.h"
#include "ws2/crt_malloc.h"
#include "ws2/crt_math.h"
#include "ws2/crt_print.h"
#include "ws2/crt_stdio.h"
#include "ws2/crt_stdlib.h"
#include "ws2/crt_string.h"
#include "ws2/crt_time.h"
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#endif
