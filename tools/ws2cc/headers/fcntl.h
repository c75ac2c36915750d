/* fcntl.h - the C library's own without names that programs for Windows define themselves. */
#pragma GCC system_header
/* Its struct iovec is a program's own, unless sys/uio.h is asked for. */
#ifndef __iovec_defined
#define __iovec_defined 1
#define WS2_NO_IOVEC
#endif
#define tee ws2_libc_tee
#define splice ws2_libc_splice
#define vmsplice ws2_libc_vmsplice
#include_next <fcntl.h>
#undef tee
#undef splice
#undef vmsplice
#ifdef WS2_NO_IOVEC
#undef WS2_NO_IOVEC
#undef __iovec_defined
#endif
#include <ws2/crt_open.h>
