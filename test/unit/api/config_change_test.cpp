#include "session.hpp"

#include <atomic>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <windows.h>

namespace {

class ApiConfigChange : public ::testing::Test {
protected:
    ApiConfigChange() {
        WSADATA data;
        EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        EXPECT_EQ(WSAProviderConfigChange(&handle_, nullptr, nullptr), 0);
        EXPECT_NE(handle_, nullptr);
    }
    ~ApiConfigChange() override {
        CloseHandle(handle_);
        WSACleanup();
    }

    // In another process.
    static void change_catalog() {
        const pid_t child = fork();
        if (child == 0) {
            GUID id{1, 2, 3, {4}};
            WSAPROTOCOL_INFOW info = world::entry(0, u"", AF_ISO).info;
            int error = 0;
            _exit(WSCInstallProvider(&id, u"/x.so", &info, 1, &error) == 0 ? 0 : 1);
        }
        int status = 1;
        EXPECT_EQ(waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0);
    }

    int start(LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = nullptr) {
        return WSAProviderConfigChange(&handle_, overlapped, routine) == 0 ? 0 : WSAGetLastError();
    }

    world::Folder folder_;
    // The folder is not there yet either.
    world::Environment catalog_{"WS2_CATALOG", folder_.path() + "/mine/catalog.toml"};
    HANDLE handle_ = nullptr;
};

TEST_F(ApiConfigChange, SetsTheEventWhenAnotherProcessInstalls) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    ASSERT_EQ(start(&overlapped), WSA_IO_PENDING);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &overlapped.hEvent, TRUE, 0, FALSE), WSA_WAIT_TIMEOUT);
    change_catalog();
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &overlapped.hEvent, TRUE, WSA_INFINITE, FALSE),
              WSA_WAIT_EVENT_0);
    EXPECT_EQ(overlapped.Internal, 0U);
    ASSERT_EQ(start(&overlapped), WSA_IO_PENDING) << "the handle serves again";
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &overlapped.hEvent, TRUE, 0, FALSE), WSA_WAIT_TIMEOUT);
    EXPECT_EQ(CloseHandle(handle_), TRUE);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &overlapped.hEvent, TRUE, WSA_INFINITE, FALSE),
              WSA_WAIT_EVENT_0);
    EXPECT_NE(overlapped.Internal, 0U) << "aborted";
    EXPECT_EQ(start(&overlapped), WSA_INVALID_HANDLE);
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(ApiConfigChange, QueuesAPacketToTheHandlesPort) {
    const HANDLE port = CreateIoCompletionPort(handle_, nullptr, 42, 0);
    ASSERT_NE(port, nullptr);
    WSAOVERLAPPED overlapped{};
    ASSERT_EQ(start(&overlapped), WSA_IO_PENDING);
    change_catalog();
    DWORD octets = 1;
    ULONG_PTR key = 0;
    LPOVERLAPPED done = nullptr;
    EXPECT_EQ(GetQueuedCompletionStatus(port, &octets, &key, &done, INFINITE), TRUE);
    EXPECT_EQ(key, 42U);
    EXPECT_EQ(done, &overlapped);
    CloseHandle(port);
}

constinit int routines = 0;
void CALLBACK count_routine(DWORD error, DWORD, LPWSAOVERLAPPED, DWORD) {
    routines += error == 0 ? 1 : 100;
}

TEST_F(ApiConfigChange, RunsTheRoutineInTheThreadThatAsked) {
    WSAOVERLAPPED overlapped{};
    ASSERT_EQ(start(&overlapped, count_routine), WSA_IO_PENDING);
    change_catalog();
    EXPECT_EQ(SleepEx(INFINITE, TRUE), static_cast<DWORD>(WAIT_IO_COMPLETION));
    EXPECT_EQ(routines, 1);
}

TEST_F(ApiConfigChange, WithoutAnOverlappedTheCallItselfWaits) {
    std::atomic<int> result{-1};
    std::thread waiter([&] { result = start(nullptr); });
    // Changes until the waiter, whenever it began, has seen one.
    GUID id{9, 9, 9, {9}};
    WSAPROTOCOL_INFOW info = world::entry(0, u"", AF_ISO).info;
    int error = 0;
    while (result == -1) {
        WSCInstallProvider(&id, u"/x.so", &info, 1, &error);
        WSCDeinstallProvider(&id, &error);
    }
    waiter.join();
    EXPECT_EQ(result, 0);
}

TEST_F(ApiConfigChange, BadArgumentsAreRefused) {
    EXPECT_EQ(WSAProviderConfigChange(nullptr, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    HANDLE wrong = reinterpret_cast<HANDLE>(0x77);
    EXPECT_EQ(WSAProviderConfigChange(&wrong, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
    EXPECT_EQ(WSACleanup(), 0);
    HANDLE none = nullptr;
    EXPECT_EQ(WSAProviderConfigChange(&none, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

} // namespace
