#include "provider_world.hpp"

#include <fcntl.h>
#include <filesystem>

namespace {

using namespace ws2::test;

bool descriptor_is_open(SOCKET s) {
    return ::fcntl(static_cast<int>(s), F_GETFD) != -1;
}

class Close : public ProviderTest {};

TEST_P(Close, FreesTheDescriptorAndTheHandle) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_TRUE(descriptor_is_open(s));
    EXPECT_EQ(p.close(s), 0);
    EXPECT_FALSE(descriptor_is_open(s));
    EXPECT_EQ(p.close(s), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTSOCK);
}

TEST_P(Close, EndsABlockedReceiveWithInterrupted) {
    const Pair pair = connected();
    int code = 0;
    BlockedCall call([&] {
        char octet = 0;
        WSABUF buffer{1, &octet};
        DWORD got = 0;
        DWORD flags = 0;
        EXPECT_EQ(p.table.lpWSPRecv(pair.client, &buffer, 1, &got, &flags, nullptr, nullptr,
                                    nullptr, &code),
                  SOCKET_ERROR);
    });
    EXPECT_EQ(p.close(pair.client), 0);
    call.join();
    EXPECT_EQ(code, WSAEINTR);
    EXPECT_FALSE(descriptor_is_open(pair.client));
    p.receive(pair.client);
    EXPECT_EQ(p.error, WSAENOTSOCK);
}

TEST_P(Close, EndsABlockedSendWithInterrupted) {
    const Pair pair = connected();
    int code = 0;
    BlockedCall call([&] {
        std::string much(32 << 20, 'x');
        WSABUF buffer{static_cast<ULONG>(much.size()), much.data()};
        DWORD sent = 0;
        EXPECT_EQ(
            p.table.lpWSPSend(pair.client, &buffer, 1, &sent, 0, nullptr, nullptr, nullptr, &code),
            SOCKET_ERROR);
    });
    EXPECT_EQ(p.close(pair.client), 0);
    call.join();
    EXPECT_EQ(code, WSAEINTR);
}

TEST_P(Close, EndsABlockedAcceptWithInterrupted) {
    const SOCKET listener = p.listener();
    int code = 0;
    BlockedCall call([&] {
        EXPECT_EQ(p.table.lpWSPAccept(listener, nullptr, nullptr, nullptr, 0, &code),
                  INVALID_SOCKET);
    });
    EXPECT_EQ(p.close(listener), 0);
    call.join();
    EXPECT_EQ(code, WSAEINTR);
}

TEST_P(Close, EndsABlockedDatagramReceiveWithInterrupted) {
    const SOCKET s = p.bound(SOCK_DGRAM);
    int code = 0;
    BlockedCall call([&] {
        char octet = 0;
        WSABUF buffer{1, &octet};
        DWORD got = 0;
        DWORD flags = 0;
        EXPECT_EQ(p.table.lpWSPRecvFrom(s, &buffer, 1, &got, &flags, nullptr, nullptr, nullptr,
                                        nullptr, nullptr, &code),
                  SOCKET_ERROR);
    });
    EXPECT_EQ(p.close(s), 0);
    call.join();
    EXPECT_EQ(code, WSAEINTR);
    EXPECT_FALSE(descriptor_is_open(s));
}

TEST_P(Close, EndsABlockedSelectWithInterrupted) {
    const Pair pair = connected();
    int code = 0;
    BlockedCall call([&] {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(pair.client, &set);
        EXPECT_EQ(p.table.lpWSPSelect(0, &set, nullptr, nullptr, nullptr, &code), SOCKET_ERROR);
    });
    EXPECT_EQ(p.close(pair.client), 0);
    call.join();
    EXPECT_EQ(code, WSAEINTR);
}

TEST_P(Close, WithoutLingerIsGracefulInTheBackground) {
    const Pair pair = connected();
    const std::string text(100000, 'g');
    ASSERT_EQ(p.send(pair.client, text), static_cast<int>(text.size()));
    ASSERT_EQ(p.close(pair.client), 0);
    EXPECT_EQ(p.receive(pair.server, text.size(), MSG_WAITALL), text);
    EXPECT_EQ(p.receive(pair.server), "");
    EXPECT_EQ(p.result, 0);
}

TEST_P(Close, WithLingerZeroIsAReset) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_linger(pair.client, true, 0), 0);
    ASSERT_EQ(p.close(pair.client), 0);
    p.receive(pair.server);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Close, NonBlockingWithPositiveLingerLeavesEverythingIntact) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_non_blocking(pair.client), 0);
    ASSERT_EQ(p.set_linger(pair.client, true, 30), 0);
    EXPECT_EQ(p.close(pair.client), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    EXPECT_EQ(p.send(pair.client, "alive"), 5);
    EXPECT_EQ(p.receive(pair.server), "alive");
    ASSERT_EQ(p.set(pair.client, SO_DONTLINGER, 1), 0);
    EXPECT_EQ(p.close(pair.client), 0);
}

TEST_P(Close, BlockingWithPositiveLingerWaitsForTheEnd) {
    const Pair pair = connected();
    ASSERT_EQ(p.set_linger(pair.client, true, 30), 0);
    ASSERT_EQ(p.send(pair.client, "all"), 3);
    EXPECT_EQ(p.close(pair.client), 0);
    EXPECT_EQ(p.receive(pair.server), "all");
    EXPECT_EQ(p.receive(pair.server), "");
    EXPECT_EQ(p.result, 0);
}

TEST_P(Close, BlockingWithPositiveLingerResetsWhenTheTimeIsOver) {
    const Pair pair = connected();
    // More than both kernels buffer, so that the end can never be acknowledged.
    ASSERT_EQ(p.set(pair.client, SO_SNDTIMEO, 50), 0);
    ASSERT_EQ(p.send(pair.client, std::string(32 << 20, 'x')), -1);
    ASSERT_EQ(p.set_linger(pair.client, true, 1), 0);
    EXPECT_EQ(p.close(pair.client), 0);
    for (std::string part = "x"; !part.empty(); part = p.receive(pair.server, 1 << 20)) {
    }
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Close, LingerAndDontLingerAreOneSwitch) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.get(s, SO_DONTLINGER), 1U);
    ASSERT_EQ(p.set_linger(s, true, 7), 0);
    EXPECT_EQ(p.get(s, SO_DONTLINGER), 0U);
    ASSERT_EQ(p.set(s, SO_DONTLINGER, 1), 0);
    struct linger value {};
    int size = sizeof value;
    ASSERT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<char*>(&value),
                                      &size, &p.error),
              0);
    EXPECT_EQ(value.l_onoff, 0);
    EXPECT_EQ(value.l_linger, 7);
}

WS2_BOTH_FAMILIES(Close);

} // namespace
