// Suite conformance: bind, listen and names of sockets.
#include "conformance/pair.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

Outcome bind_to(SOCKET s, const Address& address) {
    return outcome_of([&] { return bind(s, address.get(), address.length); });
}

class Bind : public Case {};
WS2_OVER(Bind, any);

TEST_P(Bind, APortOfZeroIsReplacedByOneThatTheProviderPicks) {
    const Socket s = bound(entry());
    const Address asked = parse(entry(), subject().loopback);
    EXPECT_FALSE(name_of(s) == asked);
    const Socket other = bound(entry());
    EXPECT_FALSE(name_of(s) == name_of(other));
}

TEST_P(Bind, AnotherFamilyThanTheSocketsIsWSAEFAULT) {
    const Socket s = create(entry());
    EXPECT_THAT(bind_to(s, of_another_family(entry())),
                AnyOf(failed(WSAEFAULT), failed(WSAEAFNOSUPPORT)));
}

TEST_P(Bind, ALengthShorterThanTheAddressIsWSAEFAULT) {
    const Socket s = create(entry());
    const Address address = parse(entry(), subject().loopback);
    for (const int length : {0, 1, entry().info.iMinSockAddr - 1})
        EXPECT_EQ(outcome_of([&] { return bind(s, address.get(), length); }), failed(WSAEFAULT))
            << length;
}

TEST_P(Bind, NoAddressIsWSAEFAULT) {
    const Socket s = create(entry());
    EXPECT_EQ(outcome_of([&] { return bind(s, nullptr, entry().info.iMinSockAddr); }),
              failed(WSAEFAULT));
}

TEST_P(Bind, ASecondBindIsWSAEINVAL) {
    const Socket s = bound(entry());
    EXPECT_EQ(bind_to(s, parse(entry(), subject().loopback)), failed(WSAEINVAL));
}

TEST_P(Bind, AnAddressInUseIsWSAEADDRINUSE) {
    const Socket first = bound(entry());
    const Socket second = create(entry());
    EXPECT_EQ(bind_to(second, name_of(first)), failed(WSAEADDRINUSE));
}

TEST_P(Bind, AnAddressOfAnotherMachineIsWSAEADDRNOTAVAIL) {
    const Socket s = create(entry());
    EXPECT_EQ(bind_to(s, parse(entry(), subject().foreign)), failed(WSAEADDRNOTAVAIL));
}

TEST_P(Bind, AFailedBindLeavesTheSocketUnbound) {
    const Socket s = create(entry());
    ASSERT_EQ(bind_to(s, parse(entry(), subject().foreign)), failed(WSAEADDRNOTAVAIL));
    EXPECT_EQ(bind_to(s, parse(entry(), subject().loopback)), returned(0));
}

TEST_P(Bind, GetsocknameOfAnUnboundSocketIsWSAEINVAL) {
    const Socket s = create(entry());
    Address address;
    EXPECT_EQ(outcome_of([&] { return getsockname(s, address.get(), &address.length); }),
              failed(WSAEINVAL));
}

TEST_P(Bind, GetsocknameIntoTooLittleRoomIsWSAEFAULT) {
    const Socket s = bound(entry());
    Address address;
    address.length = entry().info.iMinSockAddr - 1;
    EXPECT_EQ(outcome_of([&] { return getsockname(s, address.get(), &address.length); }),
              failed(WSAEFAULT));
    EXPECT_EQ(outcome_of([&] { return getsockname(s, nullptr, &address.length); }),
              failed(WSAEFAULT));
    EXPECT_EQ(outcome_of([&] { return getsockname(s, address.get(), nullptr); }),
              failed(WSAEFAULT));
}

TEST_P(Bind, GetpeernameOfAnUnconnectedSocketIsWSAENOTCONN) {
    const Socket s = bound(entry());
    Address address;
    EXPECT_EQ(outcome_of([&] { return getpeername(s, address.get(), &address.length); }),
              failed(WSAENOTCONN));
}

TEST_P(Bind, NamesOfAConnectionMirrorEachOther) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(name_of(pair.b), peer_of(pair.a));
    EXPECT_EQ(name_of(pair.a), peer_of(pair.b));
}

class PeerName : public Case {};
WS2_OVER(PeerName, resettable);

// getpeername is WSAENOTCONN for "a socket that is not connected"; no document says that the end of
// a connection makes it so, and servers print who has left.
TEST_P(PeerName, StaysBehindTheEndOfTheConnection) {
    Pair reset = connect_pair(entry());
    const Address other = name_of(reset.b);
    set_linger(reset.b, true, 0);
    reset.b.close();
    (void)receive_until_end(reset.a);
    EXPECT_EQ(peer_of(reset.a), other);

    Pair ended = connect_pair(entry());
    const Address ended_name = name_of(ended.b);
    ended.b.close();
    (void)receive_until_end(ended.a);
    EXPECT_EQ(shutdown(ended.a, SD_SEND), 0);
    EXPECT_EQ(peer_of(ended.a), ended_name);
}

class Listen : public Case {};
WS2_OVER(Listen, connection_oriented);

TEST_P(Listen, AnUnboundSocketIsWSAEINVAL) {
    const Socket s = create(entry());
    EXPECT_EQ(outcome_of([&] { return listen(s, 1); }), failed(WSAEINVAL));
}

TEST_P(Listen, AConnectedSocketIsWSAEISCONN) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(outcome_of([&] { return listen(pair.a, 1); }), failed(WSAEISCONN));
    EXPECT_EQ(outcome_of([&] { return listen(pair.b, 1); }), failed(WSAEISCONN));
}

TEST_P(Listen, AnyBacklogIsClampedInSilence) {
    for (const int backlog : {0, -1, 1, 5, 1000000, SOMAXCONN}) {
        const Socket s = bound(entry());
        EXPECT_EQ(outcome_of([&] { return listen(s, backlog); }), returned(0)) << backlog;
        connect_through(entry(), s);
    }
}

TEST_P(Listen, ARepeatedCallUpdatesTheBacklog) {
    const Socket s = listening(entry(), 1);
    EXPECT_EQ(outcome_of([&] { return listen(s, 8); }), returned(0));
    connect_through(entry(), s);
}

TEST_P(Listen, TheOptionSO_ACCEPTCONNTells) {
    const Socket s = bound(entry());
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ACCEPTCONN), 0);
    ASSERT_EQ(listen(s, 1), 0);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ACCEPTCONN), 1);
}

class ListenConnectionless : public Case {};
WS2_OVER(ListenConnectionless, connectionless);

TEST_P(ListenConnectionless, IsWSAEOPNOTSUPP) {
    const Socket s = bound(entry());
    EXPECT_EQ(outcome_of([&] { return listen(s, 1); }), failed(WSAEOPNOTSUPP));
}

TEST_P(ListenConnectionless, SoIsAccept) {
    const Socket s = bound(entry());
    EXPECT_THAT(outcome_of([&] { return accept(s, nullptr, nullptr); }),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
}

} // namespace
} // namespace ws2::conformance
