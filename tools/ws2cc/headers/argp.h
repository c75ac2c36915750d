/* Not on Windows: only the headers of ws2 themselves may ask for it. */
#if !defined(WS2_LIBC_FIRST) && !defined(_WINSOCK2API_)
#error "Windows has no argp.h"
#endif
#include_next <argp.h>
