#include "provider_world.hpp"

namespace {

using namespace ws2::test;

class Connection : public ProviderTest {
protected:
    // A port on which nobody listens: bound by a socket of ours that never will.
    sockaddr_in deaf() { return p.name(p.bound(SOCK_STREAM)); }

    int writable_or_failed(SOCKET s) {
        fd_set written;
        fd_set failed;
        FD_ZERO(&written);
        FD_ZERO(&failed);
        FD_SET(s, &written);
        FD_SET(s, &failed);
        const timeval limit{10, 0};
        EXPECT_EQ(p.table.lpWSPSelect(0, nullptr, &written, &failed, &limit, &p.error), 1);
        return written.fd_count == 1 ? 1 : -1;
    }
};

TEST_P(Connection, CarriesOctetsBothWays) {
    const Pair pair = connected();
    EXPECT_EQ(p.send(pair.client, "ping"), 4);
    EXPECT_EQ(p.receive(pair.server), "ping");
    EXPECT_EQ(p.send(pair.server, "pong"), 4);
    EXPECT_EQ(p.receive(pair.client, 2), "po");
    EXPECT_EQ(p.receive(pair.client, 2), "ng");
}

TEST_P(Connection, GathersAndScatters) {
    const Pair pair = connected();
    char one[] = "ab";
    char two[] = "cde";
    WSABUF out[] = {{2, one}, {0, nullptr}, {3, two}};
    DWORD moved = 0;
    ASSERT_EQ(
        p.table.lpWSPSend(pair.client, out, 3, &moved, 0, nullptr, nullptr, nullptr, &p.error), 0);
    EXPECT_EQ(moved, 5U);
    char first[4] = {};
    char second[4] = {};
    WSABUF in[] = {{3, first}, {2, second}};
    DWORD flags = MSG_WAITALL;
    ASSERT_EQ(
        p.table.lpWSPRecv(pair.server, in, 2, &moved, &flags, nullptr, nullptr, nullptr, &p.error),
        0);
    EXPECT_EQ(moved, 5U);
    EXPECT_STREQ(first, "abc");
    EXPECT_STREQ(second, "de");
}

TEST_P(Connection, WorksOverIpv6) {
    const SOCKET listener = p.open(SOCK_STREAM, AF_INET6);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr.s6_addr[15] = 1;
    auto* name = reinterpret_cast<sockaddr*>(&address);
    int size = sizeof address;
    ASSERT_EQ(p.table.lpWSPBind(listener, name, size, &p.error), 0) << p.error;
    ASSERT_EQ(p.table.lpWSPListen(listener, 1, &p.error), 0);
    ASSERT_EQ(p.table.lpWSPGetSockName(listener, name, &size, &p.error), 0);
    EXPECT_EQ(address.sin6_family, AF_INET6) << "Windows' number comes back";
    const SOCKET client = p.open(SOCK_STREAM, AF_INET6);
    ASSERT_EQ(
        p.table.lpWSPConnect(client, name, size, nullptr, nullptr, nullptr, nullptr, &p.error), 0)
        << p.error;
    sockaddr_in6 peer{};
    size = sizeof peer;
    const SOCKET server = p.table.lpWSPAccept(listener, reinterpret_cast<sockaddr*>(&peer), &size,
                                              nullptr, 0, &p.error);
    ASSERT_NE(server, INVALID_SOCKET);
    EXPECT_EQ(peer.sin6_family, AF_INET6);
    EXPECT_EQ(p.send(client, "six"), 3);
    EXPECT_EQ(p.receive(server), "six");
}

TEST_P(Connection, ARefusedConnectMayBeRepeated) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.connect(s, deaf()), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAECONNREFUSED);
    EXPECT_EQ(p.connect(s, p.name(p.listener())), 0) << p.error;
    EXPECT_EQ(p.connect(s, deaf()), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEISCONN);
}

