// Suite conformance: connect and WSAConnect.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

Outcome connect_to(SOCKET s, const Address& address) {
    return outcome_of([&] { return connect(s, address.get(), address.length); });
}

class Connect : public Case {};
WS2_OVER(Connect, connection_oriented);

TEST_P(Connect, NobodyListeningIsWSAECONNREFUSED) {
    const Socket deaf = bound(entry());
    const Socket s = create(entry());
    EXPECT_EQ(connect_to(s, name_of(deaf)), failed(WSAECONNREFUSED));
}

TEST_P(Connect, ARefusedSocketMayTryAgain) {
    const Socket target = bound(entry());
    const Socket s = create(entry());
    ASSERT_EQ(connect_to(s, name_of(target)), failed(WSAECONNREFUSED));
    ASSERT_EQ(listen(target, 1), 0);
    const Address server = name_of(target);
    BlockedCall calling([&] { return connect(s, server.get(), server.length); });
    const Socket accepted(accept(target, nullptr, nullptr));
    EXPECT_NE(accepted, INVALID_SOCKET);
    EXPECT_EQ(calling.join(), returned(0));
}

TEST_P(Connect, AConnectedSocketIsWSAEISCONN) {
    const Socket listener = listening(entry());
    const Pair pair = connect_through(entry(), listener);
    EXPECT_EQ(connect_to(pair.a, name_of(listener)), failed(WSAEISCONN));
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(Connect, AListenerIsWSAEINVAL) {
    const Socket one = listening(entry());
    const Socket other = listening(entry());
    EXPECT_EQ(connect_to(one, name_of(other)), failed(WSAEINVAL));
}

TEST_P(Connect, AnotherFamilyIsWSAEAFNOSUPPORT) {
    const Socket s = create(entry());
    EXPECT_EQ(connect_to(s, of_another_family(entry())), failed(WSAEAFNOSUPPORT));
}

TEST_P(Connect, ALengthShorterThanTheAddressIsWSAEFAULT) {
    const Socket s = create(entry());
    const Socket listener = listening(entry());
    const Address address = name_of(listener);
    for (const int length : {0, 1, entry().info.iMinSockAddr - 1})
        EXPECT_EQ(outcome_of([&] { return connect(s, address.get(), length); }), failed(WSAEFAULT))
            << length;
    EXPECT_EQ(outcome_of([&] { return connect(s, nullptr, address.length); }), failed(WSAEFAULT));
}

TEST_P(Connect, AnUnboundSocketIsBoundByIt) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(name_of(pair.a).length, entry().info.iMinSockAddr);
}

TEST_P(Connect, ANonBlockingOneIsWSAEWOULDBLOCKAndEndsWritable) {
    const Socket listener = listening(entry());
    const Socket s = create(entry());
    set_blocking(s, false);
    EXPECT_THAT(connect_to(s, name_of(listener)),
                AnyOf(failed(WSAEWOULDBLOCK), returned(0))); // within a machine it may end at once
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET);
    EXPECT_TRUE(writable(s));
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ERROR), 0);
    EXPECT_EQ(connect_to(s, name_of(listener)), failed(WSAEISCONN));
}

TEST_P(Connect, ARefusedNonBlockingOneEndsInTheExceptionSet) {
    const Socket deaf = bound(entry());
    const Socket s = create(entry());
    set_blocking(s, false);
    const Outcome called = connect_to(s, name_of(deaf));
    if (called == failed(WSAECONNREFUSED))
        return; // it ended at once
    ASSERT_EQ(called, failed(WSAEWOULDBLOCK));
    EXPECT_TRUE(exceptional(s));
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ERROR), WSAECONNREFUSED);
}

class ConnectAcross : public Case {}; // which takes time
WS2_OVER(ConnectAcross, resettable);

