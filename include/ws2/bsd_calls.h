/* ws2/bsd_calls.h - the calls that Winsock has from Berkeley. Part of winsock2.h.
 *
 * Calls that return int give SOCKET_ERROR on failure and WSAGetLastError says why; calls that
 * return a pointer or a SOCKET give NULL or INVALID_SOCKET. Lengths are octets. */
#ifndef WS2_BSD_CALLS_H
#define WS2_BSD_CALLS_H
#include "ws2/protocol_info.h"
#include "ws2/socket_types.h"
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sockets and connections. */
WINSOCK_API_LINKAGE SOCKET WSAAPI socket(int af, int type, int protocol) WS2_LIBC_NAME(socket);
WINSOCK_API_LINKAGE int WSAAPI bind(SOCKET s, const struct sockaddr* name, int namelen)
    WS2_LIBC_NAME(bind);
WINSOCK_API_LINKAGE int WSAAPI listen(SOCKET s, int backlog) WS2_LIBC_NAME(listen);
/* *addrlen: room at addr, then what was used; both may be NULL. */
WINSOCK_API_LINKAGE SOCKET WSAAPI accept(SOCKET s, struct sockaddr* addr, int* addrlen)
    WS2_LIBC_NAME(accept);
WINSOCK_API_LINKAGE int WSAAPI connect(SOCKET s, const struct sockaddr* name, int namelen)
    WS2_LIBC_NAME(connect);
WINSOCK_API_LINKAGE int WSAAPI shutdown(SOCKET s, int how) WS2_LIBC_NAME(shutdown);
WINSOCK_API_LINKAGE int WSAAPI closesocket(SOCKET s);
WINSOCK_API_LINKAGE int WSAAPI getpeername(SOCKET s, struct sockaddr* name, int* namelen)
    WS2_LIBC_NAME(getpeername);
WINSOCK_API_LINKAGE int WSAAPI getsockname(SOCKET s, struct sockaddr* name, int* namelen)
    WS2_LIBC_NAME(getsockname);

/* Data. The result is the number of octets; 0 from recv is the peer's graceful end. */
WINSOCK_API_LINKAGE int WSAAPI send(SOCKET s, const char* buf, int len, int flags)
    WS2_LIBC_NAME(send);
WINSOCK_API_LINKAGE int WSAAPI sendto(SOCKET s, const char* buf, int len, int flags,
                                      const struct sockaddr* to, int tolen) WS2_LIBC_NAME(sendto);
WINSOCK_API_LINKAGE int WSAAPI recv(SOCKET s, char* buf, int len, int flags) WS2_LIBC_NAME(recv);
WINSOCK_API_LINKAGE int WSAAPI recvfrom(SOCKET s, char* buf, int len, int flags,
                                        struct sockaddr* from, int* fromlen)
    WS2_LIBC_NAME(recvfrom);

/* Options and modes. */
WINSOCK_API_LINKAGE int WSAAPI getsockopt(SOCKET s, int level, int optname, char* optval,
                                          int* optlen) WS2_LIBC_NAME(getsockopt);
WINSOCK_API_LINKAGE int WSAAPI setsockopt(SOCKET s, int level, int optname, const char* optval,
                                          int optlen) WS2_LIBC_NAME(setsockopt);
WINSOCK_API_LINKAGE int WSAAPI ioctlsocket(SOCKET s, LONG cmd, u_long* argp);

/* Byte order and numeric addresses. inet_addr gives INADDR_NONE for what it cannot read;
 * inet_ntoa's text is the thread's until its next call. */
WINSOCK_API_LINKAGE u_long WSAAPI htonl(u_long hostlong) WS2_LIBC_NAME(htonl);
WINSOCK_API_LINKAGE u_long WSAAPI ntohl(u_long netlong) WS2_LIBC_NAME(ntohl);
WINSOCK_API_LINKAGE u_short WSAAPI htons(u_short hostshort) WS2_LIBC_NAME(htons);
WINSOCK_API_LINKAGE u_short WSAAPI ntohs(u_short netshort) WS2_LIBC_NAME(ntohs);
WINSOCK_API_LINKAGE ULONG WSAAPI inet_addr(const char* cp) WS2_LIBC_NAME(inet_addr);
WINSOCK_API_LINKAGE char* WSAAPI inet_ntoa(struct in_addr in) WS2_LIBC_NAME(inet_ntoa);

/* Names. */
WINSOCK_API_LINKAGE int WSAAPI gethostname(char* name, int namelen);
WINSOCK_API_LINKAGE int WSAAPI GetHostNameW(PWSTR name, int namelen);
WINSOCK_API_LINKAGE struct hostent* WSAAPI gethostbyname(const char* name)
    WS2_LIBC_NAME(gethostbyname);
WINSOCK_API_LINKAGE struct hostent* WSAAPI gethostbyaddr(const char* addr, int len, int type)
    WS2_LIBC_NAME(gethostbyaddr);
WINSOCK_API_LINKAGE struct servent* WSAAPI getservbyname(const char* name, const char* proto)
    WS2_LIBC_NAME(getservbyname);
WINSOCK_API_LINKAGE struct servent* WSAAPI getservbyport(int port, const char* proto)
    WS2_LIBC_NAME(getservbyport);
WINSOCK_API_LINKAGE struct protoent* WSAAPI getprotobyname(const char* name)
    WS2_LIBC_NAME(getprotobyname);
WINSOCK_API_LINKAGE struct protoent* WSAAPI getprotobynumber(int number)
    WS2_LIBC_NAME(getprotobynumber);

#ifndef NO_EXTRA_HTON_FUNCTIONS
static __forceinline unsigned WS2_INT64 htonll(unsigned WS2_INT64 Value) {
    return __builtin_bswap64(Value);
}
static __forceinline unsigned WS2_INT64 ntohll(unsigned WS2_INT64 Value) {
    return __builtin_bswap64(Value);
}
static __forceinline unsigned __int32 htonf(float Value) {
    unsigned __int32 bits;
    memcpy(&bits, &Value, sizeof(bits));
    return __builtin_bswap32(bits);
}
static __forceinline float ntohf(unsigned __int32 Value) {
    float result;
    Value = __builtin_bswap32(Value);
    memcpy(&result, &Value, sizeof(result));
    return result;
}
static __forceinline unsigned WS2_INT64 htond(double Value) {
    unsigned WS2_INT64 bits;
    memcpy(&bits, &Value, sizeof(bits));
    return __builtin_bswap64(bits);
}
static __forceinline double ntohd(unsigned WS2_INT64 Value) {
    double result;
    Value = __builtin_bswap64(Value);
    memcpy(&result, &Value, sizeof(result));
    return result;
}
#endif

#ifdef __cplusplus
}

/* libc's select has other parameter types and C linkage: this one is its overload. */
extern "C++" {
WINSOCK_API_LINKAGE int WSAAPI select(int nfds, fd_set* readfds, fd_set* writefds,
                                      fd_set* exceptfds, const struct timeval* timeout)
    WS2_LIBC_NAME(select);
}
#else
WINSOCK_API_LINKAGE int WSAAPI select(int nfds, fd_set* readfds, fd_set* writefds,
                                      fd_set* exceptfds, const struct timeval* timeout);
#endif

#endif
