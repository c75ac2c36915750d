#include "provider_world.hpp"

#include <mstcpip.h>

namespace {

using namespace ws2::test;

class Options : public ProviderTest {};

TEST_P(Options, BooleansTakeAndGiveOneOctetToo) {
    const SOCKET s = p.open(SOCK_STREAM);
    const char on = 1;
    for (const int name : {SO_KEEPALIVE, SO_REUSEADDR, SO_OOBINLINE, SO_DEBUG, SO_DONTROUTE}) {
        EXPECT_EQ(p.get(s, name), 0U) << name;
        ASSERT_EQ(p.table.lpWSPSetSockOpt(s, SOL_SOCKET, name, &on, 1, &p.error), 0) << name;
        EXPECT_EQ(p.get(s, name), 1U) << name;
        char octet = 0;
        int size = 1;
        ASSERT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, name, &octet, &size, &p.error), 0);
        EXPECT_EQ(octet, 1);
        EXPECT_EQ(size, 1);
    }
}

TEST_P(Options, ThoseOfTcpReachTheKernel) {
    const SOCKET s = p.open(SOCK_STREAM);
    for (const int name : {TCP_NODELAY, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT}) {
        ASSERT_EQ(p.set(s, name, 1, IPPROTO_TCP), 0) << name;
        EXPECT_EQ(p.get(s, name, IPPROTO_TCP), 1U) << name;
    }
    EXPECT_EQ(p.set(p.open(SOCK_DGRAM), TCP_NODELAY, 1, IPPROTO_TCP), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOPROTOOPT);
}

TEST_P(Options, ThoseOfIpReachTheKernel) {
    const SOCKET s = p.open(SOCK_DGRAM);
    for (const int name : {IP_TTL, IP_MULTICAST_TTL, IP_MULTICAST_LOOP, IP_DONTFRAGMENT}) {
        ASSERT_EQ(p.set(s, name, 1, IPPROTO_IP), 0) << name;
        EXPECT_EQ(p.get(s, name, IPPROTO_IP), 1U) << name;
    }
    const SOCKET v6 = p.open(SOCK_DGRAM, AF_INET6);
    for (const int name : {IPV6_UNICAST_HOPS, IPV6_MULTICAST_HOPS, IPV6_MULTICAST_LOOP}) {
        ASSERT_EQ(p.set(v6, name, 1, IPPROTO_IPV6), 0) << name;
        EXPECT_EQ(p.get(v6, name, IPPROTO_IPV6), 1U) << name;
    }
    ASSERT_EQ(p.set(v6, IPV6_V6ONLY, 0, IPPROTO_IPV6), 0);
    EXPECT_EQ(p.get(v6, IPV6_V6ONLY, IPPROTO_IPV6), 0U);
}

TEST_P(Options, DisconnectDataIsNoOptionOfTcp) {
    const SOCKET s = p.open(SOCK_STREAM);
    for (int name = SO_CONNDATA; name <= SO_DISCOPTLEN; ++name) {
        EXPECT_EQ(p.set(s, name, 0), SOCKET_ERROR);
        EXPECT_EQ(p.error, WSAENOPROTOOPT);
        p.get(s, name);
        EXPECT_EQ(p.result, SOCKET_ERROR);
        EXPECT_EQ(p.error, WSAENOPROTOOPT);
    }
}

TEST_P(Options, WhatIsReadOnlyCannotBeSet) {
    const SOCKET s = p.open(SOCK_STREAM);
    for (const int name : {SO_ERROR, SO_TYPE, SO_ACCEPTCONN, SO_PROTOCOL_INFOW, SO_CONNECT_TIME}) {
        EXPECT_EQ(p.set(s, name, 1), SOCKET_ERROR) << name;
        EXPECT_EQ(p.error, WSAENOPROTOOPT);
    }
    EXPECT_EQ(p.get(s, SO_CONNECT_TIME), 0xFFFFFFFFU);
    p.get(s, SO_MAX_MSG_SIZE);
    EXPECT_EQ(p.error, WSAENOPROTOOPT);
}

