// Suite conformance: the peer's goodbye and its data, however the program hears of it: a receive
// that waits, select, WSAPoll, FD_CLOSE, an overlapped receive by event, routine and port.
#include "conformance/disconnect.hpp"
#include "conformance/events.hpp"
#include "conformance/overlapped.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

class DisconnectNotice : public Case {
protected:
    void expect_data(SOCKET s) {
        const Goodbye heard = hear_goodbye(s);
        EXPECT_EQ(heard.call, returned(0));
        EXPECT_EQ(heard.data, "bye");
    }
    Operation operation; // outlives the sockets
    Pair pair = overlapped_pair(entry());
};
WS2_OVER(DisconnectNotice, carries_disconnect_data);

class DisconnectEvent : public DisconnectNotice {};
WS2_OVER(DisconnectEvent,
         [](const Entry& entry) { return carries_disconnect_data(entry) && notifies(entry); });

class DisconnectOverlapped : public DisconnectNotice {};
WS2_OVER(DisconnectOverlapped, [](const Entry& entry) {
    return carries_disconnect_data(entry) && overlapped_connection(entry);
});

TEST_P(DisconnectNotice, EndsAReceiveThatWaits) {
    BlockedCall receive_something([this] {
        char octet = 0;
        return recv(pair.b, &octet, 1, 0);
    });
    receive_something.wait_until_blocked();
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(receive_something.join(), failed(WSAEDISCON));
    expect_data(pair.b);
}

TEST_P(DisconnectNotice, MakesTheSocketReadableToSelectAndPoll) {
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_TRUE(readable(pair.b));
    WSAPOLLFD polled{pair.b, POLLRDNORM, 0};
    EXPECT_EQ(WSAPoll(&polled, 1, 30000), 1);
    EXPECT_NE(polled.revents, 0);
    expect_data(pair.b);
}

TEST_P(DisconnectEvent, IsFdCloseWithoutAnError) {
    Events events(pair.b, FD_READ | FD_CLOSE);
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(events.wait_for(FD_CLOSE), FD_CLOSE);
    EXPECT_EQ(events.code(FD_CLOSE_BIT), 0);
    expect_data(pair.b);
    ASSERT_EQ(say_goodbye(pair.b, "too"), returned(0));
}

TEST_P(DisconnectEvent, IsFdCloseAlsoForWhoSaidGoodbyeFirst) {
    Events events(pair.a, FD_CLOSE);
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    ASSERT_TRUE(readable(pair.b));
    expect_data(pair.b);
    ASSERT_EQ(say_goodbye(pair.b, "bye"), returned(0));
    EXPECT_EQ(events.wait_for(FD_CLOSE), FD_CLOSE);
    EXPECT_EQ(events.code(FD_CLOSE_BIT), 0);
    expect_data(pair.a);
}

TEST_P(DisconnectOverlapped, EndsAnOverlappedReceiveByItsEvent) {
    ASSERT_EQ(operation.receive(pair.b), failed(WSA_IO_PENDING));
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(pair.b), failed(WSAEDISCON));
    expect_data(pair.b);
}

DWORD heard_code = 0;
void CALLBACK hear(DWORD error, DWORD, LPWSAOVERLAPPED, DWORD) {
    heard_code = error;
}

TEST_P(DisconnectOverlapped, EndsAnOverlappedReceiveByItsRoutine) {
    WSABUF buffer = buffer_over(operation.data);
    DWORD flags = 0;
    ASSERT_EQ(outcome_of([&] {
                  return WSARecv(pair.b, &buffer, 1, nullptr, &flags, &operation.overlapped, hear);
              }),
              failed(WSA_IO_PENDING));
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(SleepEx(30000, TRUE), static_cast<DWORD>(WAIT_IO_COMPLETION));
    EXPECT_EQ(heard_code, static_cast<DWORD>(WSAEDISCON));
    expect_data(pair.b);
}

TEST_P(DisconnectOverlapped, EndsAnOverlappedReceiveByThePort) {
    CompletionPort port;
    port.take(pair.b, 9);
    ASSERT_EQ(operation.receive(pair.b), failed(WSA_IO_PENDING));
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    const auto packet = port.next();
    EXPECT_FALSE(packet.good);
    EXPECT_EQ(packet.error, static_cast<DWORD>(ERROR_GRACEFUL_DISCONNECT));
    EXPECT_EQ(packet.overlapped, &operation.overlapped);
    EXPECT_EQ(packet.key, 9U);
    EXPECT_EQ(operation.result(pair.b), failed(WSAEDISCON));
    expect_data(pair.b);
}

TEST_P(DisconnectOverlapped, ComesBehindTheDataThatWasSentBefore) {
    send_all(pair.a, "last");
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    operation.receive(pair.b); // done at once, or pending
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(pair.b), returned(4));
    Operation next;
    const Outcome posted = next.receive(pair.b);
    if (posted == failed(WSA_IO_PENDING)) {
        ASSERT_TRUE(next.ends());
        EXPECT_EQ(next.result(pair.b), failed(WSAEDISCON));
    } else {
        EXPECT_EQ(posted, failed(WSAEDISCON));
    }
    expect_data(pair.b);
}

TEST_P(DisconnectNotice, OutlivesAResetBehindIt) {
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    ASSERT_TRUE(readable(pair.b));
    set_linger(pair.a, true, 0);
    pair.a.close();
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAEDISCON));
    expect_data(pair.b);
}

TEST_P(DisconnectNotice, HasASecondWayInAndOutByOptions) {
    const Outcome set =
        outcome_of([&] { return setsockopt(pair.a, SOL_SOCKET, SO_DISCDATA, "bye", 3); });
    if (set == failed(WSAENOPROTOOPT))
        GTEST_SKIP() << "the provider has no SO_DISCDATA";
    ASSERT_EQ(set, returned(0));
    set_option(pair.b, SOL_SOCKET, SO_DISCDATALEN, 64);
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    ASSERT_TRUE(readable(pair.b));
    char data[64];
    int size = sizeof data;
    ASSERT_EQ(getsockopt(pair.b, SOL_SOCKET, SO_DISCDATA, data, &size), 0);
    EXPECT_EQ(std::string(data, static_cast<std::size_t>(size)), "bye");
    expect_data(pair.b);
}

} // namespace
} // namespace ws2::conformance
