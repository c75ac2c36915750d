/* stdlib.h - the C library's own, with 16-bit characters; as on Windows limits.h comes with it. */
#pragma GCC system_header
#include <limits.h>

#include <ws2wide/stdlib.h>

/* Runs what Windows' interpreter has built in (pause, cls), and gives the exit code. */
#ifndef WS2_SYSTEM_OF_STDLIB
#define WS2_SYSTEM_OF_STDLIB
#pragma push_macro("system")
#undef system
#pragma redefine_extname system ws2_system
#pragma pop_macro("system")
#endif
#include_next <stdlib.h>
#include <ws2/crt_stdlib.h>
