// Suite conformance: what keeps its place behind overlapped sends: synchronous sends and the end.
#include "conformance/disconnect.hpp"
#include "conformance/overlapped.hpp"
#include "conformance/thread.hpp"

#include <deque>

namespace ws2::conformance {
namespace {

class OverlappedOrder : public Case {
protected:
    void fill() { all = post_until_the_last_waits(pair, sends); }
    void expect_everything_then_the_end() {
        const Received received = receive_until_end(pair.b);
        EXPECT_TRUE(received.data == all);
        EXPECT_EQ(received.end, graceful_end(entry()));
        for (Operation& each : sends) {
            ASSERT_TRUE(each.ends());
            EXPECT_EQ(each.result(pair.a), returned(static_cast<long long>(each.data.size())));
        }
    }
    void expect_no_more_sends() {
        Operation late;
        EXPECT_EQ(late.send(pair.a), failed(WSAESHUTDOWN));
        EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAESHUTDOWN));
    }

    std::deque<Operation> sends; // outlive the sockets, whose close ends those that still wait
    std::string all;
    Pair pair = overlapped_pair(entry());
};
WS2_OVER(OverlappedOrder, overlapped_connection);

TEST_P(OverlappedOrder, ABlockingSendWaitsForItsTurn) {
    fill();
    BlockedCall send_tail([this] { return send(pair.a, "tail", 4, 0); });
    send_tail.wait_until_blocked();
    all += "tail";
    EXPECT_TRUE(receive(pair.b, all.size()) == all);
    EXPECT_EQ(send_tail.join(), returned(4));
}

TEST_P(OverlappedOrder, ANonBlockingSendWouldBlock) {
    fill();
    set_blocking(pair.a, false);
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAEWOULDBLOCK));
}

TEST_P(OverlappedOrder, AnOverlappedSendFollowsWhatANonBlockingSendLeft) {
    set_blocking(pair.a, false);
    all = conformance::fill(pair.a);
    Operation& send = sends.emplace_back(0);
    send.data = pattern(5000, 9);
    all += send.data;
    const Outcome posted = send.send(pair.a);
    EXPECT_TRUE(posted == returned(0) || posted == failed(WSA_IO_PENDING));
    EXPECT_TRUE(receive(pair.b, all.size()) == all);
    EXPECT_TRUE(send.ends());
}

TEST_P(OverlappedOrder, AShutdownIsBehindTheSendsAndDoesNotWait) {
    fill();
    EXPECT_EQ(shutdown(pair.a, SD_SEND), 0);
    expect_no_more_sends();
    expect_everything_then_the_end();
}

TEST_P(OverlappedOrder, ADisconnectIsBehindTheSendsAndDoesNotWait) {
    fill();
    if (subject().ending == Ending::always_fails) {
        EXPECT_EQ(say_goodbye(pair.a), failed(WSASYSCALLFAILURE));
        EXPECT_TRUE(receive(pair.b, all.size()) == all);
        return;
    }
    EXPECT_EQ(say_goodbye(pair.a), returned(0));
    expect_no_more_sends();
    expect_everything_then_the_end();
}

TEST_P(OverlappedOrder, ClosingAbortsWhatStillWaits) {
    fill();
    pair.a.close();
    Operation& last = sends.back();
    ASSERT_TRUE(last.ends());
    DWORD count = 0;
    EXPECT_FALSE(GetOverlappedResult(nullptr, &last.overlapped, &count, FALSE));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_OPERATION_ABORTED));
}

} // namespace
} // namespace ws2::conformance
