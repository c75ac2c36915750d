#include "provider_world.hpp"

namespace {

using namespace ws2::test;

// The rows run for both socket types: what the second binder of an address gets.
class Bind : public ProviderTest {
protected:
    int second(int type, int first_option, int second_option) {
        const SOCKET one = p.open(type);
        if (first_option != 0) {
            EXPECT_EQ(p.set(one, first_option, 1), 0);
        }
        EXPECT_EQ(p.bind(one, loopback()), 0);
        const SOCKET two = p.open(type);
        if (second_option != 0) {
            EXPECT_EQ(p.set(two, second_option, 1), 0);
        }
        const int code = p.bind(two, p.name(one)) == 0 ? 0 : p.error;
        p.close(one);
        p.close(two);
        return code;
    }
};

TEST_P(Bind, TheFamilyMustBeTheSocketsAndTheSizeEnough) {
    const SOCKET s = p.open(SOCK_STREAM);
    sockaddr_in address = loopback();
    EXPECT_EQ(p.table.lpWSPBind(s, reinterpret_cast<sockaddr*>(&address), 15, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    address.sin_family = AF_INET6;
    EXPECT_EQ(p.bind(s, address), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(p.table.lpWSPBind(s, nullptr, 16, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
}

TEST_P(Bind, ASecondBindOfOneSocketIsInvalid) {
    const SOCKET s = p.bound(SOCK_STREAM);
    EXPECT_EQ(p.bind(s, loopback()), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Bind, AForeignAddressIsNotAvailable) {
    const SOCKET s = p.open(SOCK_STREAM);
    sockaddr_in address = loopback();
    address.sin_addr.s_addr = 0x010200C0; // 192.0.2.1
    EXPECT_EQ(p.bind(s, address), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEADDRNOTAVAIL);
}

TEST_P(Bind, APlainSecondBinderIsRefusedEvenIfNobodyListens) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
        EXPECT_EQ(second(type, 0, 0), WSAEADDRINUSE);
        EXPECT_EQ(second(type, SO_REUSEADDR, 0), WSAEADDRINUSE);
        EXPECT_EQ(second(type, SO_EXCLUSIVEADDRUSE, 0), WSAEADDRINUSE);
        EXPECT_EQ(second(type, 0, SO_EXCLUSIVEADDRUSE), WSAEADDRINUSE);
    }
}

// "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE": since Windows Server 2003 both have to ask for it.
TEST_P(Bind, ReuseSharesWithReuseAlone) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
        EXPECT_EQ(second(type, 0, SO_REUSEADDR), WSAEACCES);
        EXPECT_EQ(second(type, SO_REUSEADDR, SO_REUSEADDR), 0);
        EXPECT_EQ(second(type, SO_EXCLUSIVEADDRUSE, SO_REUSEADDR), WSAEACCES);
    }
}

TEST_P(Bind, ReuseSharesThePortOfAListenerThatLetsIt) {
    const SOCKET one = p.open(SOCK_STREAM);
    ASSERT_EQ(p.set(one, SO_REUSEADDR, 1), 0);
    ASSERT_EQ(p.bind(one, loopback()), 0) << p.error;
    ASSERT_EQ(p.table.lpWSPListen(one, 1, &p.error), 0) << p.error;
    const SOCKET two = p.open(SOCK_STREAM);
    ASSERT_EQ(p.set(two, SO_REUSEADDR, 1), 0);
    ASSERT_EQ(p.bind(two, p.name(one)), 0) << p.error;
    EXPECT_EQ(p.table.lpWSPListen(two, 1, &p.error), 0) << p.error;
}

TEST_P(Bind, APortInTimeWaitMayBeBoundPlainly) {
    const SOCKET listener = p.listener();
    const sockaddr_in address = p.name(listener);
    const SOCKET client = p.open(SOCK_STREAM);
    ASSERT_EQ(p.connect(client, address), 0);
    const SOCKET server = p.accept(listener);
    ASSERT_EQ(p.shutdown(server, SD_SEND), 0); // the server's side closes first
    EXPECT_EQ(p.receive(client), "");
    p.close(client);
    EXPECT_EQ(p.receive(server), "");
    p.close(server);
    p.close(listener);
    const SOCKET again = p.open(SOCK_STREAM);
    EXPECT_EQ(p.bind(again, address), 0) << p.error;
    EXPECT_EQ(p.table.lpWSPListen(again, 1, &p.error), 0) << p.error;
}

TEST_P(Bind, ReuseAndExclusiveContradictEachOther) {
    const SOCKET s = p.open(SOCK_STREAM);
    ASSERT_EQ(p.set(s, SO_REUSEADDR, 1), 0);
    EXPECT_EQ(p.set(s, SO_EXCLUSIVEADDRUSE, 1), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
    EXPECT_EQ(p.get(s, SO_REUSEADDR), 1U);
    EXPECT_EQ(p.get(s, SO_EXCLUSIVEADDRUSE), 0U);
}

TEST_P(Bind, Ipv6DoesNotTakeTheIpv4Port) {
    const SOCKET v6 = p.open(SOCK_STREAM, AF_INET6);
    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    int size = sizeof any;
    auto* name = reinterpret_cast<sockaddr*>(&any);
    ASSERT_EQ(p.table.lpWSPBind(v6, name, size, &p.error), 0) << p.error;
    ASSERT_EQ(p.table.lpWSPGetSockName(v6, name, &size, &p.error), 0);
    const SOCKET v4 = p.open(SOCK_STREAM);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = any.sin6_port;
    EXPECT_EQ(p.bind(v4, address), 0) << p.error;
}

WS2_BOTH_FAMILIES(Bind);

} // namespace
