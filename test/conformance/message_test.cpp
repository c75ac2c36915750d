// Suite conformance: send and receive where messages keep their boundaries, with and without
// connection.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

bool message_oriented(const Entry& entry) {
    return entry.claims(XP1_MESSAGE_ORIENTED) && !entry.claims(XP1_PSEUDO_STREAM);
}

struct Piece {
    Outcome call;
    std::string data;
    DWORD flags = 0;
};

Piece receive_piece(SOCKET s, std::size_t room, DWORD flags = 0) {
    Piece piece;
    std::string data(room, '\0');
    WSABUF buffer{static_cast<u_long>(room), data.data()};
    DWORD count = 0;
    piece.flags = flags;
    piece.call =
        outcome_of([&] { return WSARecv(s, &buffer, 1, &count, &piece.flags, nullptr, nullptr); });
    piece.data = data.substr(0, piece.call.value == 0 ? count : room);
    return piece;
}

class Message : public Case {};
WS2_OVER(Message, message_oriented);

TEST_P(Message, EachReceiveGivesOneMessage) {
    const Pair pair = connect_pair(entry());
    for (const char* text : {"one", "three", "seven.."})
        send_all(pair.a, text);
    for (const char* text : {"one", "three", "seven.."}) {
        const Piece piece = receive_piece(pair.b, 100);
        EXPECT_EQ(piece.call, returned(0));
        EXPECT_EQ(piece.data, text);
        EXPECT_EQ(piece.flags & MSG_PARTIAL, 0U);
    }
}

TEST_P(Message, GatheredBuffersMakeOneMessageAndScatterAgain) {
    const Pair pair = connect_pair(entry());
    char one[] = "abc";
    char two[] = "defgh";
    WSABUF parts[] = {{3, one}, {0, nullptr}, {5, two}};
    DWORD count = 0;
    ASSERT_EQ(outcome_of([&] { return WSASend(pair.a, parts, 3, &count, 0, nullptr, nullptr); }),
              returned(0));
    EXPECT_EQ(count, 8U);
    char first[2] = {};
    char rest[20] = {};
    WSABUF rooms[] = {{2, first}, {20, rest}};
    DWORD flags = 0;
    ASSERT_EQ(
        outcome_of([&] { return WSARecv(pair.b, rooms, 2, &count, &flags, nullptr, nullptr); }),
        returned(0));
    EXPECT_EQ(count, 8U);
    EXPECT_EQ(std::string(first, 2) + std::string(rest, 6), "abcdefgh");
}

TEST_P(Message, MSG_PEEKLeavesTheMessage) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "peek");
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(receive_piece(pair.b, 100, MSG_PEEK).data, "peek");
    EXPECT_EQ(receive_piece(pair.b, 100).data, "peek");
}

class EmptyMessage : public Case {};
WS2_OVER(EmptyMessage, [](const Entry& entry) {
    return message_oriented(entry) && entry.subject->empty_messages;
});

TEST_P(EmptyMessage, ArrivesAsOne) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(outcome_of([&] { return send(pair.a, "", 0, 0); }), returned(0));
    send_all(pair.a, "next");
    const Piece piece = receive_piece(pair.b, 100);
    EXPECT_EQ(piece.call, returned(0));
    EXPECT_EQ(piece.data, "");
    EXPECT_EQ(receive_piece(pair.b, 100).data, "next");
}

class WholeMessage : public Case {};
WS2_OVER(WholeMessage, [](const Entry& entry) {
    return message_oriented(entry) && !entry.claims(XP1_PARTIAL_MESSAGE);
});

TEST_P(WholeMessage, TooSmallABufferIsWSAEMSGSIZEAndHoldsTheBeginning) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "longer than that");
    send_all(pair.a, "next");
    const Piece piece = receive_piece(pair.b, 6);
    EXPECT_EQ(piece.call, failed(WSAEMSGSIZE));
    EXPECT_EQ(piece.data, "longer");
    EXPECT_EQ(receive_piece(pair.b, 100).data,
              entry().claims(XP1_GUARANTEED_DELIVERY) ? "longer than that" : "next");
}

TEST_P(WholeMessage, ThePlainReceiveIsWSAEMSGSIZEToo) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "longer than that");
    char room[6];
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, room, 6, 0); }), failed(WSAEMSGSIZE));
    EXPECT_EQ(std::string(room, 6), "longer");
}

TEST_P(WholeMessage, SendingPartsOfMessagesIsWSAEOPNOTSUPP) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, MSG_PARTIAL); }), failed(WSAEOPNOTSUPP));
}

