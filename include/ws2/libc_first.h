/* ws2/libc_first.h - lets Winsock's names stand beside libc's. Part of winsock2.h.
 *
 * libc's headers that declare a name of Winsock's with another meaning come first, so that a later
 * include of them adds nothing; then the name is made to mean Winsock's. libc's own socket headers
 * hold the same names with Linux's values and cannot share a source with winsock2.h. */
#ifndef WS2_LIBC_FIRST_H
#define WS2_LIBC_FIRST_H

#if defined(_SYS_SOCKET_H) || defined(_SYS_UN_H) || defined(_NETINET_IN_H) ||                      \
    defined(_ARPA_INET_H) || defined(_NETDB_H) || defined(_NET_IF_H)
#error                                                                                             \
    "winsock2.h takes the place of sys/socket.h, netinet/in.h, arpa/inet.h, netdb.h and net/if.h: include those nowhere before it"
#endif

/* A program's own FD_SETSIZE outlives libc's, which is the one written with __FD_SETSIZE. */
#ifdef FD_SETSIZE
#pragma push_macro("__FD_SETSIZE")
#undef __FD_SETSIZE
#define __FD_SETSIZE 0
#if FD_SETSIZE == 0
#undef FD_SETSIZE
#endif
#pragma pop_macro("__FD_SETSIZE")
#endif
#pragma push_macro("FD_SETSIZE")
#undef FD_SETSIZE

#define WS2_LIBC_FIRST
#include "ws2/libc_hidden.h"
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/types.h>
#include <time.h>
#undef WS2_LIBC_FIRST

#undef FD_SETSIZE
#pragma pop_macro("FD_SETSIZE")

/* A later include of these gives nothing: what they hold is here with Windows' values. */
#define _SYS_SOCKET_H 1
#define _NETINET_IN_H 1
#define _ARPA_INET_H 1
#define _NETINET_TCP_H 1
#define _SYS_UN_H 1
#define _NETDB_H 1
#define _NET_IF_H 1

/* What MinGW-w64 says to sources that would define these types themselves. */
#ifdef _WIN32
#define _SSIZE_T_DEFINED
#define _TIMEVAL_DEFINED
#define _TIMESPEC_DEFINED
#endif

#define socklen_t ws2_socklen_t
#define u_long ws2_u_long
#define fd_set ws2_fd_set
#define timeval ws2_timeval
#define pollfd ws2_pollfd
#define gethostname ws2_gethostname
#ifndef __cplusplus
#define select ws2_select
#endif

#undef FD_SET
#undef FD_CLR
#undef FD_ISSET
#undef FD_ZERO
#undef _IO
#undef _IOR
#undef _IOW
#undef IOC_IN
#undef IOC_OUT
#undef IOC_INOUT
#undef FIONREAD
#undef FIONBIO
#undef FIOASYNC
#undef SIOCATMARK
#undef SIOCSHIWAT
#undef SIOCGHIWAT
#undef SIOCSLOWAT
#undef SIOCGLOWAT
#undef timerisset
#undef timercmp
#undef timerclear
#undef POLLIN
#undef POLLPRI
#undef POLLOUT
#undef POLLERR
#undef POLLHUP
#undef POLLNVAL
#undef POLLRDNORM
#undef POLLRDBAND
#undef POLLWRNORM
#undef POLLWRBAND
#undef POLLMSG

#endif
