// Suite conformance: errors of send and receive that every connection has alike.
#include "conformance/pair.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

class Transfer : public Case {};
WS2_OVER(Transfer, connection_oriented);

TEST_P(Transfer, WithoutConnectionItIsWSAENOTCONN) {
    for (const bool is_bound : {false, true}) {
        const Socket s = is_bound ? bound(entry()) : create(entry());
        char room = 0;
        EXPECT_EQ(outcome_of([&] { return send(s, "x", 1, 0); }), failed(WSAENOTCONN));
        EXPECT_EQ(outcome_of([&] { return recv(s, &room, 1, 0); }), failed(WSAENOTCONN));
    }
}

TEST_P(Transfer, OnAListenerItIsWSAENOTCONN) {
    const Socket s = listening(entry());
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return send(s, "x", 1, 0); }), failed(WSAENOTCONN));
    EXPECT_EQ(outcome_of([&] { return recv(s, &room, 1, 0); }), failed(WSAENOTCONN));
}

TEST_P(Transfer, MemoryThatCannotBeReadIsWSAEFAULT) {
    const Pair pair = connect_pair(entry());
    const BadMemory memory;
    EXPECT_EQ(outcome_of([&] { return send(pair.a, memory.forbidden(), 16, 0); }),
              failed(WSAEFAULT));
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(Transfer, MemoryThatCannotBeWrittenIsWSAEFAULT) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "sixteen octets..");
    ASSERT_TRUE(readable(pair.b));
    const BadMemory memory;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, memory.forbidden(), 16, 0); }),
              failed(WSAEFAULT));
}

TEST_P(Transfer, MissingArgumentsAreWSAEFAULT) {
    const Pair pair = connect_pair(entry());
    char text[] = "x";
    WSABUF buffer{1, text};
    DWORD count = 0;
    DWORD flags = 0;
    EXPECT_EQ(
        outcome_of([&] { return WSARecv(pair.b, &buffer, 1, &count, nullptr, nullptr, nullptr); }),
        failed(WSAEFAULT));
    EXPECT_EQ(outcome_of([&] { return WSASend(pair.a, &buffer, 1, nullptr, 0, nullptr, nullptr); }),
              failed(WSAEFAULT));
    EXPECT_EQ(outcome_of([&] { return WSASend(pair.a, nullptr, 1, &count, 0, nullptr, nullptr); }),
              failed(WSAEFAULT));
    EXPECT_EQ(
        outcome_of([&] { return WSARecv(pair.b, nullptr, 1, &count, &flags, nullptr, nullptr); }),
        failed(WSAEFAULT));
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(Transfer, AnUnknownFlagIsRefused) {
    const Pair pair = connect_pair(entry());
    EXPECT_THAT(outcome_of([&] { return send(pair.a, "x", 1, 0x40000000); }),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
    char room = 0;
    set_blocking(pair.b, false);
    EXPECT_THAT(outcome_of([&] { return recv(pair.b, &room, 1, 0x40000000); }),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
}

TEST_P(Transfer, AfterShutdownOfTheSendSideASendIsWSAESHUTDOWN) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAESHUTDOWN));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
}

TEST_P(Transfer, AfterShutdownOfTheReceiveSideAReceiveIsWSAESHUTDOWN) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.b, SD_RECEIVE), 0);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), failed(WSAESHUTDOWN));
}

class WithoutExpedited : public Case {};
WS2_OVER(WithoutExpedited, [](const Entry& entry) { return !entry.claims(XP1_EXPEDITED_DATA); });

TEST_P(WithoutExpedited, MSG_OOBIsWSAEOPNOTSUPP) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, MSG_OOB); }), failed(WSAEOPNOTSUPP));
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, MSG_OOB); }), failed(WSAEOPNOTSUPP));
}

class NonBlocking : public Case {};
WS2_OVER(NonBlocking, connection_oriented);

TEST_P(NonBlocking, NothingToReadIsWSAEWOULDBLOCK) {
    const Pair pair = connect_pair(entry());
    set_blocking(pair.b, false);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), failed(WSAEWOULDBLOCK));
    send_all(pair.a, "x");
    ASSERT_TRUE(readable(pair.b));
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), returned(1));
}

TEST_P(NonBlocking, AFullWayIsWSAEWOULDBLOCKAndNothingTakenIsLost) {
    const Pair pair = connect_pair(entry());
    const std::string taken = fill(pair.a);
    EXPECT_GT(taken.size(), 0U);
    EXPECT_TRUE(receive(pair.b, taken.size()) == taken);
    EXPECT_TRUE(writable(pair.a));
    send_all(pair.a, "more");
    EXPECT_EQ(receive(pair.b, 4), "more");
}

class WholeSends : public Case {};
WS2_OVER(WholeSends, [](const Entry& entry) { return entry.subject->whole_sends; });

TEST_P(WholeSends, ANonBlockingStreamSendTakesAllOrNothing) {
    const Pair pair = connect_pair(entry());
    set_blocking(pair.a, false);
    const std::string chunk = pattern(1 << 20);
    std::string taken;
    for (int limit = 0; limit < 256; ++limit) {
        const Outcome sent = outcome_of(
            [&] { return send(pair.a, chunk.data(), static_cast<int>(chunk.size()), 0); });
        if (sent == failed(WSAEWOULDBLOCK))
            break;
        ASSERT_EQ(sent, returned(static_cast<long long>(chunk.size())));
        taken += chunk;
    }
    EXPECT_LT(taken.size(), std::size_t{256} << 20);
    EXPECT_GT(taken.size(), 0U);
    EXPECT_TRUE(receive(pair.b, taken.size()) == taken);
}

TEST_P(WholeSends, WhatWasTakenFollowsInOrderAfterAClose) {
    Pair pair = connect_pair(entry());
    set_blocking(pair.a, false);
    const std::string data = pattern(16 << 20);
    ASSERT_EQ(send(pair.a, data.data(), static_cast<int>(data.size()), 0),
              static_cast<int>(data.size()));
    ASSERT_EQ(outcome_of([&] { return closesocket(pair.a.release()); }), returned(0));
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == data) << received.data.size();
    EXPECT_EQ(received.end, graceful_end(entry()));
}

} // namespace
} // namespace ws2::conformance
