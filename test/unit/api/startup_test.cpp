#include "session.hpp"

#include "world/builtins.hpp"

#include <cstring>
#include <thread>

extern "C" {
int WSAAPI ws2_WSAStartup_ce(WORD, LPWSADATA);
int WSAAPI ws2_WSAStartup_nt(WORD, LPWSADATA);
}

namespace {

using Session = api_test::Session;

// What a version request negotiates: 0xFFFF for WSAVERNOTSUPPORTED.
WORD negotiated(BYTE major, BYTE minor) {
    WSADATA data;
    const int code = WSAStartup(static_cast<WORD>(MAKEWORD(major, minor)), &data);
    EXPECT_EQ(data.wHighVersion, MAKEWORD(2, 2));
    if (code == 0)
        WSACleanup();
    return code == WSAVERNOTSUPPORTED ? 0xFFFF : data.wVersion;
}

TEST(WsaStartup, NegotiatesTheHighestVersionThatBothSpeak) {
    const world::DefaultCatalog none;
    EXPECT_EQ(negotiated(0, 0), 0xFFFF);
    EXPECT_EQ(negotiated(0, 9), 0xFFFF);
    EXPECT_EQ(negotiated(1, 0), MAKEWORD(1, 0));
    EXPECT_EQ(negotiated(1, 1), MAKEWORD(1, 1));
    EXPECT_EQ(negotiated(1, 7), MAKEWORD(1, 1));
    EXPECT_EQ(negotiated(2, 0), MAKEWORD(2, 0));
    EXPECT_EQ(negotiated(2, 2), MAKEWORD(2, 2));
    EXPECT_EQ(negotiated(2, 9), MAKEWORD(2, 2));
    EXPECT_EQ(negotiated(3, 0), MAKEWORD(2, 2));
}

TEST(WsaStartup, TellsItsLimitsToProgramsOfVersionOneAlone) {
    const world::DefaultCatalog none;
    WSADATA data;
    std::memset(&data, 0xAA, sizeof data);
    ASSERT_EQ(WSAStartup(MAKEWORD(1, 1), &data), 0);
    EXPECT_EQ(data.iMaxSockets, 32767);
    EXPECT_EQ(data.iMaxUdpDg, 65467);
    EXPECT_STREQ(data.szSystemStatus, "Running");
    EXPECT_NE(data.szDescription[0], '\0');
    WSACleanup();
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(data.iMaxSockets, 0);
    EXPECT_EQ(data.iMaxUdpDg, 0);
    EXPECT_EQ(data.lpVendorInfo, nullptr);
    WSACleanup();
}

TEST(WsaStartup, NeedsRoomForItsAnswer) {
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), nullptr), WSAEFAULT);
}

TEST(WsaStartup, BeforeItEveryCallAnswersNotInitialised) {
    const auto not_initialised = [](bool failed) {
        const int error = WSAGetLastError();
        WSASetLastError(0);
        return failed && error == WSANOTINITIALISED;
    };
    WSASetLastError(0);
    fd_set* no_set = nullptr;
    EXPECT_TRUE(not_initialised(socket(AF_INET, SOCK_STREAM, 0) == INVALID_SOCKET));
    EXPECT_TRUE(not_initialised(closesocket(3) == SOCKET_ERROR));
    EXPECT_TRUE(not_initialised(send(3, "", 0, 0) == SOCKET_ERROR));
    EXPECT_TRUE(not_initialised(WSASendDisconnect(3, nullptr) == SOCKET_ERROR));
    EXPECT_TRUE(not_initialised(select(0, no_set, no_set, no_set, nullptr) == SOCKET_ERROR));
    EXPECT_TRUE(not_initialised(WSACleanup() == SOCKET_ERROR));
    EXPECT_TRUE(not_initialised(gethostbyname("localhost") == nullptr));
    DWORD length = 0;
    EXPECT_TRUE(not_initialised(WSAEnumProtocolsW(nullptr, nullptr, &length) == SOCKET_ERROR));
    BOOL on = TRUE;
    EXPECT_TRUE(not_initialised(setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_DEBUG,
                                           reinterpret_cast<char*>(&on), 4) == SOCKET_ERROR));
}

TEST(WsaStartup, TheSymbolOfTheTargetDecidesThePersonality) {
    const world::DefaultCatalog none;
    const auto first_name = [](int (*startup)(WORD, LPWSADATA)) {
        WSADATA data;
        EXPECT_EQ(startup(MAKEWORD(2, 2), &data), 0);
        WSAPROTOCOL_INFOW list[8];
        DWORD octets = sizeof list;
        EXPECT_EQ(WSAEnumProtocolsW(nullptr, list, &octets), 2);
        WSACleanup();
        return list[0].dwCatalogEntryId;
    };
    EXPECT_EQ(first_name(WSAStartup), world::first_id);
    EXPECT_EQ(first_name(ws2_WSAStartup_ce), world::first_id);
    EXPECT_EQ(first_name(ws2_WSAStartup_nt), world::second_id);
}

TEST(WsaCleanup, TheLastOneClosesEverySocketAndCleansTheProviderUp) {
    const world::DefaultCatalog none;
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    ASSERT_NE(s, INVALID_SOCKET);
    const int closed = world_first_seen.closed;
    const int cleanups = world_first_seen.cleanups;
    EXPECT_EQ(WSACleanup(), 0);
    EXPECT_EQ(world_first_seen.closed, closed);
    EXPECT_EQ(send(s, "x", 1, 0), 1);
    EXPECT_EQ(WSACleanup(), 0);
    EXPECT_EQ(world_first_seen.closed, closed + 1);
    EXPECT_EQ(world_first_seen.cleanups, cleanups + 1);
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(send(s, "x", 1, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
    WSACleanup();
}

TEST(WsaCleanup, ThreadsThatStartAndCleanUpAtOnceDoNotDisturbEachOther) {
    const world::DefaultCatalog none;
    const auto sessions = [] {
        for (int i = 0; i < 40; ++i) {
            WSADATA data;
            ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
            const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
            ASSERT_NE(s, INVALID_SOCKET) << WSAGetLastError();
            EXPECT_EQ(send(s, "x", 1, 0), 1);
            char octet = 0;
            EXPECT_EQ(recv(s, &octet, 1, 0), 1);
            EXPECT_TRUE(i % 2 != 0 || closesocket(s) == 0);
            EXPECT_EQ(WSACleanup(), 0);
        }
    };
    std::thread threads[4];
    for (std::thread& thread : threads)
        thread = std::thread(sessions);
    for (std::thread& thread : threads)
        thread.join();
    WSASetLastError(0);
    EXPECT_EQ(WSACleanup(), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST_F(Session, ProgramsOfVersionTwoHaveNoBlockingHooks) {
    EXPECT_EQ(WSAIsBlocking(), FALSE);
    EXPECT_EQ(WSASetBlockingHook(nullptr), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEOPNOTSUPP);
    EXPECT_EQ(WSAUnhookBlockingHook(), SOCKET_ERROR);
    EXPECT_EQ(WSACancelBlockingCall(), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEOPNOTSUPP);
}

} // namespace