TEST_P(Options, MissingMemoryIsAFault) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.table.lpWSPSetSockOpt(s, SOL_SOCKET, SO_KEEPALIVE, nullptr, 4, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    char room[4];
    int size = 2;
    EXPECT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_TYPE, room, &size, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_TYPE, room, nullptr, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    size = 3;
    EXPECT_EQ(p.table.lpWSPSetSockOpt(s, SOL_SOCKET, SO_LINGER, room, size, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
}

TEST_P(Options, TheProtocolInformationComesInBothWidths) {
    const SOCKET s = p.open(SOCK_STREAM);
    WSAPROTOCOL_INFOA narrow{};
    int size = sizeof narrow;
    ASSERT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_PROTOCOL_INFOA,
                                      reinterpret_cast<char*>(&narrow), &size, &p.error),
              0);
    EXPECT_EQ(narrow.dwCatalogEntryId, p.entries[0].dwCatalogEntryId);
    EXPECT_NE(std::string(narrow.szProtocol).find("Tcpip [TCP/IP]"), std::string::npos);
}

TEST_P(Options, TheStateOfASocketHoldsItsAddresses) {
    const Pair pair = connected();
    alignas(8) char room[256];
    int size = sizeof room;
    ASSERT_EQ(p.table.lpWSPGetSockOpt(pair.client, SOL_SOCKET, SO_BSP_STATE, room, &size, &p.error),
              0);
    CSADDR_INFO state{};
    std::memcpy(&state, room, sizeof state);
    EXPECT_EQ(state.iSocketType, SOCK_STREAM);
    sockaddr_in peer{};
    ASSERT_EQ(state.RemoteAddr.iSockaddrLength, 16);
    std::memcpy(&peer, state.RemoteAddr.lpSockaddr, sizeof peer);
    EXPECT_EQ(peer.sin_port, p.name(pair.server).sin_port);
}

WS2_BOTH_FAMILIES(Options);

class Ioctls : public ProviderTest {};

