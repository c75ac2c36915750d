/* ws2/address_tests.h - what an IPv4, an IPv6 or any IP address is, and addresses that everybody
 * knows. Part of mstcpip.h. Addresses are in network order. */
#ifndef WS2_ADDRESS_TESTS_H
#define WS2_ADDRESS_TESTS_H
#include "winsock2.h"
#include "ws2ipdef.h"
#include <string.h>

/* IPv6 addresses. */
#define IN6ADDR_ANY_INIT                                                                           \
    {                                                                                              \
        {                                                                                          \
            { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }                                     \
        }                                                                                          \
    }
#define IN6ADDR_LOOPBACK_INIT                                                                      \
    {                                                                                              \
        {                                                                                          \
            { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }                                     \
        }                                                                                          \
    }
static const struct in6_addr in6addr_any
    __attribute__((__unused__)) = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}};
static const struct in6_addr in6addr_loopback
    __attribute__((__unused__)) = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}};

static FORCEINLINE BOOLEAN IN6_ADDR_EQUAL(const IN6_ADDR* a, const IN6_ADDR* b) {
    return memcmp(a, b, sizeof(IN6_ADDR)) == 0;
}
#define IN6_ARE_ADDR_EQUAL IN6_ADDR_EQUAL
static FORCEINLINE BOOLEAN IN6_IS_ADDR_UNSPECIFIED(const IN6_ADDR* a) {
    return IN6_ADDR_EQUAL(a, &in6addr_any);
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_LOOPBACK(const IN6_ADDR* a) {
    return IN6_ADDR_EQUAL(a, &in6addr_loopback);
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MULTICAST(const IN6_ADDR* a) {
    return a->s6_bytes[0] == 0xff;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_LINKLOCAL(const IN6_ADDR* a) {
    return a->s6_bytes[0] == 0xfe && (a->s6_bytes[1] & 0xc0) == 0x80;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_SITELOCAL(const IN6_ADDR* a) {
    return a->s6_bytes[0] == 0xfe && (a->s6_bytes[1] & 0xc0) == 0xc0;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_GLOBAL(const IN6_ADDR* a) {
    unsigned high = a->s6_bytes[0] & 0xf0u;
    return high != 0 && high != 0xf0;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_V4MAPPED(const IN6_ADDR* a) {
    return memcmp(a, &in6addr_any, 10) == 0 && a->s6_bytes[10] == 0xff && a->s6_bytes[11] == 0xff;
}
/* ::a.b.c.d, but neither :: nor ::1. */
static FORCEINLINE BOOLEAN IN6_IS_ADDR_V4COMPAT(const IN6_ADDR* a) {
    return memcmp(a, &in6addr_any, 12) == 0 &&
           !(a->s6_words[6] == 0 && a->s6_bytes[14] == 0 && a->s6_bytes[15] <= 1);
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MC_NODELOCAL(const IN6_ADDR* a) {
    return IN6_IS_ADDR_MULTICAST(a) && (a->s6_bytes[1] & 0xf) == 1;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MC_LINKLOCAL(const IN6_ADDR* a) {
    return IN6_IS_ADDR_MULTICAST(a) && (a->s6_bytes[1] & 0xf) == 2;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MC_SITELOCAL(const IN6_ADDR* a) {
    return IN6_IS_ADDR_MULTICAST(a) && (a->s6_bytes[1] & 0xf) == 5;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MC_ORGLOCAL(const IN6_ADDR* a) {
    return IN6_IS_ADDR_MULTICAST(a) && (a->s6_bytes[1] & 0xf) == 8;
}
static FORCEINLINE BOOLEAN IN6_IS_ADDR_MC_GLOBAL(const IN6_ADDR* a) {
    return IN6_IS_ADDR_MULTICAST(a) && (a->s6_bytes[1] & 0xf) == 0xe;
}
static FORCEINLINE VOID IN6_SET_ADDR_UNSPECIFIED(PIN6_ADDR a) {
    *a = in6addr_any;
}
static FORCEINLINE VOID IN6_SET_ADDR_LOOPBACK(PIN6_ADDR a) {
    *a = in6addr_loopback;
}
static FORCEINLINE VOID IN6ADDR_SETANY(PSOCKADDR_IN6 a) {
    memset(a, 0, sizeof(*a));
    a->sin6_family = AF_INET6;
}
static FORCEINLINE VOID IN6ADDR_SETLOOPBACK(PSOCKADDR_IN6 a) {
    IN6ADDR_SETANY(a);
    a->sin6_addr = in6addr_loopback;
}
static FORCEINLINE BOOLEAN IN6ADDR_ISANY(const SOCKADDR_IN6* a) {
    return a->sin6_family == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr);
}
static FORCEINLINE BOOLEAN IN6ADDR_ISLOOPBACK(const SOCKADDR_IN6* a) {
    return a->sin6_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&a->sin6_addr);
}
static FORCEINLINE BOOLEAN IN6ADDR_ISEQUAL(const SOCKADDR_IN6* a, const SOCKADDR_IN6* b) {
    return a->sin6_scope_id == b->sin6_scope_id && IN6_ADDR_EQUAL(&a->sin6_addr, &b->sin6_addr);
}
static FORCEINLINE BOOLEAN IN6ADDR_ISUNSPECIFIED(const SOCKADDR_IN6* a) {
    return a->sin6_scope_id == 0 && IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr);
}
static FORCEINLINE VOID IN6_SET_ADDR_V4MAPPED(PIN6_ADDR a, const IN_ADDR* ipv4) {
    memset(a, 0, sizeof(*a));
    a->s6_bytes[10] = a->s6_bytes[11] = 0xff;
    memcpy(&a->s6_bytes[12], ipv4, sizeof(*ipv4));
}
static FORCEINLINE const UCHAR* IN6_GET_ADDR_V4MAPPED(const IN6_ADDR* a) {
    return &a->s6_bytes[12];
}
static FORCEINLINE VOID IN6ADDR_SETV4MAPPED(PSOCKADDR_IN6 a, const IN_ADDR* ipv4, SCOPE_ID scope,
                                            USHORT port) {
    memset(a, 0, sizeof(*a));
    a->sin6_family = AF_INET6;
    a->sin6_port = port;
    a->sin6_scope_id = scope.Value;
    IN6_SET_ADDR_V4MAPPED(&a->sin6_addr, ipv4);
}
static FORCEINLINE BOOLEAN IN6ADDR_ISV4MAPPED(const SOCKADDR_IN6* a) {
    return IN6_IS_ADDR_V4MAPPED(&a->sin6_addr);
}

/* IPv4 addresses. */
#define WS2_IN4_OCTET(a, n) (((const UCHAR*)(a))[n])
static FORCEINLINE BOOLEAN IN4_ADDR_EQUAL(const IN_ADDR* a, const IN_ADDR* b) {
    return a->s_addr == b->s_addr;
}
static FORCEINLINE BOOLEAN IN4_UNALIGNED_ADDR_EQUAL(const IN_ADDR* a, const IN_ADDR* b) {
    return memcmp(a, b, sizeof(*a)) == 0;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_UNSPECIFIED(const IN_ADDR* a) {
    return a->s_addr == 0;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_LOOPBACK(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 127;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_BROADCAST(const IN_ADDR* a) {
    return a->s_addr == 0xffffffff;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_MULTICAST(const IN_ADDR* a) {
    return (WS2_IN4_OCTET(a, 0) & 0xf0) == 0xe0;
}
/* 169.254.0.0/16 */
static FORCEINLINE BOOLEAN IN4_IS_ADDR_LINKLOCAL(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 169 && WS2_IN4_OCTET(a, 1) == 254;
}
/* IPv4 has none. */
static FORCEINLINE BOOLEAN IN4_IS_ADDR_SITELOCAL(const IN_ADDR* a) {
    (void)a;
    return FALSE;
}
/* 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 */
static FORCEINLINE BOOLEAN IN4_IS_ADDR_RFC1918(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 10 ||
           (WS2_IN4_OCTET(a, 0) == 172 && (WS2_IN4_OCTET(a, 1) & 0xf0) == 16) ||
           (WS2_IN4_OCTET(a, 0) == 192 && WS2_IN4_OCTET(a, 1) == 168);
}
/* 224.0.0.0/24, 239.255.0.0/16, 239.192.0.0/14 */
static FORCEINLINE BOOLEAN IN4_IS_ADDR_MC_LINKLOCAL(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 224 && WS2_IN4_OCTET(a, 1) == 0 && WS2_IN4_OCTET(a, 2) == 0;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_MC_ADMINLOCAL(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 239 && WS2_IN4_OCTET(a, 1) == 255;
}
static FORCEINLINE BOOLEAN IN4_IS_ADDR_MC_SITELOCAL(const IN_ADDR* a) {
    return WS2_IN4_OCTET(a, 0) == 239 && (WS2_IN4_OCTET(a, 1) & 0xfc) == 192;
}
#define IN4_IS_UNALIGNED_ADDR_UNSPECIFIED IN4_IS_ADDR_UNSPECIFIED
#define IN4_IS_UNALIGNED_ADDR_LOOPBACK IN4_IS_ADDR_LOOPBACK
#define IN4_IS_UNALIGNED_ADDR_BROADCAST IN4_IS_ADDR_BROADCAST
#define IN4_IS_UNALIGNED_ADDR_MULTICAST IN4_IS_ADDR_MULTICAST
#define IN4_IS_UNALIGNED_ADDR_LINKLOCAL IN4_IS_ADDR_LINKLOCAL

static FORCEINLINE VOID IN4ADDR_SETSOCKADDR(PSOCKADDR_IN a, const IN_ADDR* address, USHORT port) {
    memset(a, 0, sizeof(*a));
    a->sin_family = AF_INET;
    a->sin_port = port;
    a->sin_addr = *address;
}
static FORCEINLINE VOID IN4ADDR_SETANY(PSOCKADDR_IN a) {
    memset(a, 0, sizeof(*a));
    a->sin_family = AF_INET;
}
static FORCEINLINE VOID IN4ADDR_SETLOOPBACK(PSOCKADDR_IN a) {
    IN4ADDR_SETANY(a);
    a->sin_addr.S_un.S_un_b.s_b1 = 127;
    a->sin_addr.S_un.S_un_b.s_b4 = 1;
}
static FORCEINLINE BOOLEAN IN4ADDR_ISANY(const SOCKADDR_IN* a) {
    return a->sin_family == AF_INET && IN4_IS_ADDR_UNSPECIFIED(&a->sin_addr);
}
static FORCEINLINE BOOLEAN IN4ADDR_ISLOOPBACK(const SOCKADDR_IN* a) {
    return a->sin_family == AF_INET && IN4_IS_ADDR_LOOPBACK(&a->sin_addr);
}
static FORCEINLINE BOOLEAN IN4ADDR_ISUNSPECIFIED(const SOCKADDR_IN* a) {
    return IN4_IS_ADDR_UNSPECIFIED(&a->sin_addr);
}
static FORCEINLINE BOOLEAN IN4ADDR_ISEQUAL(const SOCKADDR_IN* a, const SOCKADDR_IN* b) {
    return IN4_ADDR_EQUAL(&a->sin_addr, &b->sin_addr);
}

/* Addresses of either family: by family and address, then by socket address. */
#define WS2_INET_TEST(name)                                                                        \
    static FORCEINLINE BOOLEAN INET_IS_ADDR_##name(ADDRESS_FAMILY family, const VOID* address) {   \
        return family == AF_INET6 ? IN6_IS_ADDR_##name((const IN6_ADDR*)address)                   \
                                  : IN4_IS_ADDR_##name((const IN_ADDR*)address);                   \
    }
WS2_INET_TEST(UNSPECIFIED)
WS2_INET_TEST(LOOPBACK)
WS2_INET_TEST(LINKLOCAL)
WS2_INET_TEST(SITELOCAL)
WS2_INET_TEST(MULTICAST)
#undef WS2_INET_TEST
static FORCEINLINE BOOLEAN INET_IS_ADDR_BROADCAST(ADDRESS_FAMILY family, const VOID* address) {
    return family == AF_INET && IN4_IS_ADDR_BROADCAST((const IN_ADDR*)address);
}
static FORCEINLINE BOOLEAN INET_ADDR_EQUAL(ADDRESS_FAMILY family, const VOID* a, const VOID* b) {
    return memcmp(a, b, family == AF_INET6 ? sizeof(IN6_ADDR) : sizeof(IN_ADDR)) == 0;
}

#define WS2_IN4(a) ((PSOCKADDR_IN)(VOID*)(a))
#define WS2_IN6(a) ((PSOCKADDR_IN6)(VOID*)(a))
#define WS2_CONST_IN4(a) ((const SOCKADDR_IN*)(const VOID*)(a))
#define WS2_CONST_IN6(a) ((const SOCKADDR_IN6*)(const VOID*)(a))
static FORCEINLINE PUCHAR INETADDR_ADDRESS(const SOCKADDR* a) {
    return a->sa_family == AF_INET6 ? (PUCHAR)&WS2_CONST_IN6(a)->sin6_addr
                                    : (PUCHAR)&WS2_CONST_IN4(a)->sin_addr;
}
/* At the same place in both families. */
static FORCEINLINE USHORT INETADDR_PORT(const SOCKADDR* a) {
    return WS2_CONST_IN4(a)->sin_port;
}
static FORCEINLINE VOID INETADDR_SET_PORT(PSOCKADDR a, USHORT port) {
    WS2_IN4(a)->sin_port = port;
}
static FORCEINLINE SCOPE_ID INETADDR_SCOPE_ID(const SOCKADDR* a) {
    SCOPE_ID scope;
    scope.Value = a->sa_family == AF_INET6 ? WS2_CONST_IN6(a)->sin6_scope_id : 0;
    return scope;
}
static FORCEINLINE VOID INETADDR_SET_ADDRESS(PSOCKADDR a, const UCHAR* address) {
    if (a->sa_family == AF_INET6)
        memcpy(&WS2_IN6(a)->sin6_addr, address, sizeof(IN6_ADDR));
    else
        memcpy(&WS2_IN4(a)->sin_addr, address, sizeof(IN_ADDR));
}
static FORCEINLINE VOID INETADDR_SETSOCKADDR(ADDRESS_FAMILY family, PSOCKADDR a,
                                             const UCHAR* address, SCOPE_ID scope, USHORT port) {
    if (family == AF_INET6) {
        IN6ADDR_SETANY(WS2_IN6(a));
        WS2_IN6(a)->sin6_scope_id = scope.Value;
    } else {
        IN4ADDR_SETANY(WS2_IN4(a));
    }
    INETADDR_SET_ADDRESS(a, address);
    INETADDR_SET_PORT(a, port);
}
/* Keep the family, and zero the rest. */
static FORCEINLINE VOID INETADDR_SETANY(PSOCKADDR a) {
    if (a->sa_family == AF_INET6)
        IN6ADDR_SETANY(WS2_IN6(a));
    else
        IN4ADDR_SETANY(WS2_IN4(a));
}
static FORCEINLINE VOID INETADDR_SETLOOPBACK(PSOCKADDR a) {
    if (a->sa_family == AF_INET6)
        IN6ADDR_SETLOOPBACK(WS2_IN6(a));
    else
        IN4ADDR_SETLOOPBACK(WS2_IN4(a));
}
#define WS2_INETADDR_TEST(name)                                                                    \
    static FORCEINLINE BOOLEAN INETADDR_##name(const SOCKADDR* a) {                                \
        return a->sa_family == AF_INET6 ? IN6ADDR_##name(WS2_CONST_IN6(a))                         \
                                        : IN4ADDR_##name(WS2_CONST_IN4(a));                        \
    }
WS2_INETADDR_TEST(ISANY)
WS2_INETADDR_TEST(ISLOOPBACK)
WS2_INETADDR_TEST(ISUNSPECIFIED)
#undef WS2_INETADDR_TEST
static FORCEINLINE BOOLEAN INETADDR_ISV4MAPPED(const SOCKADDR* a) {
    return a->sa_family == AF_INET6 && IN6ADDR_ISV4MAPPED(WS2_CONST_IN6(a));
}
/* Families, addresses and scopes; not the ports. */
static FORCEINLINE BOOLEAN INETADDR_ISEQUAL(const SOCKADDR* a, const SOCKADDR* b) {
    if (a->sa_family != b->sa_family)
        return FALSE;
    return a->sa_family == AF_INET6 ? IN6ADDR_ISEQUAL(WS2_CONST_IN6(a), WS2_CONST_IN6(b))
                                    : IN4ADDR_ISEQUAL(WS2_CONST_IN4(a), WS2_CONST_IN4(b));
}

#endif
