/* signal.h - the C library's own without kill and the thread types (sys/types.h). */
#pragma GCC system_header
#include <ws2hidden/hide_types.h>

#include_next <signal.h>
#include <ws2hidden/show_types.h>