TEST_P(Ioctls, CountWhatIsAvailable) {
    const Pair pair = connected();
    ASSERT_EQ(p.send(pair.client, "12345"), 5);
    ASSERT_TRUE(readable(pair.server));
    ULONG count = 0;
    ASSERT_EQ(p.ioctl(pair.server, static_cast<DWORD>(FIONREAD), nullptr, 0, &count, 4), 0);
    EXPECT_EQ(count, 5U);
    EXPECT_EQ(p.returned, 4U);
    EXPECT_EQ(p.ioctl(pair.server, static_cast<DWORD>(FIONREAD), nullptr, 0, &count, 3),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
}

TEST_P(Ioctls, TheMarkIsTrueWhenNoUrgentDataIsAhead) {
    const Pair pair = connected();
    ULONG at_mark = 0;
    ASSERT_EQ(p.ioctl(pair.server, static_cast<DWORD>(SIOCATMARK), nullptr, 0, &at_mark, 4), 0);
    EXPECT_EQ(at_mark, 1U);
}

TEST_P(Ioctls, TheBaseHandleIsTheSocket) {
    const SOCKET s = p.open(SOCK_DGRAM);
    SOCKET base = 0;
    ASSERT_EQ(p.ioctl(s, SIO_BASE_HANDLE, nullptr, 0, &base, sizeof base), 0);
    EXPECT_EQ(base, s);
    EXPECT_EQ(p.ioctl(s, SIO_BASE_HANDLE, nullptr, 0, &base, 4), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(p.ioctl(s, SIO_BASE_HANDLE, nullptr, 0, nullptr, 8), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
}

TEST_P(Ioctls, KeepAliveValuesReachTheKernel) {
    const SOCKET s = p.open(SOCK_STREAM);
    ULONG values[3] = {1, 5000, 2000};
    ASSERT_EQ(p.ioctl(s, SIO_KEEPALIVE_VALS, values, sizeof values, nullptr, 0), 0);
    EXPECT_EQ(p.get(s, SO_KEEPALIVE), 1U);
    EXPECT_EQ(p.get(s, TCP_KEEPIDLE, IPPROTO_TCP), 5U);
    EXPECT_EQ(p.get(s, TCP_KEEPINTVL, IPPROTO_TCP), 2U);
}

TEST_P(Ioctls, TheInterfaceListHoldsTheLoopback) {
    const SOCKET s = p.open(SOCK_DGRAM);
    INTERFACE_INFO list[64];
    ASSERT_EQ(p.ioctl(s, static_cast<DWORD>(SIO_GET_INTERFACE_LIST), nullptr, 0, list, sizeof list),
              0);
    bool found = false;
    for (DWORD i = 0; i < p.returned / sizeof list[0]; ++i)
        found = found || (list[i].iiFlags & IFF_LOOPBACK) != 0;
    EXPECT_TRUE(found);
}

TEST_P(Ioctls, AnAddressListThatDoesNotFitTellsItsSize) {
    const SOCKET s = p.open(SOCK_DGRAM);
    EXPECT_EQ(p.ioctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, nullptr, 0), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    ASSERT_GT(p.returned, 0U);
    std::vector<SOCKET> room(p.returned / sizeof(SOCKET) + 1);
    ASSERT_EQ(p.ioctl(s, SIO_ADDRESS_LIST_QUERY, nullptr, 0, room.data(), p.returned), 0);
    const auto* list = reinterpret_cast<const SOCKET_ADDRESS_LIST*>(room.data());
    ASSERT_GT(list->iAddressCount, 0);
    EXPECT_EQ(list->Address[0].lpSockaddr->sa_family, AF_INET);
}

TEST_P(Ioctls, TheRouteToTheLoopbackIsTheLoopback) {
    const SOCKET s = p.open(SOCK_DGRAM);
    sockaddr_in to = loopback();
    sockaddr_in from{};
    ASSERT_EQ(p.ioctl(s, SIO_ROUTING_INTERFACE_QUERY, &to, sizeof to, &from, sizeof from), 0)
        << p.error;
    EXPECT_EQ(from.sin_addr.s_addr, to.sin_addr.s_addr);
}

TEST_P(Ioctls, AnUnknownExtensionIsWSAEINVAL) {
    const SOCKET s = p.open(SOCK_STREAM);
    GUID id{};
    void* function = nullptr;
    EXPECT_EQ(p.ioctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, 8),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Ioctls, WhatHasNoMeaningIsNotSupported) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.ioctl(s, 0x12345678, nullptr, 0, nullptr, 0), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEOPNOTSUPP);
}

WS2_BOTH_FAMILIES(Ioctls);

class AddressStrings : public ProviderTest {
protected:
    std::u16string text(const void* address, DWORD size) {
        WCHAR room[64];
        DWORD length = 64;
        p.result = p.table.lpWSPAddressToString(static_cast<LPSOCKADDR>(const_cast<void*>(address)),
                                                size, nullptr, room, &length, &p.error);
        return p.result == 0 ? std::u16string(room, room + length - 1) : std::u16string();
    }
    template<typename T>
    T address(std::u16string wide, int family) {
        T parsed{};
        int size = sizeof parsed;
        p.result =
            p.table.lpWSPStringToAddress(reinterpret_cast<LPWSTR>(wide.data()), family, nullptr,
                                         reinterpret_cast<LPSOCKADDR>(&parsed), &size, &p.error);
        return parsed;
    }
};

TEST_P(AddressStrings, RoundTrip) {
    for (const char16_t* wide : {u"192.0.2.7", u"192.0.2.7:80", u"0.0.0.0:65535"}) {
        const auto parsed = address<sockaddr_in>(wide, AF_INET);
        ASSERT_EQ(p.result, 0);
        EXPECT_EQ(text(&parsed, sizeof parsed), wide);
    }
    for (const char16_t* wide :
         {u"2001:db8::1", u"fe80::1%3", u"[2001:db8::1]:443", u"[fe80::1%3]:443"}) {
        const auto parsed = address<sockaddr_in6>(wide, AF_INET6);
        ASSERT_EQ(p.result, 0);
        EXPECT_EQ(text(&parsed, sizeof parsed), wide);
    }
}

TEST_P(AddressStrings, WhatIsNoAddressIsInvalid) {
    for (const char16_t* wide :
         {u"", u"1.2.3", u"1.2.3.4:", u"1.2.3.4:65536", u"1.2.3.4:8x", u"::1"}) {
        address<sockaddr_in>(wide, AF_INET);
        EXPECT_EQ(p.result, SOCKET_ERROR);
        EXPECT_EQ(p.error, WSAEINVAL);
    }
    for (const char16_t* wide : {u"[::1", u"[::1]80", u"::1%x", u"1.2.3.4"}) {
        address<sockaddr_in6>(wide, AF_INET6);
        EXPECT_EQ(p.result, SOCKET_ERROR);
    }
}

TEST_P(AddressStrings, AShortBufferIsAFaultWithTheSize) {
    const auto parsed = address<sockaddr_in>(u"192.0.2.7:80", AF_INET);
    WCHAR room[4];
    DWORD length = 4;
    EXPECT_EQ(p.table.lpWSPAddressToString(
                  reinterpret_cast<LPSOCKADDR>(const_cast<sockaddr_in*>(&parsed)), sizeof parsed,
                  nullptr, room, &length, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(length, 13U);
}

WS2_BOTH_FAMILIES(AddressStrings);

} // namespace
