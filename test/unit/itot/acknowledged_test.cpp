// Expedited data that is acknowledged (RFC 2126 section 4.2.2): until the EA is here nothing else
// is sent, and what the peer sends meanwhile is answered all the same.
#include "unit/itot/provider.hpp"
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

class ItotAcknowledged : public testing::Test {
protected:
    ItotAcknowledged() : script(settings()) {
        script.connection.listen(script.now);
        script.feed("0300000e 09e000004a0121 c60121");
        EXPECT_TRUE(script.connection.accept(0x7B02, settings().profile, {}, script.now));
        EXPECT_EQ(script.written(), compact("03000011 0cd04a017b0221 c0010d c60121"));
    }
    static Settings settings() {
        Settings settings;
        settings.profile.expedited = true;
        return settings;
    }
    Script script;
};

TEST_F(ItotAcknowledged, NothingFollowsUntilTheEa) {
    script.connection.send_expedited(octets("one"));
    script.connection.send_expedited(octets("two"));
    script.connection.send(octets("data"), true);
    EXPECT_EQ(script.written(), compact("0300000c 04104a0180 6f6e65"));
    EXPECT_EQ(script.written(), "");
    EXPECT_FALSE(script.connection.output().empty());
    EXPECT_FALSE(script.connection.output().can_write());
    script.feed("03000009 04207b0200");
    EXPECT_EQ(script.written(), compact("0300000c 04104a0181 74776f"));
    script.feed("03000009 04207b0201");
    EXPECT_EQ(script.written(), compact("0300000d 04f04a0180 64617461"));
    EXPECT_TRUE(script.connection.output().idle());
}

TEST_F(ItotAcknowledged, WhatWeReceiveIsAcknowledgedEvenWhileWeWaitOurselves) {
    script.connection.send_expedited(octets("mine"));
    EXPECT_EQ(script.written(), compact("0300000d 04104a0180 6d696e65"));
    script.connection.send(octets("data"), true);
    script.feed("0300000a 04107b028541");
    EXPECT_EQ(script.written(), compact("03000009 04204a0105"));
    EXPECT_TRUE(script.connection.has_oob());
    script.feed("03000009 04207b0200");
    EXPECT_EQ(script.written(), compact("0300000d 04f04a0180 64617461"));
}

TEST_F(ItotAcknowledged, AnEaThatNobodyWaitsForIsAnErrorAndOneForAnotherIsIgnored) {
    script.feed("03000009 04207b0300");
    EXPECT_EQ(script.connection.phase(), Phase::open);
    script.connection.send_expedited(octets("x"));
    (void)script.written();
    script.feed("03000009 04207b0207"); // another number
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.written(), compact("0300000b 06804a017b0285"));
}

TEST_F(ItotAcknowledged, TheGoodbyeWaitsBehindTheEdAndTs2BoundsTheWait) {
    script.connection.send_expedited(octets("x"));
    (void)script.written();
    EXPECT_EQ(script.connection.release(octets("Bye"), script.now), Connection::Release::done);
    EXPECT_EQ(script.written(), "");
    EXPECT_EQ(script.connection.phase(), Phase::draining);
    script.pass(29'999);
    EXPECT_EQ(script.connection.phase(), Phase::draining);
    script.feed("03000009 04207b0200");
    EXPECT_EQ(script.written(), compact("03000011 09804a017b0280 e00180 427965"));
    EXPECT_EQ(script.connection.phase(), Phase::closing);
}

TEST_F(ItotAcknowledged, WithoutAnEaTheGoodbyeEndsByTime) {
    script.connection.send_expedited(octets("x"));
    (void)script.written();
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
    script.pass(30'000);
    EXPECT_EQ(script.connection.ending(), Ending::timed_out);
    EXPECT_EQ(script.connection.wish(), TcpWish::abort);
}

TEST_F(ItotAcknowledged, ThePeersGoodbyeEndsTheWait) {
    script.connection.send_expedited(octets("x"));
    script.connection.send(octets("data"), true);
    (void)script.written();
    script.feed("0300000b 06807b024a0180");
    EXPECT_EQ(script.connection.release(octets("Bye"), script.now), Connection::Release::done);
    EXPECT_EQ(script.written(), compact("03000011 09804a017b0280 e00180 427965"));
}

TEST(ItotAcknowledging, IsAskedForWhereTheProgramWantsIt) {
    Settings settings;
    settings.profile.expedited = true;
    settings.profile.confirm_expedited = true;
    Script script(settings);
    script.connection.call({.own_reference = 0x4A01});
    script.connection.tcp_connected(script.now);
    EXPECT_NE(script.written().find("c60121"), std::string::npos);
    script.feed("0300000e 09d04a017b0221 c60121");
    EXPECT_TRUE(script.connection.agreement().expedited_acknowledged);
}

class ItotAcknowledgedPair : public Provider {};

TEST_F(ItotAcknowledgedPair, UrgentAndPlainDataOfBothSidesArrive) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    ASSERT_EQ(set_itot(a, ITOT_CONFIRM_EXPEDITED, 1), 0);
    const SOCKADDR_TP to = name(listener);
    std::thread caller([&] { EXPECT_EQ(connect(a, to), 0); });
    const SOCKET b = accept(listener);
    caller.join();
    constexpr int rounds = 50;
    const auto talk = [&](SOCKET s) {
        for (int i = 0; i < rounds; ++i) {
            EXPECT_EQ(send(s, "!", MSG_OOB), 0);
            EXPECT_EQ(send(s, "plain"), 0);
        }
    };
    const auto listen_to = [&](SOCKET s) {
        for (int i = 0; i < rounds; ++i) {
            EXPECT_EQ(recv(s, 16, MSG_OOB).data, "!");
            EXPECT_EQ(recv(s).data, "plain");
        }
    };
    std::thread one([&] { talk(a); });
    std::thread two([&] { talk(b); });
    std::thread three([&] { listen_to(a); });
    listen_to(b);
    for (std::thread* each : {&one, &two, &three})
        each->join();
    EXPECT_EQ(send(a, "!", MSG_OOB), 0);
    EXPECT_EQ(send_disconnect(a, "bye"), 0);
    EXPECT_EQ(recv(b, 16, MSG_OOB).data, "!");
    EXPECT_EQ(recv(b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(b).data, "bye");
    close(a);
    close(b);
    close(listener);
}

} // namespace
} // namespace itot_test
