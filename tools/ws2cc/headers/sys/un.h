/* Not on Windows. Behind winsock2.h it is afunix.h: a source that takes this for Windows and that for
 * Unix means the same structure. */
#if defined(WS2_LIBC_FIRST)
#include_next <sys/un.h>
#elif defined(_WINSOCK2API_)
#include <afunix.h>
#else
#error "Windows has no sys/un.h"
#endif
