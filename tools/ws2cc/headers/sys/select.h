/* Not on Windows. A source that asks for it finds out; other headers of libc may. */
#if __INCLUDE_LEVEL__ == 1 && !defined(WS2_LIBC_FIRST) && !defined(_WINSOCK2API_)
#error "Windows has no sys/select.h"
#endif
#include_next <sys/select.h>
