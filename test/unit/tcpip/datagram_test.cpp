#include "provider_world.hpp"

namespace {

using namespace ws2::test;

class Datagram : public ProviderTest {
protected:
    // Sends to a port that nobody has.
    void send_into_the_void(SOCKET s) {
        const SOCKET passing = p.bound(SOCK_DGRAM);
        const sockaddr_in gone = p.name(passing);
        p.close(passing);
        ASSERT_EQ(p.send_to(s, "anyone?", gone), 7) << p.error;
    }
    std::string receive_from(SOCKET s, std::size_t room, sockaddr_in& from) {
        std::string octets(room, '\0');
        WSABUF buffer{static_cast<ULONG>(room), octets.data()};
        DWORD got = 0;
        p.received_flags = 0;
        int size = sizeof from;
        p.result = p.table.lpWSPRecvFrom(s, &buffer, 1, &got, &p.received_flags,
                                         reinterpret_cast<sockaddr*>(&from), &size, nullptr,
                                         nullptr, nullptr, &p.error);
        octets.resize(p.result == 0 || p.error == WSAEMSGSIZE ? got : 0);
        return octets;
    }
};

TEST_P(Datagram, KeepsBoundariesAndNamesTheSender) {
    const SOCKET one = p.bound(SOCK_DGRAM);
    const SOCKET two = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.send_to(one, "first", p.name(two)), 5);
    ASSERT_EQ(p.send_to(one, "", p.name(two)), 0);
    ASSERT_EQ(p.send_to(one, "third", p.name(two)), 5);
    sockaddr_in from{};
    EXPECT_EQ(receive_from(two, 100, from), "first");
    EXPECT_EQ(from.sin_port, p.name(one).sin_port);
    EXPECT_EQ(receive_from(two, 100, from), "");
    EXPECT_EQ(p.result, 0);
    EXPECT_EQ(p.receive(two), "third");
}

TEST_P(Datagram, OneThatIsTooLongFillsTheBufferAndIsAMessageSizeError) {
    const SOCKET one = p.bound(SOCK_DGRAM);
    const SOCKET two = p.bound(SOCK_DGRAM);
    for (int i = 0; i < 3; ++i)
        ASSERT_EQ(p.send_to(one, "0123456789", p.name(two)), 10);
    sockaddr_in from{};
    EXPECT_EQ(receive_from(two, 4, from), "0123");
    EXPECT_EQ(p.result, SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEMSGSIZE);
    EXPECT_EQ(p.received_flags, static_cast<DWORD>(MSG_PARTIAL));
    EXPECT_EQ(p.receive(two, 4), "0123");
    EXPECT_EQ(p.error, WSAEMSGSIZE);
    char a[2];
    char b[3];
    WSABUF buffers[] = {{2, a}, {3, b}};
    DWORD got = 0;
    DWORD flags = 0;
    EXPECT_EQ(p.table.lpWSPRecv(two, buffers, 2, &got, &flags, nullptr, nullptr, nullptr, &p.error),
              SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEMSGSIZE);
    EXPECT_EQ(got, 5U);
}

TEST_P(Datagram, OneThatIsTooLongToSendIsAMessageSizeError) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    EXPECT_EQ(p.send_to(s, std::string(70000, 'x'), p.name(s)), -1);
    EXPECT_EQ(p.error, WSAEMSGSIZE);
    EXPECT_EQ(p.get(s, SO_MAX_MSG_SIZE), 65507U);
}

TEST_P(Datagram, APeerMayBeSetChangedAndCleared) {
    const SOCKET one = p.bound(SOCK_DGRAM);
    const SOCKET two = p.bound(SOCK_DGRAM);
    EXPECT_EQ(p.send(one, "x"), -1);
    EXPECT_EQ(p.error, WSAENOTCONN);
    ASSERT_EQ(p.connect(one, p.name(two)), 0);
    EXPECT_EQ(p.send(one, "x"), 1);
    const SOCKET three = p.bound(SOCK_DGRAM);
    EXPECT_EQ(p.send_to(one, "y", p.name(three)), 1) << "a given address beats the peer";
    EXPECT_EQ(p.receive(three), "y");
    ASSERT_EQ(p.connect(one, p.name(three)), 0);
    EXPECT_EQ(p.send(one, "z"), 1);
    EXPECT_EQ(p.receive(three), "z");
    sockaddr_in nobody{};
    nobody.sin_family = AF_INET;
    ASSERT_EQ(p.connect(one, nobody), 0) << p.error;
    EXPECT_EQ(p.send(one, "x"), -1);
    EXPECT_EQ(p.error, WSAENOTCONN);
    EXPECT_EQ(p.receive(two), "x");
}

