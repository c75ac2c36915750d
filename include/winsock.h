/* winsock.h - Windows Sockets 1.1: the same types and calls as winsock2.h, of which 1.1 is a part.
 */
#ifndef _WINSOCKAPI_
#include "winsock2.h"
#endif
