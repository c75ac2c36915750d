/* sys/types.h - the C library's own without its thread types, which C programs for Windows define
 * themselves; pthread.h gives them back. */
#pragma GCC system_header
#include <ws2hidden/hide_types.h>

#include_next <sys/types.h>
#include <ws2hidden/show_types.h>
#ifndef WS2_MICROSOFTS_TYPES
#define WS2_MICROSOFTS_TYPES
typedef off_t _off_t;
typedef dev_t _dev_t;
typedef ino_t _ino_t;
#endif
