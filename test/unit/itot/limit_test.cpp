// Times and limits: each can be set and has its effect; peers that flood, never read or never end
// cost a bounded amount of memory.
#include "unit/itot/raw_peer.hpp"

namespace itot_test {
namespace {

class ItotLimits : public Provider {};

TEST_F(ItotLimits, EachOptionIsReadBackAndChecked) {
    const SOCKET s = open();
    for (const int option :
         {ITOT_REQUEST_TIMEOUT, ITOT_CONFIRM_TIMEOUT, ITOT_ACCEPT_TIMEOUT, ITOT_DRAIN_TIMEOUT,
          ITOT_RELEASE_TIMEOUT, ITOT_LINGER_TIMEOUT, ITOT_ANSWER_TIMEOUT, ITOT_RECEIVE_LIMIT,
          ITOT_EXPEDITED_LIMIT, ITOT_REPLY_LIMIT, ITOT_PENDING_LIMIT, ITOT_PENDING_SOURCE_LIMIT,
          ITOT_SEND_LIMIT, ITOT_REQUEST_LIMIT}) {
        EXPECT_EQ(set_itot(s, option, 0), WSAEINVAL) << option;
        EXPECT_EQ(set_itot(s, option, 1234), 0) << option;
        EXPECT_EQ(get_itot(s, option), 1234U) << option;
    }
    for (const int option :
         {ITOT_ALLOW_CLASS0, ITOT_CLASS0_DISCONNECT, ITOT_CONFIRM_EXPEDITED, ITOT_REQUIRE_OPTIONS})
        for (const DWORD value : {1U, 0U}) {
            EXPECT_EQ(set_itot(s, option, value), 0) << option;
            EXPECT_EQ(get_itot(s, option), value) << option;
            EXPECT_EQ(set_itot(s, option, 2), WSAEINVAL) << option;
        }
    for (const DWORD size : {127U, 65409U})
        EXPECT_EQ(set_itot(s, ITOT_TPDU_SIZE, size), WSAEINVAL);
    EXPECT_EQ(set_itot(s, ITOT_TPDU_SIZE, 300), 0);
    EXPECT_EQ(get_itot(s, ITOT_TPDU_SIZE), 256U);
    EXPECT_EQ(set_itot(s, ITOT_CONNECT_TIMEOUT, 1234), 0);
    EXPECT_EQ(set_itot(s, ITOT_CONNECT_TIMEOUT, 0), 0);
    EXPECT_EQ(get_itot(s, ITOT_CONNECT_TIMEOUT), 0U);
    struct {
        int option;
        DWORD least, greatest;
    } const bounded[] = {{ITOT_REQUEST_LIMIT, 132, 65535},
                         {ITOT_SELECTOR_LIMIT, 1, 32},
                         {ITOT_PARAMETER_LIMIT, 1, 124}};
    for (const auto& one : bounded) {
        EXPECT_EQ(set_itot(s, one.option, one.least - 1), WSAEINVAL) << one.option;
        EXPECT_EQ(set_itot(s, one.option, one.greatest + 1), WSAEINVAL) << one.option;
        EXPECT_EQ(set_itot(s, one.option, one.least), 0) << one.option;
        EXPECT_EQ(set_itot(s, one.option, one.greatest), 0) << one.option;
        EXPECT_EQ(get_itot(s, one.option), one.greatest) << one.option;
    }
    EXPECT_EQ(set_itot(s, 0x99, 1), WSAENOPROTOOPT);
    EXPECT_EQ(set_itot(s, ITOT_CLASS, 1), WSAENOPROTOOPT);
    int size = 4;
    int error = 0;
    DWORD value = 0;
    EXPECT_EQ(table_.lpWSPGetSockOpt(s, SOL_ITOT, ITOT_CLASS, reinterpret_cast<char*>(&value),
                                     &size, &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAENOTCONN);
    const SOCKET class0 = open(ISOPROTO_TP0);
    EXPECT_EQ(set_itot(class0, ITOT_ALLOW_CLASS0, 1), WSAENOPROTOOPT);
    close(class0);
    close(s);
}

// The machine's timers by a clock that stands.
TEST(ItotTimers, EachHasTheLengthThatWasSet) {
    Settings settings;
    settings.timers = {11, 12, 13, 14, 15, 16, 17, 18};
    {
        Script script(settings);
        script.connection.listen(script.now);
        EXPECT_EQ(script.connection.deadline(), script.now + 11);
        script.feed("0300000e 09e000004a0121 c60100");
        EXPECT_EQ(script.connection.deadline(), script.now + 13);
        settings.timers.accept_ms = 113; // what its listener says
        script.connection.configure(settings, script.now);
        EXPECT_EQ(script.connection.deadline(), script.now + 113);
    }
    {
        Script script(settings);
        script.open_as_initiator();
        (void)script.connection.release({}, script.now);
        script.connection.detach(script.now);
        EXPECT_EQ(script.connection.deadline(), script.now + 14);
        (void)script.written();
        EXPECT_EQ(script.connection.deadline(), script.now + 15);
        script.feed("0300000a 05c04a017b02");
        EXPECT_EQ(script.connection.deadline(), script.now + 16);
    }
    Script script(settings);
    script.connection.call({.own_reference = 0x4A01, .now = script.now});
    EXPECT_EQ(script.connection.deadline(), script.now + 18);
    script.connection.tcp_connected(script.now);
    EXPECT_EQ(script.connection.deadline(), script.now + 12);
    script.feed("0300000e 09d04a017b0221 c60100");
    script.feed("0300000b 06804a017b0280");
    EXPECT_EQ(script.connection.deadline(), script.now + 17);
}

TEST(ItotTimers, TheTimeForTcpToConnectEndsTheCall) {
    Settings settings;
    settings.timers.connect_ms = 20;
    Script script(settings);
    script.connection.call({.own_reference = 0x4A01, .now = script.now});
    script.pass(19);
    EXPECT_EQ(script.connection.phase(), Phase::tcp_connecting);
    script.pass(1);
    EXPECT_EQ(script.connection.ending(), Ending::timed_out);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

// One more than was set is refused as one more than the standard's or our own is.
TEST(ItotBounds, HoldForWhatOpensAConnection) {
    Settings settings;
    settings.limits.bounds = {4, 2};
    settings.limits.opening_octets = 132;
    const auto answer = [&](std::string_view request) {
        Script script(settings);
        script.connection.listen(script.now);
        script.feed(request);
        return script.connection.phase() == Phase::awaiting_answer ? "taken" : script.written();
    };
    EXPECT_EQ(answer("03000011 0ce000004a0121 c20441424344"), "taken");
    EXPECT_EQ(answer("03000012 0de000004a0121 c2054142434445"), compact("0300000b 06804a01000003"));
    EXPECT_EQ(answer("03000011 0ce000004a0121 c00107 c60100"), "taken");
    EXPECT_EQ(answer("03000014 0fe000004a0121 c00107 c60100 c40101"),
              compact("0300000b 06804a01000085"));
    Script script(settings);
    script.connection.listen(script.now);
    script.feed("03000085"); // 133: no CR is as long
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    // And for a CC.
    Script calling(settings);
    calling.connection.call({.own_reference = 0x4A01, .called_selector = octets("LONGER")});
    calling.connection.tcp_connected(calling.now);
    (void)calling.written();
    calling.feed("03000015 10d04a017b0221 c2054142434445 c60100");
    EXPECT_EQ(calling.connection.ending(), Ending::refused);
}

TEST_F(ItotLimits, TheSocketsBoundsReachItsPort) {
    const SOCKET listener = open();
    ASSERT_EQ(set_itot(listener, ITOT_SELECTOR_LIMIT, 3), 0);
    ASSERT_EQ(bind(listener, address(u"SRV@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener), 0);
    const std::string refused = compact("0300000b 06804a01000003");
    {
        RawPeer peer(name(listener));
        peer.send("03000014 0fe000004a0121 c20453525631 c60100");
        EXPECT_EQ(peer.read(11), refused);
    }
    ASSERT_EQ(set_itot(listener, ITOT_PARAMETER_LIMIT, 1), 0);
    RawPeer peer(name(listener));
    peer.send("03000013 0ee000004a0121 c203535256 c60100");
    EXPECT_EQ(peer.read(11), compact("0300000b 06804a01000085"));
    close(listener);
}

TEST_F(ItotLimits, TheSocketsTimesReachItsConnections) {
    const SOCKET listener = open();
    ASSERT_EQ(set_itot(listener, ITOT_ANSWER_TIMEOUT, 10), 0);
    ASSERT_EQ(bind(listener, address(u"SRV@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener), 0);
    RawPeer peer(name(listener));
    std::string reference;
    std::thread opener([&] { reference = peer.open(); });
    const SOCKET b = accept(listener);
    opener.join();
    EXPECT_EQ(get_itot(b, ITOT_ANSWER_TIMEOUT), 10U);
    peer.send("0300000b 0680" + reference + "4a0180");
    EXPECT_EQ(peer.read(10), "0300000a05c04a01" + reference);
    close(b);

    ASSERT_EQ(set_itot(listener, ITOT_ACCEPT_TIMEOUT, 10), 0);
    RawPeer ignored(name(listener));
    ignored.send("03000013 0ee000004a0121 c203535256 c60100");
    EXPECT_EQ(ignored.read(11), compact("0300000b 06804a01000001"));

    ASSERT_EQ(set_itot(listener, ITOT_REQUEST_TIMEOUT, 10), 0);
    RawPeer silent(name(listener));
    EXPECT_EQ(silent.read(1), "");
    close(listener);
}

TEST_F(ItotLimits, ACallThatIsNotAnsweredEndsInItsTime) {
    const RawListener mute;
    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_CONFIRM_TIMEOUT, 10), 0);
    EXPECT_EQ(connect(s, mute.name()), WSAETIMEDOUT);
    close(s);
}

TEST_F(ItotLimits, TheTpduSizeIsAgreedOn) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    ASSERT_EQ(set_itot(a, ITOT_TPDU_SIZE, 256), 0);
    const SOCKADDR_TP to = name(listener);
    std::thread caller([&] { EXPECT_EQ(connect(a, to), 0); });
    const SOCKET b = accept(listener);
    caller.join();
    EXPECT_EQ(get_itot(a, ITOT_TPDU_SIZE), 256U);
    EXPECT_EQ(get_itot(b, ITOT_TPDU_SIZE), 256U);
    const std::string message(1000, 'm');
    EXPECT_EQ(send(b, message), 0);
    EXPECT_EQ(recv(a).data, message);
    for (const SOCKET s : {a, b, listener})
        close(s);
}

// Calls that never say who they are: no more than the limit at once, the next when one is gone.
TEST_F(ItotLimits, AFloodOfTcpConnectionsIsBoundedForThePortAndForEachSource) {
    const SOCKET listener = listening();
    ASSERT_EQ(set_itot(listener, ITOT_PENDING_LIMIT, 3), 0);
    const SOCKADDR_TP to = name(listener);
    {
        RawPeer first(to);
        RawPeer second(to);
        RawPeer third(to);
        RawPeer fourth(to); // TCP has it, nobody reads it
        for (RawPeer* each : {&first, &second, &third})
            each->send("0300");
        fourth.send("03000013 0ee000004a0121 c203535256 c60100");
        EXPECT_FALSE(wait(listener, Ready::readable, 0));
        first.send("16030102"); // no TPKT
        EXPECT_EQ(first.read(1), "");
        EXPECT_TRUE(wait(listener, Ready::readable));
    }
    ASSERT_EQ(set_itot(listener, ITOT_PENDING_LIMIT, 100), 0);
    ASSERT_EQ(set_itot(listener, ITOT_PENDING_SOURCE_LIMIT, 1), 0);
    RawPeer first(to);
    first.send("0300");
    RawPeer second(to);
    EXPECT_EQ(second.read(1), "") << "closed at once";
    close(listener);
}

TEST_F(ItotLimits, AFloodOfRequestsIsRefusedBeyondTheBacklog) {
    const SOCKET listener = open();
    ASSERT_EQ(bind(listener, address(u"SRV@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    const SOCKADDR_TP to = name(listener);
    std::vector<RawPeer> peers;
    for (int i = 0; i < 20; ++i) {
        peers.emplace_back(to);
        peers.back().send("03000013 0ee000004a0121 c203535256 c60100");
        EXPECT_TRUE(wait(listener, Ready::readable)); // the first one is in the queue
    }
    for (std::size_t i = 1; i < peers.size(); ++i)
        EXPECT_EQ(peers[i].read(11), compact("0300000b 06804a01000001"));
    close(listener);
}

// A peer that goes on without EOT is stopped by TCP's own window as long as the program does not
// read, and its octets are delivered in parts.
TEST_F(ItotLimits, APeerThatNeverEndsItsMessageIsHeldBack) {
    const SOCKET listener = listening();
    ASSERT_EQ(set_itot(listener, ITOT_RECEIVE_LIMIT, 4096), 0);
    RawPeer peer(name(listener));
    std::string reference;
    std::thread opener([&] { reference = peer.open(); });
    const SOCKET b = accept(listener);
    opener.join();
    std::string part = "0300 0405 04f0" + reference + "00";
    for (int i = 0; i < 1020; ++i)
        part += "2e";
    std::size_t sent = 0;
    std::thread flooding([&] { sent = peer.flood(part, 64 << 20); });
    EXPECT_TRUE(wait(b, Ready::readable));
    flooding.join(); // nothing more goes into TCP
    EXPECT_LT(sent, std::size_t{64} << 20);
    const Answer got = recv(b, 2048);
    EXPECT_EQ(got.data.size(), 2048U);
    EXPECT_EQ(got.flags & MSG_PARTIAL, DWORD{MSG_PARTIAL});
    close(b);
    close(listener);
}

// A peer that never reads: a sender waits or is told to, and what is kept here stays small.
TEST_F(ItotLimits, APeerThatNeverReadsStopsTheSender) {
    const Pair pair = connected();
    ASSERT_EQ(non_blocking(pair.a), 0);
    ASSERT_EQ(set_itot(pair.a, ITOT_RECEIVE_LIMIT, 1024), 0);
    const std::string message(16384, 'm');
    int taken = 0;
    while (taken < 10'000 && send(pair.a, message) == 0)
        ++taken;
    EXPECT_LT(taken, 10'000);
    EXPECT_EQ(send(pair.a, message), WSAEWOULDBLOCK);
    int urgent = 0;
    while (urgent < 100'000 && send(pair.a, "!", MSG_OOB) == 0)
        ++urgent;
    EXPECT_LT(urgent, 100'000) << "nor does it get around that by urgent data";
    close(pair);
}

} // namespace
} // namespace itot_test
