/* sys/types.h - the C library's own without its thread types, which C programs for Windows define
 * themselves; pthread.h gives them back. */
#pragma GCC system_header
#include <ws2hidden/hide_types.h>

#include_next <sys/types.h>
#include <ws2hidden/show_types.h>