// The connection stood, whatever became of it before anybody looked.
TEST_P(ConnectAcross, AConnectionThatIsResetAtOnceHasBeenConnected) {
    if (!entry().byte_stream())
        GTEST_SKIP() << "a message transport has no connection before its own handshake";
    const Socket listener = listening(entry());
    const Address there = name_of(listener);
    const Socket s = create(entry());
    set_blocking(s, false);
    ASSERT_EQ(outcome_of([&] { return connect(s, there.get(), there.length); }),
              failed(WSAEWOULDBLOCK));
    Socket accepted(accept(listener, nullptr, nullptr));
    set_linger(accepted, true, 0);
    accepted.close();
    EXPECT_TRUE(writable(s));
    EXPECT_TRUE(readable(s));
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(s, &octet, 1, 0); }), failed(WSAECONNRESET));
}

TEST_P(ConnectAcross, PortZeroIsWSAEADDRNOTAVAIL) {
    const Socket s = create(entry());
    EXPECT_EQ(connect_to(s, parse(entry(), subject().loopback)), failed(WSAEADDRNOTAVAIL));
}

TEST_P(ConnectAcross, ASecondCallWhileTheFirstIsUnderWayIsWSAEALREADY) {
    const Socket listener = listening(entry(), 0);
    const Address server = name_of(listener);
    std::vector<Socket> callers; // more than the backlog takes
    bool under_way = false;
    for (int each = 0; each < 16; ++each) {
        callers.push_back(create(entry()));
        set_blocking(callers.back(), false);
        under_way = connect_to(callers.back(), server) == failed(WSAEWOULDBLOCK) || under_way;
    }
    if (!under_way)
        GTEST_SKIP() << "every call ended at once";
    // The first ones may be connected by now, and the last ones refused.
    std::vector<Outcome> again;
    for (const auto& caller : callers)
        again.push_back(connect_to(caller, server));
    EXPECT_THAT(again, testing::Contains(AnyOf(failed(WSAEALREADY), failed(WSAEINVAL))));
}

class ConnectWithoutData : public Case {};
WS2_OVER(ConnectWithoutData,
         [](const Entry& entry) { return entry.connected() && !entry.claims(XP1_CONNECT_DATA); });

TEST_P(ConnectWithoutData, CallerDataIsWSAEPROTONOSUPPORT) {
    const Socket listener = listening(entry());
    const Address server = name_of(listener);
    const Socket s = create(entry());
    char text[] = "hello";
    WSABUF data{5, text};
    EXPECT_EQ(outcome_of([&] {
                  return WSAConnect(s, server.get(), server.length, &data, nullptr, nullptr,
                                    nullptr);
              }),
              failed(WSAEPROTONOSUPPORT));
}

class ConnectDatagram : public Case {};
WS2_OVER(ConnectDatagram, connectionless);

TEST_P(ConnectDatagram, SetsTheDefaultPeer) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    ASSERT_EQ(connect_to(a, name_of(b)), returned(0));
    EXPECT_EQ(peer_of(a), name_of(b));
    send_all(a, "x");
    EXPECT_EQ(receive(b, 1), "x");
}

TEST_P(ConnectDatagram, AnotherPeerReplacesTheFirst) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    const Socket c = bound(entry());
    ASSERT_EQ(connect_to(a, name_of(b)), returned(0));
    ASSERT_EQ(connect_to(a, name_of(c)), returned(0));
    EXPECT_EQ(peer_of(a), name_of(c));
    send_all(a, "x");
    EXPECT_EQ(receive(c, 1), "x");
}

TEST_P(ConnectDatagram, AnAllZeroAddressClearsThePeer) {
    const Pair pair = connect_pair(entry());
    Address zero = name_of(pair.b);
    const auto family = zero.get()->sa_family;
    zero.storage = {};
    zero.get()->sa_family = family;
    ASSERT_EQ(connect_to(pair.a, zero), returned(0));
    Address address;
    EXPECT_EQ(outcome_of([&] { return getpeername(pair.a, address.get(), &address.length); }),
              failed(WSAENOTCONN));
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAENOTCONN));
}

TEST_P(ConnectDatagram, ConnectDataIsIgnored) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    const Address peer = name_of(b);
    char text[] = "hello";
    WSABUF data{5, text};
    EXPECT_EQ(outcome_of([&] {
                  return WSAConnect(a, peer.get(), peer.length, &data, nullptr, nullptr, nullptr);
              }),
              returned(0));
}

} // namespace
} // namespace ws2::conformance
