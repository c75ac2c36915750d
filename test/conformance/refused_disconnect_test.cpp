// Suite conformance: the page on providers that carry no disconnect data. Windows CE's base
// provider fails four calls with WSASYSCALLFAILURE whatever the arguments; the desktop's ends the
// send side for NULL and refuses data with WSAENOPROTOOPT before it has done anything.
#include "conformance/disconnect.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

bool always_fails(const Entry& entry) {
    return entry.subject->ending == Ending::always_fails;
}

class AlwaysFails : public Case {
protected:
    // The four calls, with good and with bad arguments.
    static void expect_failure(SOCKET s) {
        const auto failure = failed(WSASYSCALLFAILURE);
        const BadMemory memory;
        EXPECT_EQ(say_goodbye(s), failure);
        EXPECT_EQ(say_goodbye(s, "data"), failure);
        EXPECT_EQ(hear_goodbye(s).call, failure);
        EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(s, nullptr); }), failure);
        for (char* place : {memory.forbidden(), memory.last_good(4), reinterpret_cast<char*>(8)}) {
            auto* description = reinterpret_cast<WSABUF*>(place);
            WSABUF buffer{8, place};
            EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(s, description); }), failure);
            EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(s, &buffer); }), failure);
            EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(s, description); }), failure);
            EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(s, &buffer); }), failure);
        }
        WSAPROTOCOL_INFOW info{};
        EXPECT_EQ(outcome_of([&] { return WSADuplicateSocketW(s, 1, &info); }), failure);
        const Address address = parse(entry(), subject().loopback);
        EXPECT_EQ(outcome_of([&] {
                      return WSAJoinLeaf(s, address.get(), address.length, nullptr, nullptr,
                                         nullptr, nullptr, JL_BOTH);
                  }),
                  failure);
    }
};
WS2_OVER(AlwaysFails, always_fails);

TEST_P(AlwaysFails, OnASocketWithoutConnection) {
    const Socket s = create(entry());
    expect_failure(s);
    const Socket named = bound(entry());
    expect_failure(named);
}

TEST_P(AlwaysFails, OnAConnectionWhichStaysUsable) {
    const Pair pair = connect_pair(entry());
    expect_failure(pair.a);
    expect_failure(pair.b);
    EXPECT_TRUE(still_usable(pair));
}

class AlwaysFailsConnected : public AlwaysFails {};
WS2_OVER(AlwaysFailsConnected,
         [](const Entry& entry) { return entry.connected() && always_fails(entry); });

TEST_P(AlwaysFailsConnected, OnAListenerAndAfterAShutdown) {
    const Socket listener = listening(entry());
    expect_failure(listener);
    const Pair pair = connect_through(entry(), listener);
    ASSERT_EQ(shutdown(pair.a, SD_BOTH), 0);
    expect_failure(pair.a);
    expect_failure(pair.b);
}

bool half_close(const Entry& entry) {
    return entry.connected() && entry.subject->ending == Ending::half_close;
}

// Providers without disconnect data.
class DataRefused : public Case {};
WS2_OVER(DataRefused, half_close);

TEST_P(DataRefused, ItIsWSAENOPROTOOPTAndNothingHappens) {
    const Pair pair = connect_pair(entry());
    const BadMemory memory;
    WSABUF bad{8, memory.forbidden()};
    WSABUF empty{0, nullptr};
    auto* unreadable = reinterpret_cast<WSABUF*>(memory.forbidden());
    EXPECT_EQ(say_goodbye(pair.a, "data"), failed(WSAENOPROTOOPT));
    EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(pair.a, &bad); }), failed(WSAENOPROTOOPT));
    EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(pair.a, &empty); }),
              failed(WSAENOPROTOOPT));
    EXPECT_THAT(outcome_of([&] { return WSASendDisconnect(pair.a, unreadable); }),
                AnyOf(failed(WSAENOPROTOOPT), failed(WSAEFAULT)));
    EXPECT_TRUE(still_usable(pair));
    EXPECT_EQ(say_goodbye(pair.a), returned(0));
}

TEST_P(DataRefused, ThereIsNoneToReceive) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(hear_goodbye(pair.a).call, failed(WSAENOPROTOOPT));
}

TEST_P(DataRefused, ASocketWithoutConnectionIsWSAENOTCONN) {
    const Socket s = create(entry());
    EXPECT_EQ(say_goodbye(s), failed(WSAENOTCONN));
    const Socket listener = listening(entry());
    EXPECT_EQ(say_goodbye(listener), failed(WSAENOTCONN));
}

class HalfClose : public Case {};
WS2_OVER(HalfClose, half_close);

TEST_P(HalfClose, NullEndsTheSendSideOnly) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "before");
    ASSERT_EQ(say_goodbye(pair.a), returned(0));
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAESHUTDOWN));
    const Received received = receive_until_end(pair.b);
    EXPECT_EQ(received.data, "before");
    EXPECT_EQ(received.end, graceful_end(entry()));
    if (!entry().claims(XP1_GRACEFUL_CLOSE))
        return; // the release is one of both directions
    send_all(pair.b, "still open");
    EXPECT_EQ(receive(pair.a, 10), "still open");
}

TEST_P(HalfClose, NeverBlocksAndLosesNothingWhateverTheLinger) {
    for (const bool blocking : {true, false}) {
        for (const auto& [on, seconds] : {std::pair{false, 0}, {true, 0}, {true, 30}}) {
            const Pair pair = connect_pair(entry());
            const std::string queued = fill(pair.a);
            set_blocking(pair.a, blocking);
            set_linger(pair.a, on, static_cast<u_short>(seconds));
            ASSERT_EQ(say_goodbye(pair.a), returned(0));
            const Received received = receive_until_end(pair.b);
            EXPECT_TRUE(received.data == queued)
                << received.data.size() << " of " << queued.size() << " linger " << on << seconds;
            EXPECT_EQ(received.end, graceful_end(entry()));
        }
    }
}

} // namespace
} // namespace ws2::conformance
