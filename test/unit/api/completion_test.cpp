// WPUCompleteOverlappedRequest, as a provider with handles of its own calls it.
#include "session.hpp"

#include <windows.h>

namespace {

class ApiCompletion : public api_test::Session {
protected:
    ApiCompletion() : socket_(open_first()) {}
    ~ApiCompletion() override { closesocket(socket_); }

    int complete(SOCKET s, LPWSAOVERLAPPED overlapped, DWORD error = 0, DWORD octets = 0) {
        int code = 0;
        const int result = WPUCompleteOverlappedRequest(s, overlapped, error, octets, &code);
        EXPECT_EQ(result, code == 0 ? 0 : SOCKET_ERROR);
        return code;
    }

    SOCKET socket_;
};

TEST_F(ApiCompletion, SetsTheEventAndTheResult) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    EXPECT_EQ(complete(socket_, &overlapped, 0, 42), 0);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &overlapped.hEvent, TRUE, 0, FALSE), WSA_WAIT_EVENT_0);
    EXPECT_EQ(overlapped.Internal, 0U);
    EXPECT_EQ(overlapped.InternalHigh, 42U);
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(ApiCompletion, QueuesAPacketThatTellsSuccessOrFailure) {
    const HANDLE port = CreateIoCompletionPort(reinterpret_cast<HANDLE>(socket_), nullptr, 7, 0);
    ASSERT_NE(port, nullptr);
    WSAOVERLAPPED overlapped{};
    DWORD octets = 0;
    ULONG_PTR key = 0;
    LPOVERLAPPED done = nullptr;
    EXPECT_EQ(complete(socket_, &overlapped, 0, 5), 0);
    EXPECT_EQ(GetQueuedCompletionStatus(port, &octets, &key, &done, 0), TRUE);
    EXPECT_EQ(octets, 5U);
    EXPECT_EQ(key, 7U);
    EXPECT_EQ(complete(socket_, &overlapped, WSA_OPERATION_ABORTED), 0);
    EXPECT_EQ(GetQueuedCompletionStatus(port, &octets, &key, &done, 0), FALSE);
    EXPECT_EQ(done, &overlapped);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_OPERATION_ABORTED));
    CloseHandle(port);
}

TEST_F(ApiCompletion, IsForHandlesOfTheCreateUpcallAlone) {
    WSAOVERLAPPED overlapped{};
    EXPECT_EQ(complete(1, &overlapped), WSAEINVAL);
    EXPECT_EQ(complete(INVALID_SOCKET, &overlapped), WSAEINVAL);
    EXPECT_EQ(complete(socket_, nullptr), WSAEFAULT);
}

TEST(ApiCompletionOutside, IsRefusedBeforeTheFirstWspStartup) {
    WSAOVERLAPPED overlapped{};
    int code = 0;
    EXPECT_EQ(WPUCompleteOverlappedRequest(3, &overlapped, 0, 0, &code), SOCKET_ERROR);
    EXPECT_EQ(code, WSANOTINITIALISED);
    const world::DefaultCatalog none;
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(WPUCompleteOverlappedRequest(3, &overlapped, 0, 0, &code), SOCKET_ERROR);
    EXPECT_EQ(code, WSANOTINITIALISED);
    WSACleanup();
}

} // namespace
