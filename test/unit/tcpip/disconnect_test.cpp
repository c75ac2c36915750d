#include "provider_world.hpp"

namespace {

using namespace ws2::test;

// The page: "The default TCP/UDP provider does not support this; it always returns SOCKET_ERROR,
// and lpErrno is WSASYSCALLFAILURE."
TEST(WspmAlwaysFails, WhateverTheArguments) {
    Provider p(wspm);
    const SOCKET tcp = p.open(SOCK_STREAM);
    auto* wild_data = reinterpret_cast<LPWSABUF>(0x10);
    auto* wild_info = reinterpret_cast<LPWSAPROTOCOL_INFOW>(0x10);
    for (const SOCKET s : {tcp, INVALID_SOCKET, SOCKET{0}}) {
        for (LPWSABUF data : {LPWSABUF{nullptr}, wild_data}) {
            int error = 0;
            EXPECT_EQ(p.table.lpWSPSendDisconnect(s, data, &error), SOCKET_ERROR);
            EXPECT_EQ(error, WSASYSCALLFAILURE);
            error = 0;
            EXPECT_EQ(p.table.lpWSPRecvDisconnect(s, data, &error), SOCKET_ERROR);
            EXPECT_EQ(error, WSASYSCALLFAILURE);
            EXPECT_EQ(p.table.lpWSPSendDisconnect(s, data, nullptr), SOCKET_ERROR);
            EXPECT_EQ(p.table.lpWSPRecvDisconnect(s, data, nullptr), SOCKET_ERROR);
        }
        int error = 0;
        EXPECT_EQ(p.table.lpWSPDuplicateSocket(s, 1, wild_info, &error), SOCKET_ERROR);
        EXPECT_EQ(error, WSASYSCALLFAILURE);
        error = 0;
        EXPECT_EQ(
            p.table.lpWSPJoinLeaf(s, nullptr, 0, wild_data, nullptr, nullptr, nullptr, 0, &error),
            INVALID_SOCKET);
        EXPECT_EQ(error, WSASYSCALLFAILURE);
        EXPECT_EQ(p.table.lpWSPDuplicateSocket(s, 1, nullptr, nullptr), SOCKET_ERROR);
        EXPECT_EQ(
            p.table.lpWSPJoinLeaf(s, nullptr, 0, nullptr, nullptr, nullptr, nullptr, 0, nullptr),
            INVALID_SOCKET);
    }
}

class Disconnect : public ProviderTest {};

TEST_P(Disconnect, WithoutDataShutsTheSendSide) {
    const Pair pair = connected();
    ASSERT_EQ(p.send(pair.client, "last words"), 10);
    ASSERT_EQ(p.table.lpWSPSendDisconnect(pair.client, nullptr, &p.error), 0);
    EXPECT_EQ(p.receive(pair.server, 10, MSG_WAITALL), "last words");
    EXPECT_EQ(p.receive(pair.server), "");
    EXPECT_EQ(p.result, 0) << "a stream ends with zero octets";
    EXPECT_EQ(p.send(pair.client, "x"), -1);
    EXPECT_EQ(p.error, WSAESHUTDOWN);
    EXPECT_EQ(p.send(pair.server, "answer"), 6) << "reception stays on";
    EXPECT_EQ(p.receive(pair.client), "answer");
    EXPECT_EQ(p.close(pair.client), 0) << "the handle lives until WSPCloseSocket";
}

TEST_P(Disconnect, DataIsRefusedBeforeAnythingIsSent) {
    const Pair pair = connected();
    char octets[] = "bye";
    WSABUF data{3, octets};
    WSABUF empty{0, nullptr};
    EXPECT_EQ(p.table.lpWSPSendDisconnect(pair.client, &data, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOPROTOOPT);
    EXPECT_EQ(p.table.lpWSPSendDisconnect(pair.client, &empty, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOPROTOOPT);
    EXPECT_EQ(p.send(pair.client, "on"), 2) << "nothing was shut down";
    EXPECT_EQ(p.receive(pair.server), "on");
    EXPECT_EQ(p.table.lpWSPRecvDisconnect(pair.client, &data, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOPROTOOPT);
}

TEST_P(Disconnect, NeedsAConnectionAndASocket) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.table.lpWSPSendDisconnect(s, nullptr, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTCONN);
    EXPECT_EQ(p.table.lpWSPSendDisconnect(INVALID_SOCKET, nullptr, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTSOCK);
}

TEST_P(Disconnect, NeverWaitsWhateverSoLingerSays) {
    for (const u_short seconds : {u_short{0}, u_short{30}}) {
        const Pair pair = connected();
        ASSERT_EQ(p.set_linger(pair.client, true, seconds), 0);
        ASSERT_EQ(p.set_non_blocking(pair.client), 0);
        const std::string much(4 << 20, 'm'); // far more than the kernel buffers
        ASSERT_EQ(p.send(pair.client, much), static_cast<int>(much.size()));
        ASSERT_EQ(p.table.lpWSPSendDisconnect(pair.client, nullptr, &p.error), 0)
            << "the peer has not read anything, and the call is back";
        std::size_t got = 0;
        for (std::string part = p.receive(pair.server, 1 << 16); !part.empty();
             part = p.receive(pair.server, 1 << 16))
            got += part.size();
        EXPECT_EQ(p.result, 0);
        EXPECT_EQ(got, much.size()) << "nothing queued is lost";
        p.close(pair.server);
        p.close(pair.client);
    }
}

INSTANTIATE_TEST_SUITE_P(Tcpip, Disconnect, testing::Values(msafd), startup_name);

} // namespace