class PartialMessage : public Case {};
WS2_OVER(PartialMessage, [](const Entry& entry) {
    return message_oriented(entry) && entry.claims(XP1_PARTIAL_MESSAGE);
});

TEST_P(PartialMessage, TooSmallABufferSetsMSG_PARTIALAndTheRestComesNext) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "longer than that");
    const Piece piece = receive_piece(pair.b, 6);
    EXPECT_EQ(piece.call, returned(0));
    EXPECT_EQ(piece.data, "longer");
    EXPECT_NE(piece.flags & MSG_PARTIAL, 0U);
    const Piece rest = receive_piece(pair.b, 100);
    EXPECT_EQ(rest.data, " than that");
    EXPECT_EQ(rest.flags & MSG_PARTIAL, 0U);
}

TEST_P(PartialMessage, ABufferOfExactlyTheSizeHoldsAWholeMessage) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "exact");
    send_all(pair.a, "next");
    const Piece piece = receive_piece(pair.b, 5);
    EXPECT_EQ(piece.data, "exact");
    EXPECT_EQ(piece.flags & MSG_PARTIAL, 0U);
    EXPECT_EQ(receive_piece(pair.b, 5).data, "next");
}

TEST_P(PartialMessage, PartsSentWithMSG_PARTIALAreOneMessage) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(outcome_of([&] { return send(pair.a, "one, ", 5, MSG_PARTIAL); }), returned(5));
    ASSERT_EQ(outcome_of([&] { return send(pair.a, "two, ", 5, MSG_PARTIAL); }), returned(5));
    ASSERT_EQ(outcome_of([&] { return send(pair.a, "three", 5, 0); }), returned(5));
    std::string message;
    for (DWORD more = MSG_PARTIAL; more != 0;) {
        const Piece piece = receive_piece(pair.b, 100);
        ASSERT_EQ(piece.call, returned(0));
        message += piece.data;
        more = piece.flags & MSG_PARTIAL;
    }
    EXPECT_EQ(message, "one, two, three");
}

TEST_P(PartialMessage, AMessageLargerThanAnyBufferOfTheWayArrivesWhole) {
    if (entry().info.dwMessageSize < 3U << 20)
        GTEST_SKIP() << "no message of the entry is so large";
    const Pair pair = connect_pair(entry());
    const std::string message = pattern(3 << 20);
    BlockedCall sending(
        [&] { return send(pair.a, message.data(), static_cast<int>(message.size()), 0); });
    std::string got;
    for (DWORD more = MSG_PARTIAL; more != 0;) {
        const Piece piece = receive_piece(pair.b, 65536);
        ASSERT_EQ(piece.call, returned(0));
        got += piece.data;
        more = piece.flags & MSG_PARTIAL;
    }
    EXPECT_TRUE(got == message) << got.size();
    EXPECT_EQ(sending.join(), returned(static_cast<long long>(message.size())));
}

class ConnectedMessage : public Case {};
WS2_OVER(ConnectedMessage,
         [](const Entry& entry) { return message_oriented(entry) && entry.connected(); });

TEST_P(ConnectedMessage, TheEndIsWSAEDISCONAfterTheLastMessage) {
    Pair pair = connect_pair(entry());
    send_all(pair.a, "last");
    pair.a.close();
    const Received received = receive_until_end(pair.b);
    EXPECT_EQ(received.data, "last");
    EXPECT_EQ(received.end, failed(WSAEDISCON));
}

TEST_P(ConnectedMessage, AResetIsWSAECONNRESET) {
    Pair pair = connect_pair(entry());
    set_linger(pair.a, true, 0);
    pair.a.close();
    EXPECT_EQ(receive_piece(pair.b, 10).call, failed(WSAECONNRESET));
}

TEST_P(ConnectedMessage, ThousandsOfMessagesKeepOrderAndSize) {
    const Pair pair = connect_pair(entry());
    const std::string source = pattern(70000);
    BlockedCall sending([&] {
        for (std::size_t each = 0; each < 2000; ++each)
            send_all(pair.a, std::string_view(source).substr(0, each * 31 % 70000 + 1), 70000);
        return 0;
    });
    for (std::size_t each = 0; each < 2000; ++each) {
        const auto size = each * 31 % 70000 + 1;
        const Piece piece = receive_piece(pair.b, 70000);
        ASSERT_EQ(piece.call, returned(0)) << each;
        ASSERT_EQ(piece.data.size(), size) << each;
        ASSERT_TRUE(std::string_view(source).substr(0, size) == piece.data) << each;
    }
}

} // namespace
} // namespace ws2::conformance