TEST_P(Connection, ANonBlockingConnectIsWouldBlockAndThenWritable) {
    const SOCKET listener = p.listener();
    const SOCKET s = p.open(SOCK_STREAM);
    p.set_non_blocking(s);
    EXPECT_EQ(p.connect(s, p.name(listener)), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    EXPECT_EQ(writable_or_failed(s), 1);
    EXPECT_EQ(p.get(s, SO_ERROR), 0U);
    EXPECT_EQ(p.connect(s, p.name(listener)), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEISCONN);
}

TEST_P(Connection, ANonBlockingRefusalShowsInTheExceptionSet) {
    const SOCKET s = p.open(SOCK_STREAM);
    p.set_non_blocking(s);
    EXPECT_EQ(p.connect(s, deaf()), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    EXPECT_EQ(writable_or_failed(s), -1);
    EXPECT_EQ(p.get(s, SO_ERROR), static_cast<DWORD>(WSAECONNREFUSED));
    EXPECT_EQ(p.get(s, SO_ERROR), 0U) << "reading clears it";
    EXPECT_EQ(p.connect(s, p.name(p.listener())), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK) << "the socket may try again";
    EXPECT_EQ(writable_or_failed(s), 1);
}

TEST_P(Connection, ChecksTheAddress) {
    const SOCKET s = p.open(SOCK_STREAM);
    sockaddr_in address = loopback(0x0900);
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    EXPECT_EQ(p.table.lpWSPConnect(s, name, 15, nullptr, nullptr, nullptr, nullptr, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(p.connect(s, loopback(0)), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEADDRNOTAVAIL);
    address.sin_addr.s_addr = INADDR_ANY;
    EXPECT_EQ(p.connect(s, address), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEADDRNOTAVAIL);
    address = loopback(0x0900);
    address.sin_family = AF_INET6;
    EXPECT_EQ(p.connect(s, address), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEAFNOSUPPORT);
}

TEST_P(Connection, RefusesConnectDataWithItsOwnCode) {
    const SOCKET s = p.open(SOCK_STREAM);
    const sockaddr_in address = p.name(p.listener());
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    char octets[] = "hello";
    WSABUF data{5, octets};
    EXPECT_EQ(
        p.table.lpWSPConnect(s, name, sizeof address, &data, nullptr, nullptr, nullptr, &p.error),
        SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEPROTONOSUPPORT);
    EXPECT_EQ(
        p.table.lpWSPConnect(s, name, sizeof address, nullptr, &data, nullptr, nullptr, &p.error),
        0);
    EXPECT_EQ(data.len, 0U) << "no callee data came";
}

TEST_P(Connection, TheSendTimeoutDoesNotLimitAConnect) {
    const SOCKET s = p.open(SOCK_STREAM);
    ASSERT_EQ(p.set(s, SO_SNDTIMEO, 1), 0);
    EXPECT_EQ(p.connect(s, p.name(p.listener())), 0) << p.error;
}

TEST_P(Connection, UnconnectedCallsSaySo) {
    const SOCKET s = p.bound(SOCK_STREAM);
    EXPECT_EQ(p.send(s, "x"), -1);
    EXPECT_EQ(p.error, WSAENOTCONN);
    p.receive(s);
    EXPECT_EQ(p.error, WSAENOTCONN);
    EXPECT_EQ(p.shutdown(s, SD_SEND), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTCONN);
    EXPECT_EQ(p.shutdown(s, 3), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
    sockaddr_in peer{};
    int size = sizeof peer;
    EXPECT_EQ(p.table.lpWSPGetPeerName(s, reinterpret_cast<sockaddr*>(&peer), &size, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTCONN);
    const SOCKET unbound = p.open(SOCK_STREAM);
    EXPECT_EQ(
        p.table.lpWSPGetSockName(unbound, reinterpret_cast<sockaddr*>(&peer), &size, &p.error),
        SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Connection, AResetIsReportedByEveryCallAfterIt) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_linger(pair.server, true, 0), 0);
    ASSERT_EQ(p.close(pair.server), 0);
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAECONNRESET);
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAECONNRESET) << "not the end of the stream";
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Connection, ShutdownRefusesTheDirectionThatIsShut) {
    const Pair pair = connected();
    ASSERT_EQ(p.shutdown(pair.client, SD_SEND), 0);
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
    ASSERT_EQ(p.shutdown(pair.client, SD_RECEIVE), 0);
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
}

TEST_P(Connection, ShuttingReceptionWithDataQueuedResets) {
    const Pair pair = connected();
    ASSERT_EQ(p.send(pair.client, "undelivered"), 11);
    ASSERT_TRUE(readable(pair.server));
    ASSERT_EQ(p.shutdown(pair.server, SD_RECEIVE), 0);
    p.receive(pair.client);
    EXPECT_EQ(p.result, SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Connection, ReceiveTimesOutInMillisecondsAndTheSocketLives) {
    const Pair pair = connected();
    ASSERT_EQ(p.set(pair.client, SO_RCVTIMEO, 20), 0);
    EXPECT_EQ(p.get(pair.client, SO_RCVTIMEO), 20U);
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAETIMEDOUT);
    ASSERT_EQ(p.send(pair.server, "late"), 4);
    EXPECT_EQ(p.receive(pair.client), "late");
}

TEST_P(Connection, ABlockingSendTimesOut) {
    const Pair pair = connected();
    ASSERT_EQ(p.set(pair.client, SO_SNDTIMEO, 20), 0);
    EXPECT_EQ(p.send(pair.client, std::string(32 << 20, 'x')), -1);
    EXPECT_EQ(p.error, WSAETIMEDOUT);
}

TEST_P(Connection, NonBlockingCallsWouldBlock) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    ASSERT_EQ(p.set_non_blocking(pair.client, false), 0);
    ASSERT_EQ(p.send(pair.server, "x"), 1);
    EXPECT_EQ(p.receive(pair.client), "x");
}

TEST_P(Connection, PeekLeavesAndOutOfBandOvertakes) {
    const Pair pair = connected();
    ASSERT_EQ(p.send(pair.client, "abc"), 3);
    EXPECT_EQ(p.receive(pair.server, 3, MSG_PEEK), "abc");
    ASSERT_EQ(p.send(pair.client, "!", MSG_OOB), 1);
    fd_set except;
    FD_ZERO(&except);
    FD_SET(pair.server, &except);
    const timeval limit{10, 0};
    ASSERT_EQ(p.table.lpWSPSelect(0, nullptr, nullptr, &except, &limit, &p.error), 1);
    ULONG at_mark = 1;
    ASSERT_EQ(p.ioctl(pair.server, static_cast<DWORD>(SIOCATMARK), nullptr, 0, &at_mark, 4), 0);
    EXPECT_EQ(at_mark, 0U);
    EXPECT_EQ(p.receive(pair.server, 1, MSG_OOB), "!");
    EXPECT_EQ(p.receive(pair.server), "abc");
    p.receive(pair.server, 1, MSG_OOB);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
}

TEST_P(Connection, AnUnreadableBufferIsAFault) {
    const Pair pair = connected();
    WSABUF bad{4, reinterpret_cast<char*>(0x10)};
    DWORD moved = 0;
    EXPECT_EQ(
        p.table.lpWSPSend(pair.client, &bad, 1, &moved, 0, nullptr, nullptr, nullptr, &p.error),
        SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    ASSERT_EQ(p.send(pair.server, "data"), 4);
    DWORD flags = 0;
    EXPECT_EQ(p.table.lpWSPRecv(pair.client, &bad, 1, &moved, &flags, nullptr, nullptr, nullptr,
                                &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
    EXPECT_EQ(
        p.table.lpWSPSend(pair.client, nullptr, 1, &moved, 0, nullptr, nullptr, nullptr, &p.error),
        SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEFAULT);
}

TEST_P(Connection, AnOverlappedReceiveWaitsAndAnOverlappedSendIsDoneAtOnce) {
    const Pair pair = connected();
    WSAOVERLAPPED receiving{};
    WSAOVERLAPPED sending{};
    char out = 'x';
    char in = 0;
    WSABUF to{1, &in};
    WSABUF from{1, &out};
    DWORD moved = 0;
    DWORD flags = 0;
    EXPECT_EQ(p.table.lpWSPRecv(pair.server, &to, 1, nullptr, &flags, &receiving, nullptr, nullptr,
                                &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSA_IO_PENDING);
    EXPECT_EQ(
        p.table.lpWSPSend(pair.client, &from, 1, &moved, 0, &sending, nullptr, nullptr, &p.error),
        0);
    EXPECT_EQ(moved, 1U);
    EXPECT_TRUE(
        p.table.lpWSPGetOverlappedResult(pair.server, &receiving, &moved, TRUE, &flags, &p.error));
    EXPECT_EQ(moved, 1U);
    EXPECT_EQ(in, 'x');
}

WS2_BOTH_FAMILIES(Connection);

} // namespace
