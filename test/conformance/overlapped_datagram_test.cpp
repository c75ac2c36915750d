// Suite conformance: overlapped datagrams, WSARecvMsg and WSASendMsg.
#include "conformance/overlapped.hpp"

namespace ws2::conformance {
namespace {

class OverlappedDatagram : public Case {
protected:
    Outcome send_to(Operation& operation, SOCKET from, const Address& to) {
        WSABUF buffer = buffer_over(operation.data);
        return outcome_of([&] {
            return WSASendTo(from, &buffer, 1, nullptr, 0, to.get(), to.length,
                             &operation.overlapped, nullptr);
        });
    }
    Outcome receive_from(Operation& operation, SOCKET s, Address& from) {
        operation.flags = 0;
        WSABUF buffer = buffer_over(operation.data);
        return outcome_of([&] {
            return WSARecvFrom(s, &buffer, 1, nullptr, &operation.flags, from.get(), &from.length,
                               &operation.overlapped, nullptr);
        });
    }

    Pair pair = overlapped_datagram_pair(entry());
};
WS2_OVER(OverlappedDatagram, overlapped_datagram);

TEST_P(OverlappedDatagram, AReceiveTellsTheSenderWhenItEnds) {
    Operation receive;
    Address sender;
    EXPECT_EQ(receive_from(receive, pair.b, sender), failed(WSA_IO_PENDING));
    Operation send(0);
    send.data = "hello";
    EXPECT_EQ(send_to(send, pair.a, name_of(pair.b)), returned(0));
    EXPECT_EQ(send.result(pair.a), returned(5));
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), returned(5));
    EXPECT_EQ(receive.data.substr(0, 5), "hello");
    EXPECT_EQ(sender, name_of(pair.a));
}

TEST_P(OverlappedDatagram, WhatDoesNotFitIsWSAEMSGSIZEAndLost) {
    Operation small(3);
    Operation next;
    Address sender;
    EXPECT_EQ(receive_from(small, pair.b, sender), failed(WSA_IO_PENDING));
    Address again;
    EXPECT_EQ(receive_from(next, pair.b, again), failed(WSA_IO_PENDING));
    const Address there = name_of(pair.b);
    ASSERT_EQ(sendto(pair.a, "hello", 5, 0, there.get(), there.length), 5);
    ASSERT_TRUE(small.ends());
    EXPECT_EQ(small.result(pair.b), failed(WSAEMSGSIZE));
    EXPECT_EQ(small.flags, static_cast<DWORD>(MSG_PARTIAL));
    EXPECT_EQ(small.data, "hel");
    ASSERT_EQ(sendto(pair.a, "ab", 2, 0, there.get(), there.length), 2);
    ASSERT_TRUE(next.ends());
    EXPECT_EQ(next.result(pair.b), returned(2));
}

TEST_P(OverlappedDatagram, AReceiveOfAnUnboundSocketIsWSAEINVAL) {
    const Socket s = create_overlapped(entry());
    Operation receive;
    EXPECT_EQ(receive.receive(s), failed(WSAEINVAL));
}

TEST_P(OverlappedDatagram, MessagesCarryTheSender) {
    const auto receive_message = extension<LPFN_WSARECVMSG>(pair.b, WSAID_WSARECVMSG);
    Operation receive;
    Address sender;
    WSABUF room = buffer_over(receive.data);
    WSAMSG incoming{sender.get(), sender.length, &room, 1, {0, nullptr}, 0};
    EXPECT_EQ(outcome_of([&] {
                  return receive_message(pair.b, &incoming, nullptr, &receive.overlapped, nullptr);
              }),
              failed(WSA_IO_PENDING));
    Address there = name_of(pair.b);
    std::string data = "hello";
    WSABUF buffer = buffer_over(data);
    WSAMSG outgoing{there.get(), there.length, &buffer, 1, {0, nullptr}, 0};
    DWORD sent = 0;
    EXPECT_EQ(WSASendMsg(pair.a, &outgoing, 0, &sent, nullptr, nullptr), 0);
    EXPECT_EQ(sent, 5U);
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), returned(5));
    sender.length = incoming.namelen;
    EXPECT_EQ(sender, name_of(pair.a));
    EXPECT_EQ(incoming.dwFlags, 0U);
}

TEST_P(OverlappedDatagram, AMessageThatDoesNotFitIsMarked) {
    const auto receive_message = extension<LPFN_WSARECVMSG>(pair.b, WSAID_WSARECVMSG);
    const Address there = name_of(pair.b);
    ASSERT_EQ(sendto(pair.a, "hello", 5, 0, there.get(), there.length), 5);
    std::string data(3, '?');
    WSABUF room = buffer_over(data);
    WSAMSG incoming{nullptr, 0, &room, 1, {0, nullptr}, 0};
    DWORD received = 0;
    EXPECT_EQ(
        outcome_of([&] { return receive_message(pair.b, &incoming, &received, nullptr, nullptr); }),
        failed(WSAEMSGSIZE));
    EXPECT_EQ(received, 3U);
    EXPECT_EQ(incoming.dwFlags, static_cast<DWORD>(MSG_TRUNC));
}

} // namespace
} // namespace ws2::conformance
