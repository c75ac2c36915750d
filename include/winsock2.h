/* winsock2.h - Windows Sockets 2, the application interface, after "Windows Sockets 2 Application
 * Programming Interface" (revision 2.2) and the Winsock reference.
 *
 * Its chapters are the headers below. Source code compiles as on Windows; DWORD, LONG and u_long
 * are 32 bits wide and every structure has the layout of 64-bit Windows. */
#ifndef _WINSOCK2API_
#define _WINSOCK2API_
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_
#endif

#include "windows.h"
#include "ws2/bsd_calls.h"
#include "ws2/libc_first.h"
#include "ws2/name_space.h"
#include "ws2/protocol_info.h"
#include "ws2/socket_types.h"
#include "ws2/wsa_calls.h"
#include "ws2def.h"
#if defined(INCL_WINSOCK_API_TYPEDEFS) && INCL_WINSOCK_API_TYPEDEFS
#include "ws2/call_types.h"
#endif

#endif
