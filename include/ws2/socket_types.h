/* ws2/socket_types.h - sockets, sets of sockets, times, and the records of names and protocols that
 * Berkeley's calls use. Part of winsock2.h. */
#ifndef WS2_SOCKET_TYPES_H
#define WS2_SOCKET_TYPES_H
#include "ws2def.h"

typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned int u_long; /* 32 bits, as on Windows */
typedef unsigned WS2_INT64 u_int64;

/* A socket's handle. For a socket that Linux backs it is the descriptor. */
typedef UINT_PTR SOCKET;
#define INVALID_SOCKET ((SOCKET)(~0))
#define SOCKET_ERROR (-1)

/* A set is a counted array of handles, not a bit mask. FD_SETSIZE may be defined before the
 * include. */
#ifndef FD_SETSIZE
#define FD_SETSIZE 64
#endif

typedef struct fd_set {
    u_int fd_count;
    SOCKET fd_array[FD_SETSIZE];
} fd_set;
typedef struct fd_set FD_SET;
typedef struct fd_set* PFD_SET;
typedef struct fd_set* LPFD_SET;

#define FD_CLR(fd, set) ws2_fd_clear((SOCKET)(fd), (fd_set*)(set))
#define FD_SET(fd, set) ws2_fd_add((SOCKET)(fd), (fd_set*)(set))
#define FD_ZERO(set) (((fd_set*)(set))->fd_count = 0)
#define FD_ISSET(fd, set) __WSAFDIsSet((SOCKET)(fd), (fd_set*)(set))

#ifdef __cplusplus
extern "C" {
#endif
/* Whether fd is in the set. */
WINSOCK_API_LINKAGE int WSAAPI __WSAFDIsSet(SOCKET fd, fd_set* set);
#ifdef __cplusplus
}
#endif

/* Takes a handle out; the others keep their order. */
static inline void ws2_fd_clear(SOCKET fd, fd_set* set) {
    u_int i = 0;
    while (i < set->fd_count && set->fd_array[i] != fd)
        ++i;
    if (i == set->fd_count)
        return;
    for (--set->fd_count; i < set->fd_count; ++i)
        set->fd_array[i] = set->fd_array[i + 1];
}

/* Puts a handle in, once; a full set stays as it is. */
static inline void ws2_fd_add(SOCKET fd, fd_set* set) {
    u_int i = 0;
    while (i < set->fd_count && set->fd_array[i] != fd)
        ++i;
    if (i == set->fd_count && i < FD_SETSIZE) {
        set->fd_array[i] = fd;
        ++set->fd_count;
    }
}

struct timeval {
    LONG tv_sec;
    LONG tv_usec;
};
typedef struct timeval TIMEVAL;
typedef struct timeval* PTIMEVAL;
typedef struct timeval* LPTIMEVAL;

#define timerisset(tvp) ((tvp)->tv_sec || (tvp)->tv_usec)
#define timercmp(tvp, uvp, cmp)                                                                    \
    ((tvp)->tv_sec cmp(uvp)->tv_sec ||                                                             \
     ((tvp)->tv_sec == (uvp)->tv_sec && (tvp)->tv_usec cmp(uvp)->tv_usec))
#define timerclear(tvp) (tvp)->tv_sec = (tvp)->tv_usec = 0

/* Records that gethostbyname and its relatives return; owned by Winsock, valid until the thread's
 * next such call. */
struct hostent {
    char* h_name;
    char** h_aliases;
    short h_addrtype;
    short h_length;
    char** h_addr_list;
#define h_addr h_addr_list[0]
};

struct netent {
    char* n_name;
    char** n_aliases;
    short n_addrtype;
    u_long n_net;
};

struct servent {
    char* s_name;
    char** s_aliases;
    char* s_proto;
    short s_port;
};

struct protoent {
    char* p_name;
    char** p_aliases;
    short p_proto;
};

struct linger {
    u_short l_onoff;
    u_short l_linger; /* seconds */
};

struct sockproto {
    u_short sp_family;
    u_short sp_protocol;
};

typedef struct hostent HOSTENT, *PHOSTENT, *LPHOSTENT;
typedef struct servent SERVENT, *PSERVENT, *LPSERVENT;
typedef struct protoent PROTOENT, *PPROTOENT, *LPPROTOENT;
typedef struct linger LINGER, *PLINGER, *LPLINGER;

/* ioctlsocket's commands. */
#define _IO(x, y) (IOC_VOID | ((x) << 8) | (y))
#define _IOR(x, y, t) (IOC_OUT | (((LONG)sizeof(t) & IOCPARM_MASK) << 16) | ((x) << 8) | (y))
#define _IOW(x, y, t) (IOC_IN | (((LONG)sizeof(t) & IOCPARM_MASK) << 16) | ((x) << 8) | (y))
#define FIONREAD 0x4004667f
#define FIONBIO 0x8004667e
#define FIOASYNC 0x8004667d
#define SIOCSHIWAT 0x80047300
#define SIOCGHIWAT 0x40047301
#define SIOCSLOWAT 0x80047302
#define SIOCGLOWAT 0x40047303
#define SIOCATMARK 0x40047307

/* Flags of the transfer calls and other limits. */
#define MSG_OOB 0x1
#define MSG_PEEK 0x2
#define MSG_DONTROUTE 0x4
#define MSG_WAITALL 0x8
#define MSG_PUSH_IMMEDIATE 0x20
#define MSG_INTERRUPT 0x10
#define MSG_PARTIAL 0x8000
#define MSG_MAXIOVLEN 16
#define SOMAXCONN 0x7fffffff
#define SOMAXCONN_HINT(backlog) (-(backlog))
#define MAXGETHOSTSTRUCT 1024

#define PF_UNSPEC AF_UNSPEC
#define PF_UNIX AF_UNIX
#define PF_INET AF_INET
#define PF_IMPLINK AF_IMPLINK
#define PF_PUP AF_PUP
#define PF_CHAOS AF_CHAOS
#define PF_NS AF_NS
#define PF_IPX AF_IPX
#define PF_ISO AF_ISO
#define PF_OSI AF_OSI
#define PF_ECMA AF_ECMA
#define PF_DATAKIT AF_DATAKIT
#define PF_CCITT AF_CCITT
#define PF_SNA AF_SNA
#define PF_DECnet AF_DECnet
#define PF_DLI AF_DLI
#define PF_LAT AF_LAT
#define PF_HYLINK AF_HYLINK
#define PF_APPLETALK AF_APPLETALK
#define PF_VOICEVIEW AF_VOICEVIEW
#define PF_FIREFOX AF_FIREFOX
#define PF_UNKNOWN1 AF_UNKNOWN1
#define PF_BAN AF_BAN
#define PF_ATM AF_ATM
#define PF_INET6 AF_INET6
#define PF_BTH AF_BTH
#define PF_MAX AF_MAX

#endif
