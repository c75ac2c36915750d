// Suite conformance: WSPRecvDisconnect on every provider that claims XP1_DISCONNECT_DATA.
#include "conformance/disconnect.hpp"

namespace ws2::conformance {
namespace {

class RecvDisconnect : public Case {
protected:
    // B of a pair whose A has said goodbye, after B has seen the end.
    static Pair ended(const std::string& data) {
        Pair pair = connect_pair(entry());
        EXPECT_EQ(say_goodbye(pair.a, data), returned(0));
        EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
        return pair;
    }
};
WS2_OVER(RecvDisconnect, carries_disconnect_data);

TEST_P(RecvDisconnect, ReportsTheLengthThatArrived) {
    const Pair pair = ended("seven..");
    char room[100] = {};
    WSABUF buffer{sizeof room, room};
    ASSERT_EQ(outcome_of([&] { return WSARecvDisconnect(pair.b, &buffer); }), returned(0));
    EXPECT_EQ(buffer.len, 7U);
    EXPECT_EQ(room[7], '\0');
}

TEST_P(RecvDisconnect, ABufferOfExactlyTheRightSizeIsEnough) {
    const Pair pair = ended("seven..");
    const Goodbye heard = hear_goodbye(pair.b, 7);
    EXPECT_EQ(heard.call, returned(0));
    EXPECT_EQ(heard.data, "seven..");
}

TEST_P(RecvDisconnect, TooSmallABufferIsWSAEFAULTAndTheDataIsKept) {
    const Pair pair = ended("seven..");
    EXPECT_EQ(hear_goodbye(pair.b, 6).call, failed(WSAEFAULT));
    EXPECT_EQ(hear_goodbye(pair.b, 0).call, failed(WSAEFAULT));
    EXPECT_EQ(hear_goodbye(pair.b).data, "seven..");
}

TEST_P(RecvDisconnect, ABufferThatCannotBeWrittenIsWSAEFAULTAndTheDataIsKept) {
    const Pair pair = ended("seven..");
    const BadMemory memory;
    WSABUF buffer{100, memory.forbidden()};
    EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(pair.b, &buffer); }), failed(WSAEFAULT));
    auto* unreadable = reinterpret_cast<WSABUF*>(memory.forbidden());
    EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(pair.b, unreadable); }), failed(WSAEFAULT));
    EXPECT_EQ(hear_goodbye(pair.b).data, "seven..");
}

TEST_P(RecvDisconnect, LaterReceivesAreWSAESHUTDOWN) {
    const Pair pair = ended("bye");
    ASSERT_EQ(hear_goodbye(pair.b).call, returned(0));
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAESHUTDOWN));
}

TEST_P(RecvDisconnect, DoesNotWaitForAnEndThatHasNotCome) {
    const Pair pair = connect_pair(entry());
    const Goodbye heard = hear_goodbye(pair.b);
    EXPECT_EQ(heard.data, "");
}

TEST_P(RecvDisconnect, DoesNotCloseTheSocket) {
    const Pair pair = ended("bye");
    ASSERT_EQ(hear_goodbye(pair.b).call, returned(0));
    EXPECT_EQ(option(pair.b, SOL_SOCKET, SO_TYPE), entry().info.iSocketType);
}

TEST_P(RecvDisconnect, ASocketWithoutConnectionIsWSAENOTCONN) {
    const Socket created = create(entry());
    EXPECT_EQ(hear_goodbye(created).call, failed(WSAENOTCONN));
    const Socket listener = listening(entry());
    EXPECT_EQ(hear_goodbye(listener).call, failed(WSAENOTCONN));
}

TEST_P(RecvDisconnect, AClosedHandleIsWSAENOTSOCK) {
    Pair pair = connect_pair(entry());
    const SOCKET gone = pair.a.release();
    ASSERT_EQ(closesocket(gone), 0);
    EXPECT_EQ(hear_goodbye(gone).call, failed(WSAENOTSOCK));
}

TEST_P(RecvDisconnect, TheDataOutlivesALocalEndOfSending) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a, "from a"), returned(0));
    ASSERT_TRUE(readable(pair.b));
    ASSERT_EQ(say_goodbye(pair.b, "from b"), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "from a");
}

TEST_P(RecvDisconnect, TheEndIsRepeatedUntilItIsHeard) {
    const Pair pair = ended("bye");
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "bye");
}

} // namespace
} // namespace ws2::conformance
