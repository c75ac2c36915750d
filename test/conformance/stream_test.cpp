// Suite conformance: send and receive on byte streams.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

class Stream : public Case {};
WS2_OVER(Stream, byte_stream);

TEST_P(Stream, AMegabyteEachWayArrivesInOrder) {
    const Pair pair = connect_pair(entry());
    const std::string there = pattern(1 << 20, 1);
    const std::string back = pattern(1 << 20, 2);
    BlockedCall sending([&] { return send_all(pair.a, there, 100000), 0; });
    BlockedCall answering([&] { return send_all(pair.b, back, 777), 0; });
    std::string got_back;
    BlockedCall reading([&] { return got_back = receive(pair.a, back.size()), 0; });
    EXPECT_TRUE(receive(pair.b, there.size()) == there);
    reading.join();
    EXPECT_TRUE(got_back == back);
}

TEST_P(Stream, ABlockingSendTakesAll) {
    const Pair pair = connect_pair(entry());
    const std::string data = pattern(8 << 20);
    BlockedCall sending(
        [&] { return send(pair.a, data.data(), static_cast<int>(data.size()), 0); });
    EXPECT_TRUE(receive(pair.b, data.size()) == data);
    EXPECT_EQ(sending.join(), returned(static_cast<long long>(data.size())));
}

TEST_P(Stream, BoundariesAreNotKept) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "one");
    send_all(pair.a, "two");
    EXPECT_EQ(receive(pair.b, 6), "onetwo");
}

TEST_P(Stream, ScatterAndGather) {
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
    WSABUF rooms[] = {{2, first}, {0, nullptr}, {20, rest}};
    DWORD flags = 0;
    ASSERT_EQ(
        outcome_of([&] { return WSARecv(pair.b, rooms, 3, &count, &flags, nullptr, nullptr); }),
        returned(0));
    EXPECT_EQ(count, 8U);
    EXPECT_EQ(std::string(first, 2) + std::string(rest, 6), "abcdefgh");
}

TEST_P(Stream, ManyBuffersInOneCall) {
    const Pair pair = connect_pair(entry());
    std::string data = pattern(1500);
    std::vector<WSABUF> parts;
    for (std::size_t each = 0; each < data.size(); ++each)
        parts.push_back({1, &data[each]});
    DWORD count = 0;
    ASSERT_EQ(outcome_of([&] {
                  return WSASend(pair.a, parts.data(), static_cast<DWORD>(parts.size()), &count, 0,
                                 nullptr, nullptr);
              }),
              returned(0));
    EXPECT_EQ(count, data.size());
    EXPECT_EQ(receive(pair.b, data.size()), data);
}

TEST_P(Stream, MSG_PEEKLeavesTheData) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "peek");
    char room[8] = {};
    ASSERT_TRUE(readable(pair.b));
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(outcome_of([&] { return recv(pair.b, room, 8, MSG_PEEK); }), returned(4));
    EXPECT_EQ(receive(pair.b, 4), "peek");
}

TEST_P(Stream, MSG_WAITALLWaitsForAll) {
    const Pair pair = connect_pair(entry());
    char room[8] = {};
    BlockedCall reading([&] { return recv(pair.b, room, 8, MSG_WAITALL); });
    send_all(pair.a, "half");
    reading.wait_until_blocked();
    send_all(pair.a, "full");
    EXPECT_EQ(reading.join(), returned(8));
    EXPECT_EQ(std::string(room, 8), "halffull");
}

TEST_P(Stream, MSG_WAITALLWithOtherFlagsOrWithoutBlockingIsWSAEOPNOTSUPP) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "data");
    ASSERT_TRUE(readable(pair.b));
    char room[4] = {};
    const auto receive_with = [&](int flags) {
        return outcome_of([&] { return recv(pair.b, room, 4, MSG_WAITALL | flags); });
    };
    for (const int other : {MSG_PEEK, MSG_OOB, MSG_PARTIAL})
        EXPECT_EQ(receive_with(other), failed(WSAEOPNOTSUPP));
    set_blocking(pair.b, false);
    EXPECT_EQ(receive_with(0), failed(WSAEOPNOTSUPP));
    set_blocking(pair.b, true);
    EXPECT_EQ(receive_with(0), returned(4));
}

TEST_P(Stream, ASendOfNothingSucceedsAndDeliversNothing) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "", 0, 0); }), returned(0));
    send_all(pair.a, "x");
    EXPECT_EQ(receive(pair.b, 1), "x");
}

TEST_P(Stream, AReceiveIntoNoRoomSucceedsAndTakesNothing) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "x");
    ASSERT_TRUE(readable(pair.b));
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 0, 0); }), returned(0));
    EXPECT_EQ(receive(pair.b, 1), "x");
}

TEST_P(Stream, AnEndIsRepeatedForEveryReceive) {
    Pair pair = connect_pair(entry());
    send_all(pair.a, "x");
    pair.a.close();
    EXPECT_EQ(receive(pair.b, 1), "x");
    char room = 0;
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), returned(0));
}

class StreamReset : public Case {};
WS2_OVER(StreamReset, [](const Entry& entry) { return byte_stream(entry) && resettable(entry); });

TEST_P(StreamReset, AResetIsWSAECONNRESETForBothDirections) {
    Pair pair = connect_pair(entry());
    set_linger(pair.a, true, 0);
    pair.a.close();
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), failed(WSAECONNRESET));
    EXPECT_THAT(outcome_of([&] { return send(pair.b, "x", 1, 0); }),
                AnyOf(failed(WSAECONNRESET), failed(WSAECONNABORTED)));
}

class ExpeditedStream : public Case {};
WS2_OVER(ExpeditedStream,
         [](const Entry& entry) { return byte_stream(entry) && entry.claims(XP1_EXPEDITED_DATA); });

TEST_P(ExpeditedStream, MSG_OOBIsSeenInTheExceptionSetAndReadApart) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "normal");
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    ASSERT_TRUE(exceptional(pair.b));
    char urgent = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &urgent, 1, MSG_OOB); }), returned(1));
    EXPECT_EQ(urgent, '!');
    EXPECT_EQ(receive(pair.b, 6), "normal");
}

TEST_P(ExpeditedStream, WithoutExpeditedDataMSG_OOBIsRefused) {
    const Pair pair = connect_pair(entry());
    char urgent = 0;
    EXPECT_THAT(outcome_of([&] { return recv(pair.b, &urgent, 1, MSG_OOB); }),
                AnyOf(failed(WSAEINVAL), failed(WSAEWOULDBLOCK)));
}

TEST_P(ExpeditedStream, SO_OOBINLINELeavesItInTheStream) {
    const Pair pair = connect_pair(entry());
    set_option(pair.b, SOL_SOCKET, SO_OOBINLINE, 1);
    send_all(pair.a, "ab");
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    send_all(pair.a, "c");
    EXPECT_EQ(receive(pair.b, 4), "ab!c");
}

TEST_P(ExpeditedStream, SIOCATMARKTellsWhetherNoUrgentDataIsAhead) {
    const Pair pair = connect_pair(entry());
    u_long at_mark = 0;
    ASSERT_EQ(ioctlsocket(pair.b, SIOCATMARK, &at_mark), 0);
    EXPECT_NE(at_mark, 0U);
    set_option(pair.b, SOL_SOCKET, SO_OOBINLINE, 1);
    send_all(pair.a, "ab");
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    ASSERT_TRUE(readable(pair.b));
    ASSERT_EQ(ioctlsocket(pair.b, SIOCATMARK, &at_mark), 0);
    EXPECT_EQ(at_mark, 0U);
}

} // namespace
} // namespace ws2::conformance
