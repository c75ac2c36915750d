#include "provider_world.hpp"

namespace {

using namespace ws2::test;

// Far more than the two kernel buffers of a connection hold.
std::string pattern(std::size_t size = 8 << 20) {
    std::string octets(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<char>((i * 2654435761U) >> 13U);
    return octets;
}

class WholeSend : public ProviderTest {
protected:
    std::string receive_to_the_end(SOCKET s) {
        std::string all;
        for (std::string part = p.receive(s, 1 << 16); !part.empty(); part = p.receive(s, 1 << 16))
            all += part;
        return all;
    }
    bool is_writable(SOCKET s, LONG seconds) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(s, &set);
        const timeval limit{seconds, 0};
        return p.table.lpWSPSelect(0, nullptr, &set, nullptr, &limit, &p.error) == 1;
    }
};

TEST_P(WholeSend, TakesTheWholeBufferAndKeepsItsOrder) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    const std::string octets = pattern();
    ASSERT_EQ(p.send(pair.client, octets), static_cast<int>(octets.size()));
    EXPECT_EQ(p.send(pair.client, "more"), -1);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    EXPECT_FALSE(is_writable(pair.client, 0));
    EXPECT_TRUE(p.receive(pair.server, octets.size(), MSG_WAITALL) == octets);
    EXPECT_TRUE(is_writable(pair.client, 10));
    EXPECT_EQ(p.send(pair.client, "more"), 4);
    EXPECT_EQ(p.receive(pair.server), "more");
}

TEST_P(WholeSend, ASelectThatWaitsIsWokenWhenTheRemainderIsGone) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    const std::string octets = pattern();
    ASSERT_EQ(p.send(pair.client, octets), static_cast<int>(octets.size()));
    int ready = 0;
    BlockedCall call([&] {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(pair.client, &set);
        int error = 0;
        ready = p.table.lpWSPSelect(0, nullptr, &set, nullptr, nullptr, &error);
    });
    EXPECT_TRUE(p.receive(pair.server, octets.size(), MSG_WAITALL) == octets);
    call.join();
    EXPECT_EQ(ready, 1);
}

TEST_P(WholeSend, ABlockingSendWaitsBehindTheRemainder) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    const std::string octets = pattern();
    ASSERT_EQ(p.send(pair.client, octets), static_cast<int>(octets.size()));
    ASSERT_EQ(p.set_non_blocking(pair.client, false), 0);
    BlockedCall call([&] {
        char text[] = "behind";
        WSABUF buffer{6, text};
        DWORD sent = 0;
        int error = 0;
        EXPECT_EQ(
            p.table.lpWSPSend(pair.client, &buffer, 1, &sent, 0, nullptr, nullptr, nullptr, &error),
            0);
    });
    EXPECT_TRUE(p.receive(pair.server, octets.size(), MSG_WAITALL) == octets);
    EXPECT_EQ(p.receive(pair.server, 6, MSG_WAITALL), "behind");
    call.join();
}

TEST_P(WholeSend, ABlockingSendBehindTheRemainderTimesOut) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    ASSERT_GT(p.send(pair.client, pattern()), 0);
    ASSERT_EQ(p.set_non_blocking(pair.client, false), 0);
    ASSERT_EQ(p.set(pair.client, SO_SNDTIMEO, 20), 0);
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAETIMEDOUT);
}

TEST_P(WholeSend, ShutdownWaitsBehindTheRemainderWithoutBlocking) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    const std::string octets = pattern();
    ASSERT_EQ(p.send(pair.client, octets), static_cast<int>(octets.size()));
    ASSERT_EQ(p.shutdown(pair.client, SD_SEND), 0);
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
    EXPECT_TRUE(receive_to_the_end(pair.server) == octets);
    EXPECT_EQ(p.result, 0);
}

TEST_P(WholeSend, CloseLeavesTheRemainderToTheProvider) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    const std::string octets = pattern();
    ASSERT_EQ(p.send(pair.client, octets), static_cast<int>(octets.size()));
    ASSERT_EQ(p.close(pair.client), 0);
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAENOTSOCK);
    EXPECT_TRUE(receive_to_the_end(pair.server) == octets);
    EXPECT_EQ(p.result, 0);
}

TEST_P(WholeSend, AResettingCloseForgetsTheRemainder) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    ASSERT_GT(p.send(pair.client, pattern()), 0);
    ASSERT_EQ(p.set_linger(pair.client, true, 0), 0);
    ASSERT_EQ(p.close(pair.client), 0);
    receive_to_the_end(pair.server);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(WholeSend, APeerThatLeavesEndsTheRemainder) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    ASSERT_GT(p.send(pair.client, pattern()), 0);
    ASSERT_EQ(p.set_linger(pair.server, true, 0), 0);
    ASSERT_EQ(p.close(pair.server), 0);
    EXPECT_TRUE(is_writable(pair.client, 10)) << "a send would not block: it would fail";
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(WholeSend, ManyThreadsNeverMixTheirOctets) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    constexpr std::size_t record = 100000;
    constexpr int records = 40;
    std::vector<std::thread> threads;
    for (const char letter : {'a', 'b', 'c'})
        threads.emplace_back([this, letter, client = pair.client] {
            std::string octets(record, letter);
            WSABUF buffer{static_cast<ULONG>(octets.size()), octets.data()};
            for (int done = 0; done < records;) {
                DWORD sent = 0;
                int error = 0;
                if (p.table.lpWSPSend(client, &buffer, 1, &sent, 0, nullptr, nullptr, nullptr,
                                      &error) == 0)
                    ++done;
                else
                    ASSERT_EQ(error, WSAEWOULDBLOCK);
                std::this_thread::yield();
            }
        });
    for (int i = 0; i < 3 * records; ++i) {
        const std::string one = p.receive(pair.server, record, MSG_WAITALL);
        ASSERT_EQ(one.size(), record);
        ASSERT_EQ(one.find_first_not_of(one[0]), std::string::npos);
    }
    for (std::thread& thread : threads)
        thread.join();
}

INSTANTIATE_TEST_SUITE_P(Tcpip, WholeSend, testing::Values(msafd), startup_name);

TEST(PartialSend, WspmTakesWhatTheKernelTakes) {
    Provider p(wspm);
    const SOCKET listener = p.listener();
    const SOCKET client = p.open(SOCK_STREAM);
    ASSERT_EQ(p.connect(client, p.name(listener)), 0);
    ASSERT_EQ(p.set_non_blocking(client), 0);
    const std::string octets = pattern(32 << 20);
    const int taken = p.send(client, octets);
    EXPECT_GT(taken, 0);
    EXPECT_LT(taken, static_cast<int>(octets.size()));
    for (int more = taken; more > 0;)
        more = p.send(client, octets);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
}

} // namespace
