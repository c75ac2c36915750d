// Suite conformance: WSAStartup and WSACleanup, and calls made without them.
#include <gtest/gtest.h>
#include <thread>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace {

struct Offer {
    WORD requested;
    WORD agreed;
};

class Version : public testing::TestWithParam<Offer> {};

TEST_P(Version, TheLowerOfRequestAndHighestIsAgreedAndTheHighestReported) {
    WSADATA data{};
    ASSERT_EQ(WSAStartup(GetParam().requested, &data), 0);
    EXPECT_EQ(data.wVersion, GetParam().agreed);
    EXPECT_EQ(data.wHighVersion, MAKEWORD(2, 2));
    EXPECT_NE(data.szDescription[0], '\0');
    EXPECT_EQ(WSACleanup(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Startup, Version,
    testing::Values(Offer{MAKEWORD(2, 2), MAKEWORD(2, 2)}, Offer{MAKEWORD(1, 1), MAKEWORD(1, 1)},
                    Offer{MAKEWORD(1, 0), MAKEWORD(1, 0)}, Offer{MAKEWORD(2, 0), MAKEWORD(2, 0)},
                    Offer{MAKEWORD(2, 3), MAKEWORD(2, 2)}, Offer{MAKEWORD(3, 0), MAKEWORD(2, 2)},
                    Offer{MAKEWORD(255, 255), MAKEWORD(2, 2)}));

TEST(Startup, AVersionBelowTheLowestIsWSAVERNOTSUPPORTED) {
    WSADATA data{};
    EXPECT_EQ(WSAStartup(MAKEWORD(0, 9), &data), WSAVERNOTSUPPORTED);
    EXPECT_EQ(data.wHighVersion, MAKEWORD(2, 2));
    EXPECT_EQ(WSACleanup(), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST(Startup, NullDataIsWSAEFAULT) {
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), nullptr), WSAEFAULT);
    EXPECT_EQ(WSACleanup(), SOCKET_ERROR);
}

TEST(Startup, EveryStartNeedsItsOwnCleanup) {
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(WSACleanup(), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    EXPECT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(closesocket(s), 0);
    EXPECT_EQ(WSACleanup(), 0);
    EXPECT_EQ(WSACleanup(), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST(Startup, TheLibraryCanBeStartedAgainAfterItsLastCleanup) {
    WSADATA data{};
    for (int round = 0; round < 3; ++round) {
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
        EXPECT_EQ(closesocket(s), 0);
        ASSERT_EQ(WSACleanup(), 0);
    }
}

TEST(Startup, TheLastCleanupResetsOpenSockets) {
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    ASSERT_NE(s, INVALID_SOCKET);
    ASSERT_EQ(WSACleanup(), 0);
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(closesocket(s), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
    EXPECT_EQ(WSACleanup(), 0);
}

// Each call must fail with WSANOTINITIALISED, whatever its arguments.
template<class Call>
void expect_not_initialised(const char* name, long long failure, Call call) {
    WSASetLastError(0);
    EXPECT_EQ(static_cast<long long>(call()), failure) << name;
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED) << name;
}

TEST(NotInitialised, SocketCallsAreRefused) {
    const SOCKET none = INVALID_SOCKET;
    sockaddr address{};
    int length = sizeof address;
    char octet = 0;
    expect_not_initialised("socket", -1, [] { return socket(AF_INET, SOCK_STREAM, IPPROTO_TCP); });
    expect_not_initialised("WSASocketW", -1, [] {
        return WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, 0);
    });
    expect_not_initialised("bind", -1, [&] { return bind(none, &address, length); });
    expect_not_initialised("listen", -1, [&] { return listen(none, 1); });
    expect_not_initialised("accept", -1, [&] { return accept(none, nullptr, nullptr); });
    expect_not_initialised("connect", -1, [&] { return connect(none, &address, length); });
    expect_not_initialised("send", -1, [&] { return send(none, &octet, 1, 0); });
    expect_not_initialised("recv", -1, [&] { return recv(none, &octet, 1, 0); });
    expect_not_initialised("shutdown", -1, [&] { return shutdown(none, SD_BOTH); });
    expect_not_initialised("closesocket", -1, [&] { return closesocket(none); });
    expect_not_initialised("getsockname", -1, [&] { return getsockname(none, &address, &length); });
    expect_not_initialised("getpeername", -1, [&] { return getpeername(none, &address, &length); });
    expect_not_initialised("getsockopt", -1,
                           [&] { return getsockopt(none, SOL_SOCKET, SO_ERROR, &octet, &length); });
    expect_not_initialised("setsockopt", -1,
                           [&] { return setsockopt(none, SOL_SOCKET, SO_KEEPALIVE, &octet, 1); });
    u_long argument = 1;
    expect_not_initialised("ioctlsocket", -1, [&] {
        return ioctlsocket(none, static_cast<LONG>(FIONBIO), &argument);
    });
    const timeval zero{};
    expect_not_initialised("select", -1,
                           [&] { return select(0, nullptr, nullptr, nullptr, &zero); });
}

TEST(NotInitialised, WinsockTwoCallsAreRefused) {
    const SOCKET none = INVALID_SOCKET;
    WSABUF buffer{};
    DWORD count = 0;
    expect_not_initialised("WSASendDisconnect", -1,
                           [&] { return WSASendDisconnect(none, &buffer); });
    expect_not_initialised("WSARecvDisconnect", -1,
                           [&] { return WSARecvDisconnect(none, &buffer); });
    expect_not_initialised("WSASend", -1,
                           [&] { return WSASend(none, &buffer, 1, &count, 0, nullptr, nullptr); });
    expect_not_initialised("WSARecv", -1, [&] {
        DWORD flags = 0;
        return WSARecv(none, &buffer, 1, &count, &flags, nullptr, nullptr);
    });
    expect_not_initialised("WSAEnumProtocolsW", -1,
                           [&] { return WSAEnumProtocolsW(nullptr, nullptr, &count); });
    expect_not_initialised("WSACleanup", -1, [] { return WSACleanup(); });
}

TEST(LastError, EveryThreadHasItsOwn) {
    WSASetLastError(WSAEINTR);
    std::thread([] {
        EXPECT_EQ(WSAGetLastError(), 0);
        WSASetLastError(WSAEFAULT);
    }).join();
    EXPECT_EQ(WSAGetLastError(), WSAEINTR);
}

TEST(LastError, ACallThatSucceedsLeavesItAlone) {
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    WSASetLastError(WSAEINTR);
    EXPECT_EQ(closesocket(s), 0);
    EXPECT_EQ(WSAGetLastError(), WSAEINTR);
    EXPECT_EQ(WSACleanup(), 0);
}

} // namespace
