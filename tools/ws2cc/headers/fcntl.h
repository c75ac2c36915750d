/* fcntl.h - the C library's own without names that programs for Windows define themselves. */
#pragma GCC system_header
#define iovec ws2_libc_iovec
#define tee ws2_libc_tee
#define splice ws2_libc_splice
#define vmsplice ws2_libc_vmsplice
#include_next <fcntl.h>
#undef iovec
#undef tee
#undef splice
#undef vmsplice
#include <ws2/crt_open.h>
