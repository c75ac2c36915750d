/* signal.h - the C library's own with SIGBREAK in the place of SIGQUIT, which Windows has not, without kill, the
 * thread types (sys/types.h), and what it brings of unistd.h. */
#pragma GCC system_header
#include <ws2/libc_hidden.h>
#include <ws2hidden/hide_types.h>
#ifndef WS2_LIBC_FIRST
#define WS2_LIBC_FIRST
#define WS2_LIBC_FIRST_IN_SIGNAL
#endif
#include_next <signal.h>
#ifdef WS2_LIBC_FIRST_IN_SIGNAL
#undef WS2_LIBC_FIRST
#undef WS2_LIBC_FIRST_IN_SIGNAL
#endif
#include <ws2hidden/show_types.h>
#ifndef SIGBREAK
#define SIGBREAK 3
#endif
#undef SIGQUIT
#ifndef SIGABRT_COMPAT
#define SIGABRT_COMPAT SIGABRT
#endif
