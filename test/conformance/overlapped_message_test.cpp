// Suite conformance: overlapped receives and sends of messages: their ends, their parts.
#include "conformance/disconnect.hpp"
#include "conformance/overlapped.hpp"

#include <deque>

namespace ws2::conformance {
namespace {

class OverlappedMessage : public Case {
protected:
    Pair pair = overlapped_pair(entry());
};
WS2_OVER(OverlappedMessage, overlapped_message);

TEST_P(OverlappedMessage, EachReceiveGetsOneMessageInTheOrderOfPosting) {
    std::deque<Operation> receives;
    for (int i = 0; i < 16; ++i)
        EXPECT_EQ(receives.emplace_back(64).receive(pair.b), failed(WSA_IO_PENDING));
    for (unsigned i = 0; i < 16; ++i)
        send_all(pair.a, pattern(i + 1, i));
    for (unsigned i = 0; i < 16; ++i) {
        ASSERT_TRUE(receives[i].ends());
        EXPECT_EQ(receives[i].result(pair.b), returned(i + 1));
        EXPECT_EQ(receives[i].flags, 0U);
        EXPECT_EQ(receives[i].data.substr(0, i + 1), pattern(i + 1, i));
    }
}

TEST_P(OverlappedMessage, AMessageLongerThanTheBufferGoesOnInTheNextReceive) {
    Operation first(4);
    Operation second(4);
    Operation third(64);
    for (Operation* each : {&first, &second, &third})
        EXPECT_EQ(each->receive(pair.b), failed(WSA_IO_PENDING));
    send_all(pair.a, "abcdefghij");
    ASSERT_TRUE(third.ends());
    EXPECT_EQ(first.result(pair.b), returned(4));
    EXPECT_EQ(first.flags, static_cast<DWORD>(MSG_PARTIAL));
    EXPECT_EQ(second.result(pair.b), returned(4));
    EXPECT_EQ(second.flags, static_cast<DWORD>(MSG_PARTIAL));
    EXPECT_EQ(third.result(pair.b), returned(2));
    EXPECT_EQ(third.flags, 0U);
    EXPECT_EQ(first.data + second.data + third.data.substr(0, 2), "abcdefghij");
}

TEST_P(OverlappedMessage, APartIsWaitedForOnlyIfItWasAskedFor) {
    Operation whole;
    EXPECT_EQ(whole.receive(pair.b), failed(WSA_IO_PENDING));
    WSABUF part{4, const_cast<char*>("part")};
    DWORD count = 0;
    ASSERT_EQ(WSASend(pair.a, &part, 1, &count, MSG_PARTIAL, nullptr, nullptr), 0);
    EXPECT_FALSE(whole.signalled());
    ASSERT_EQ(send(pair.a, "end", 3, 0), 3);
    ASSERT_TRUE(whole.ends());
    EXPECT_EQ(whole.result(pair.b), returned(7));

    Operation some;
    EXPECT_EQ(some.receive(pair.b, MSG_PARTIAL), failed(WSA_IO_PENDING));
    ASSERT_EQ(WSASend(pair.a, &part, 1, &count, MSG_PARTIAL, nullptr, nullptr), 0);
    ASSERT_TRUE(some.ends());
    EXPECT_EQ(some.result(pair.b), returned(4));
    EXPECT_EQ(some.flags, static_cast<DWORD>(MSG_PARTIAL));
}

TEST_P(OverlappedMessage, AReceiveOfNothingLeavesTheMessage) {
    Operation nothing(0);
    EXPECT_EQ(nothing.receive(pair.b), failed(WSA_IO_PENDING));
    send_all(pair.a, "abc");
    ASSERT_TRUE(nothing.ends());
    EXPECT_EQ(nothing.result(pair.b), returned(0));
    EXPECT_EQ(nothing.flags, static_cast<DWORD>(MSG_PARTIAL));
    Operation receive;
    EXPECT_EQ(receive.receive(pair.b), returned(0));
    EXPECT_EQ(receive.result(pair.b), returned(3));
}

TEST_P(OverlappedMessage, ManyBuffersAreOneMessage) {
    std::string all = pattern(300);
    std::vector<WSABUF> buffers;
    for (std::size_t at = 0; at < all.size(); at += 20)
        buffers.push_back({20, all.data() + at});
    Operation receive(512);
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    Operation send;
    EXPECT_EQ(outcome_of([&] {
                  return WSASend(pair.a, buffers.data(), static_cast<DWORD>(buffers.size()),
                                 nullptr, 0, &send.overlapped, nullptr);
              }),
              returned(0));
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), returned(300));
    EXPECT_TRUE(receive.data.substr(0, 300) == all);
}

TEST_P(OverlappedMessage, ALongMessageEndsOnlyWhenAllOfItWasTaken) {
    constexpr std::size_t size = 8 << 20; // no system takes so much at once
    Operation send(0);
    send.data = pattern(size);
    EXPECT_EQ(send.send(pair.a), failed(WSA_IO_PENDING));
    EXPECT_TRUE(CancelIoEx(handle_of(pair.a), &send.overlapped)) << "too late, but it was found";
    EXPECT_FALSE(send.signalled());
    EXPECT_TRUE(receive(pair.b, size) == send.data);
    ASSERT_TRUE(send.ends());
    EXPECT_EQ(send.result(pair.a), returned(size));
}

TEST_P(OverlappedMessage, ASendThatHasNotBegunCanBeCancelled) {
    Operation first(0);
    first.data = pattern(8 << 20);
    Operation second(10);
    Operation third(0);
    third.data = "third";
    EXPECT_EQ(first.send(pair.a), failed(WSA_IO_PENDING));
    EXPECT_EQ(second.send(pair.a), failed(WSA_IO_PENDING));
    EXPECT_EQ(third.send(pair.a), failed(WSA_IO_PENDING));
    EXPECT_TRUE(CancelIoEx(handle_of(pair.a), &second.overlapped));
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(second.result(pair.a), failed(WSA_OPERATION_ABORTED));
    EXPECT_TRUE(receive(pair.b, first.data.size()) == first.data);
    EXPECT_EQ(receive(pair.b, 5), "third");
}

TEST_P(OverlappedMessage, CancelIoEndsWhatThisThreadAsked) {
    Operation receive;
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_TRUE(CancelIo(handle_of(pair.b)));
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), failed(WSA_OPERATION_ABORTED));
}

TEST_P(OverlappedMessage, ExpeditedDataEndsAReceiveOfItsOwn) {
    if (!entry().claims(XP1_EXPEDITED_DATA))
        GTEST_SKIP() << "the entry has none";
    Operation normal;
    Operation urgent;
    EXPECT_EQ(normal.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_EQ(urgent.receive(pair.b, MSG_OOB), failed(WSA_IO_PENDING));
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    ASSERT_TRUE(urgent.ends());
    EXPECT_EQ(urgent.result(pair.b), returned(1));
    EXPECT_EQ(urgent.flags, static_cast<DWORD>(MSG_OOB));
    EXPECT_FALSE(normal.signalled());
    send_all(pair.a, "x");
    EXPECT_TRUE(normal.ends());
}

} // namespace
} // namespace ws2::conformance
