#include "session.hpp"

#include <cstring>
#include <mswsock.h>
#include <thread>
#include <unistd.h>

namespace {

class ApiSocket : public api_test::Session {};

TEST_F(ApiSocket, OpensThroughTheFirstEntryThatMatchesAndPassesItsRecord) {
    const SOCKET s = open_first();
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(world_first_seen.opened_with_id, world::first_id);
    EXPECT_EQ(closesocket(s), 0);
    EXPECT_EQ(closesocket(s), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
}

TEST_F(ApiSocket, NoMatchGivesTheCatalogsError) {
    EXPECT_EQ(socket(99, SOCK_STREAM, 0), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
    EXPECT_EQ(socket(AF_INET, SOCK_SEQPACKET, 0), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAESOCKTNOSUPPORT);
    EXPECT_EQ(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAEPROTONOSUPPORT);
    EXPECT_EQ(socket(0, 0, 0), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(ApiSocket, ARecordChoosesItsEntryWithoutMatching) {
    WSAPROTOCOL_INFOW info = world::entry(world::second_id, u"", AF_ISO).info;
    const SOCKET s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info,
                                0, WSA_FLAG_OVERLAPPED);
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(world_second_seen.opened_with_id, world::second_id);
    closesocket(s);
    info.dwCatalogEntryId = 77;
    EXPECT_EQ(WSASocketW(-1, -1, -1, &info, 0, 0), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(ApiSocket, BothCharacterWidthsOfARecordServe) {
    WSAPROTOCOL_INFOA list[4];
    DWORD octets = sizeof list;
    ASSERT_EQ(WSAEnumProtocolsA(nullptr, list, &octets), 2);
    const SOCKET s = WSASocketA(-1, -1, -1, &list[1], 0, 0);
    EXPECT_NE(s, INVALID_SOCKET);
    closesocket(s);
}

TEST_F(ApiSocket, ADescriptorThatIsNoSocketIsRefused) {
    EXPECT_EQ(send(static_cast<SOCKET>(STDERR_FILENO), "x", 1, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
    EXPECT_EQ(WSARecvDisconnect(INVALID_SOCKET, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
}

TEST_F(ApiSocket, OctetsGoThroughTheProvider) {
    const SOCKET s = open_first();
    EXPECT_EQ(send(s, "hello", 5, 0), 5);
    char text[8] = {};
    EXPECT_EQ(recv(s, text, sizeof text, 0), 5);
    EXPECT_STREQ(text, "hello");
    EXPECT_EQ(recv(s, text, sizeof text, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEWOULDBLOCK);
    closesocket(s);
}

TEST_F(ApiSocket, TheProvidersErrorBecomesTheThreads) {
    const SOCKET s = open_first();
    WSASetLastError(0);
    EXPECT_EQ(send(s, "x", 1, 0x100), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENETDOWN);
    std::thread([] { EXPECT_EQ(WSAGetLastError(), 0); }).join();
    EXPECT_EQ(send(s, "x", 1, 0), 1);
    EXPECT_EQ(WSAGetLastError(), WSAENETDOWN) << "success leaves the error alone";
    closesocket(s);
}

TEST_F(ApiSocket, AProviderWithoutACodeOrThatThrowsGivesSysCallFailure) {
    const SOCKET s = open_first();
    EXPECT_EQ(send(s, "x", 1, 0x200), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
    WSASetLastError(0);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(send(s, "x", 1, 0x400), SOCKET_ERROR);
    EXPECT_NE(::testing::internal::GetCapturedStderr().find("threw"), std::string::npos);
    EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
    closesocket(s);
}

TEST_F(ApiSocket, TheThreadsIdIsPassedForCompletionRoutinesAlone) {
    const SOCKET s = open_first();
    WSABUF buffer{1, const_cast<char*>("x")};
    DWORD sent = 0;
    EXPECT_EQ(WSASend(s, &buffer, 1, &sent, 0, nullptr, nullptr), 0);
    EXPECT_EQ(world_first_seen.routine, nullptr);
    WSAOVERLAPPED overlapped{};
    EXPECT_EQ(
        WSASend(s, &buffer, 1, &sent, 0, &overlapped, [](DWORD, DWORD, LPWSAOVERLAPPED, DWORD) {}),
        0);
    EXPECT_NE(world_first_seen.routine, nullptr);
    closesocket(s);
}

TEST_F(ApiSocket, AcceptGivesASocketOfTheSameProvider) {
    const SOCKET s = open_first();
    const SOCKET accepted = accept(s, nullptr, nullptr);
    ASSERT_NE(accepted, INVALID_SOCKET);
    EXPECT_EQ(send(accepted, "x", 1, 0), 1);
    closesocket(accepted);
    closesocket(s);
}

TEST_F(ApiSocket, KernelHandlesAreForgottenWhenTheirProviderClosedThem) {
    world_second_seen.kernel_handles = true;
    const SOCKET s = open_second();
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(send(s, "x", 1, 0), 1);
    EXPECT_EQ(closesocket(s), 0);
    EXPECT_EQ(send(s, "x", 1, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
    world_second_seen.kernel_handles = false;
}

TEST_F(ApiSocket, OpenTypeBelongsToTheThreadAndNeedsNoSocket) {
    int type = SO_SYNCHRONOUS_NONALERT;
    int length = sizeof type;
    EXPECT_EQ(
        setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type), length),
        0);
    type = 0;
    EXPECT_EQ(getsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type),
                         &length),
              0);
    EXPECT_EQ(type, SO_SYNCHRONOUS_NONALERT);
    length = 1;
    EXPECT_EQ(getsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type),
                         &length),
              SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    type = 0;
    setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type),
               sizeof type);
}

TEST_F(ApiSocket, TheNarrowProtocolRecordComesFromTheProvidersWideOne) {
    const SOCKET s = open_first();
    WSAPROTOCOL_INFOA info{};
    int length = sizeof info;
    EXPECT_EQ(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOA, reinterpret_cast<char*>(&info), &length),
              0);
    EXPECT_EQ(info.dwCatalogEntryId, world::first_id);
    EXPECT_STREQ(info.szProtocol, "W\xC3\xA4");
    length = 3;
    EXPECT_EQ(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOA, reinterpret_cast<char*>(&info), &length),
              SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    closesocket(s);
}

TEST_F(ApiSocket, ByteOrderFollowsTheSocketsProtocol) {
    const SOCKET s = open_first();
    u_long net = 0;
    EXPECT_EQ(WSAHtonl(s, 0x01020304, &net), 0);
    EXPECT_EQ(net, 0x04030201U);
    EXPECT_EQ(htonl(0x01020304), 0x04030201U);
    EXPECT_EQ(htons(0x0102), 0x0201);
    u_short host = 0;
    EXPECT_EQ(WSANtohs(s, 0x0102, &host), 0);
    EXPECT_EQ(host, 0x0201);
    EXPECT_EQ(WSANtohs(s, 0x0102, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    closesocket(s);
}

} // namespace
