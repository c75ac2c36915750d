// Suite conformance: the terminating calls (shutdown, closesocket, SO_LINGER) compared.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

class Shutdown : public Case {};
WS2_OVER(Shutdown, connection_oriented);

TEST_P(Shutdown, AnUnknownDirectionIsWSAEINVAL) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(outcome_of([&] { return shutdown(pair.a, 3); }), failed(WSAEINVAL));
    EXPECT_EQ(outcome_of([&] { return shutdown(pair.a, -1); }), failed(WSAEINVAL));
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(Shutdown, WithoutConnectionItIsWSAENOTCONN) {
    const Socket s = create(entry());
    EXPECT_EQ(outcome_of([&] { return shutdown(s, SD_SEND); }), failed(WSAENOTCONN));
    const Socket listener = listening(entry());
    EXPECT_EQ(outcome_of([&] { return shutdown(listener, SD_BOTH); }), failed(WSAENOTCONN));
}

TEST_P(Shutdown, DoesNotFreeTheHandle) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_BOTH), 0);
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_TYPE), entry().info.iSocketType);
}

TEST_P(Shutdown, OfTheSendSideDeliversQueuedDataFirst) {
    const Pair pair = connect_pair(entry());
    const std::string queued = fill(pair.a);
    ASSERT_EQ(outcome_of([&] { return shutdown(pair.a, SD_SEND); }), returned(0));
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == queued) << received.data.size() << " of " << queued.size();
    EXPECT_EQ(received.end, graceful_end(entry()));
}

class HalfClosing : public Case {};
WS2_OVER(HalfClosing, half_closing);

TEST_P(HalfClosing, AfterOneSideHasEndedTheOtherMayStillSend) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    const std::string data = pattern(100000);
    send_all(pair.b, data);
    EXPECT_TRUE(receive(pair.a, data.size()) == data);
    ASSERT_EQ(shutdown(pair.b, SD_SEND), 0);
    EXPECT_EQ(receive_until_end(pair.a).end, graceful_end(entry()));
}

class HalfClosingAcross : public Case {};
WS2_OVER(HalfClosingAcross,
         [](const Entry& entry) { return half_closing(entry) && resettable(entry); });

TEST_P(HalfClosingAcross, ShutdownOfTheReceiveSideWithDataQueuedResets) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "unread");
    ASSERT_TRUE(readable(pair.b));
    ASSERT_EQ(shutdown(pair.b, SD_RECEIVE), 0);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.a, &room, 1, 0); }), failed(WSAECONNRESET));
}

TEST_P(HalfClosingAcross, DataThatArrivesBehindShutdownOfTheReceiveSideResets) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.b, SD_RECEIVE), 0);
    send_all(pair.b, "still");
    EXPECT_EQ(receive(pair.a, 5), "still");
    send_all(pair.a, "late");
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.a, &room, 1, 0); }), failed(WSAECONNRESET));
    EXPECT_EQ(outcome_of([&] { return send(pair.b, "x", 1, 0); }), failed(WSAECONNRESET));
}

TEST_P(HalfClosingAcross, DataThatArrivesBehindShutdownOfBothSidesResetsWhatIsStillToBeSent) {
    const Pair pair = connect_pair(entry());
    fill(pair.a);
    ASSERT_EQ(shutdown(pair.a, SD_BOTH), 0);
    send_all(pair.b, "late");
    int sent = 1; // reading instead would let the rest be sent and the end come
    while (sent == 1)
        sent = send(pair.b, "x", 1, 0);
    EXPECT_EQ(WSAGetLastError(), WSAECONNRESET);
}

class Close : public Case {};
WS2_OVER(Close, connection_oriented);

TEST_P(Close, ByDefaultQueuedDataStillArrives) {
    Pair pair = connect_pair(entry());
    const std::string queued = fill(pair.a);
    set_blocking(pair.a, true);
    const SOCKET a = pair.a.release();
    EXPECT_EQ(outcome_of([&] { return closesocket(a); }), returned(0));
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == queued) << received.data.size() << " of " << queued.size();
    EXPECT_EQ(received.end, graceful_end(entry()));
}

class CloseAcross : public Case {}; // of what the peer has not acknowledged
WS2_OVER(CloseAcross, resettable);

TEST_P(CloseAcross, WithALingerOfZeroItResetsAndDoesNotWait) {
    Pair pair = connect_pair(entry());
    fill(pair.a);
    set_blocking(pair.a, true);
    set_linger(pair.a, true, 0);
    const SOCKET a = pair.a.release();
    EXPECT_EQ(outcome_of([&] { return closesocket(a); }), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, failed(WSAECONNRESET));
}

TEST_P(Close, WithALingerABlockingOneWaitsUntilAllIsSent) {
    Pair pair = connect_pair(entry());
    const std::string queued = fill(pair.a);
    set_blocking(pair.a, true);
    set_linger(pair.a, true, 100);
    const SOCKET a = pair.a.release();
    BlockedCall closing([&] { return closesocket(a); });
    closing.wait_until_blocked();
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == queued) << received.data.size() << " of " << queued.size();
    EXPECT_EQ(received.end, graceful_end(entry()));
    pair.b.close();
    EXPECT_EQ(closing.join(), returned(0));
}

TEST_P(CloseAcross, WithALingerANonBlockingOneIsWSAEWOULDBLOCKAndNothingIsStarted) {
    const Pair pair = connect_pair(entry());
    const std::string queued = fill(pair.a);
    set_linger(pair.a, true, 100);
    EXPECT_EQ(outcome_of([&] { return closesocket(pair.a); }), failed(WSAEWOULDBLOCK));
    EXPECT_TRUE(receive(pair.b, queued.size()) == queued);
    ASSERT_TRUE(writable(pair.a));
    send_all(pair.a, "still here");
    EXPECT_EQ(receive(pair.b, 10), "still here");
    set_linger(pair.a, false, 0);
}

TEST_P(Close, TheHandleIsFreeAtOnceAndItsDescriptorInTheEnd) {
    use_first(entry());
    const auto before = descriptors();
    for (int round = 0; round < 20; ++round)
        connect_pair(entry());
    EXPECT_TRUE(descriptors_return_to(before)) << descriptors() << " instead of " << before;
}

} // namespace
} // namespace ws2::conformance