TEST_P(Datagram, ANewPeerDropsTheQueue) {
    const SOCKET one = p.bound(SOCK_DGRAM);
    const SOCKET two = p.bound(SOCK_DGRAM);
    const SOCKET three = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.send_to(two, "old", p.name(one)), 3);
    ASSERT_TRUE(readable(one));
    ASSERT_EQ(p.connect(one, p.name(three)), 0);
    ASSERT_EQ(p.send_to(three, "new", p.name(one)), 3);
    EXPECT_EQ(p.receive(one), "new");
}

TEST_P(Datagram, ReceivingWithoutAnAddressIsInvalidAndSendingGivesOne) {
    const SOCKET s = p.open(SOCK_DGRAM);
    p.receive(s);
    EXPECT_EQ(p.error, WSAEINVAL);
    const SOCKET other = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.send_to(s, "x", p.name(other)), 1);
    EXPECT_NE(p.name(s).sin_port, 0);
}

TEST_P(Datagram, AnUnreachablePortIsAResetOnTheNextReceive) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    send_into_the_void(s);
    ASSERT_TRUE(readable(s));
    p.receive(s);
    EXPECT_EQ(p.error, WSAECONNRESET);
    const SOCKET other = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.send_to(other, "on", p.name(s)), 2);
    EXPECT_EQ(p.receive(s), "on") << "the socket goes on";
}

TEST_P(Datagram, ASendInBetweenDoesNotSwallowTheReset) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    const SOCKET other = p.bound(SOCK_DGRAM);
    send_into_the_void(s);
    ASSERT_TRUE(readable(s));
    EXPECT_EQ(p.send_to(s, "good", p.name(other)), 4) << "sends do not report it";
    EXPECT_EQ(p.receive(other), "good");
    ASSERT_TRUE(readable(s));
    p.receive(s);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Datagram, SioUdpConnresetSwitchesTheReportOff) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    BOOL off = FALSE;
    ASSERT_EQ(p.ioctl(s, static_cast<DWORD>(SIO_UDP_CONNRESET), &off, sizeof off, nullptr, 0), 0);
    send_into_the_void(s);
    ASSERT_EQ(p.set(s, SO_RCVTIMEO, 50), 0);
    p.receive(s);
    EXPECT_EQ(p.error, WSAETIMEDOUT);
}

TEST_P(Datagram, AConnectedPeerThatIsGoneIsAResetUnlessSwitchedOff) {
    for (const BOOL report : {TRUE, FALSE}) {
        const SOCKET s = p.bound(SOCK_DGRAM);
        BOOL value = report;
        ASSERT_EQ(
            p.ioctl(s, static_cast<DWORD>(SIO_UDP_CONNRESET), &value, sizeof value, nullptr, 0), 0);
        const SOCKET passing = p.bound(SOCK_DGRAM);
        ASSERT_EQ(p.connect(s, p.name(passing)), 0);
        p.close(passing);
        ASSERT_EQ(p.set(s, SO_RCVTIMEO, 50), 0);
        ASSERT_EQ(p.send(s, "x"), 1);
        ASSERT_TRUE(readable(s));
        p.receive(s);
        EXPECT_EQ(p.error, report ? WSAECONNRESET : WSAETIMEDOUT);
    }
}

TEST_P(Datagram, ShutdownRefusesCallsOnly) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.shutdown(s, SD_SEND), 0);
    EXPECT_EQ(p.send_to(s, "x", p.name(s)), -1);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
    ASSERT_EQ(p.shutdown(s, SD_BOTH), 0);
    p.receive(s);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
}

TEST_P(Datagram, StreamCallsAreNotSupported) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    EXPECT_EQ(p.table.lpWSPListen(s, 1, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEOPNOTSUPP);
    EXPECT_EQ(p.accept(s), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEOPNOTSUPP);
}

TEST_P(Datagram, MulticastReachesAMemberOnTheLoopback) {
    const SOCKET receiver = p.open(SOCK_DGRAM);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    ASSERT_EQ(p.set(receiver, SO_REUSEADDR, 1), 0);
    ASSERT_EQ(p.bind(receiver, any), 0);
    const unsigned char octets[8] = {239, 1, 2, 3, 127, 0, 0, 1}; // ip_mreq
    ASSERT_EQ(p.table.lpWSPSetSockOpt(receiver, IPPROTO_IP, IP_ADD_MEMBERSHIP,
                                      reinterpret_cast<const char*>(octets), 8, &p.error),
              0)
        << p.error;
    const SOCKET sender = p.bound(SOCK_DGRAM);
    ASSERT_EQ(p.set(sender, IP_MULTICAST_IF, 0x0100007F, IPPROTO_IP), 0) << p.error;
    sockaddr_in group = p.name(receiver);
    std::memcpy(&group.sin_addr, octets, 4);
    ASSERT_EQ(p.send_to(sender, "all", group), 3) << p.error;
    EXPECT_EQ(p.receive(receiver), "all");
}

WS2_BOTH_FAMILIES(Datagram);

} // namespace
