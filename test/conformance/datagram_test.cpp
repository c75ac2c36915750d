// Suite conformance: sendto and recvfrom without connection.
#include "conformance/pair.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

Outcome send_to(SOCKET s, std::string_view data, const Address& to) {
    return outcome_of([&] {
        return sendto(s, data.data(), static_cast<int>(data.size()), 0, to.get(), to.length);
    });
}

class Datagram : public Case {};
WS2_OVER(Datagram, connectionless);

TEST_P(Datagram, TheSendersAddressIsFilledIn) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    ASSERT_EQ(send_to(a, "hello", name_of(b)), returned(5));
    char room[16];
    Address from;
    EXPECT_EQ(
        outcome_of([&] { return recvfrom(b, room, sizeof room, 0, from.get(), &from.length); }),
        returned(5));
    EXPECT_EQ(from, name_of(a));
}

TEST_P(Datagram, SendingBindsAnUnboundSocket) {
    const Socket a = create(entry());
    const Socket b = bound(entry());
    ASSERT_EQ(send_to(a, "hello", name_of(b)), returned(5));
    EXPECT_GT(name_of(a).length, 0);
}

TEST_P(Datagram, AGivenAddressBeatsTheConnectedPeer) {
    const Pair pair = connect_pair(entry());
    const Socket other = bound(entry());
    ASSERT_EQ(send_to(pair.a, "hello", name_of(other)), returned(5));
    EXPECT_EQ(receive(other, 5), "hello");
}

TEST_P(Datagram, AConnectedSocketHearsItsPeerOnly) {
    const Pair pair = connect_pair(entry());
    const Socket stranger = bound(entry());
    ASSERT_EQ(send_to(stranger, "stranger", name_of(pair.b)), returned(8));
    send_all(pair.a, "friend");
    EXPECT_EQ(receive(pair.b, 6), "friend");
}

TEST_P(Datagram, WithoutAnyAddressItIsWSAENOTCONN) {
    const Socket s = bound(entry());
    EXPECT_EQ(outcome_of([&] { return send(s, "x", 1, 0); }), failed(WSAENOTCONN));
    EXPECT_THAT(outcome_of([&] { return sendto(s, "x", 1, 0, nullptr, 0); }),
                AnyOf(failed(WSAENOTCONN), failed(WSAEDESTADDRREQ)));
}

TEST_P(Datagram, AnotherFamilyIsWSAEAFNOSUPPORT) {
    const Socket a = bound(entry());
    Address address = name_of(a);
    address.get()->sa_family = static_cast<u_short>(AF_UNIX);
    EXPECT_EQ(send_to(a, "x", address), failed(WSAEAFNOSUPPORT));
}

TEST_P(Datagram, AnAddressTooShortIsWSAEFAULT) {
    const Socket a = bound(entry());
    Address address = name_of(a);
    address.length = 2;
    EXPECT_EQ(send_to(a, "x", address), failed(WSAEFAULT));
}

TEST_P(Datagram, TooLittleRoomForTheSendersAddressIsWSAEFAULT) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    ASSERT_EQ(send_to(a, "hello", name_of(b)), returned(5));
    char room[16];
    Address from;
    from.length = 3;
    EXPECT_EQ(
        outcome_of([&] { return recvfrom(b, room, sizeof room, 0, from.get(), &from.length); }),
        failed(WSAEFAULT));
}

TEST_P(Datagram, MoreThanTheTransportCarriesIsWSAEMSGSIZE) {
    const Pair pair = connect_pair(entry());
    const std::string huge(70000, 'x');
    EXPECT_EQ(outcome_of([&] { return send(pair.a, huge.data(), 70000, 0); }), failed(WSAEMSGSIZE));
}

TEST_P(Datagram, SO_MAX_MSG_SIZETellsHowMuchThatIs) {
    const Pair pair = connect_pair(entry());
    const auto limit = option(pair.a, SOL_SOCKET, SO_MAX_MSG_SIZE);
    ASSERT_TRUE(limit.has_value());
    EXPECT_GT(*limit, 1000);
    EXPECT_LE(*limit, 65535);
}

TEST_P(Datagram, ReceivingOnAnUnboundSocketIsWSAEINVAL) {
    const Socket s = create(entry());
    set_blocking(s, false);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recvfrom(s, &room, 1, 0, nullptr, nullptr); }),
              failed(WSAEINVAL));
}

TEST_P(Datagram, ShutdownOfEitherHalfStopsThatHalf) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAESHUTDOWN));
    ASSERT_EQ(shutdown(pair.a, SD_RECEIVE), 0);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.a, &room, 1, 0); }), failed(WSAESHUTDOWN));
}

} // namespace
} // namespace ws2::conformance
