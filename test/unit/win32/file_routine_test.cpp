// ReadFileEx and WriteFileEx on files and sockets, after "Asynchronous Procedure Calls".
#include <gtest/gtest.h>
#include <string>
#include <windows.h>
#include <winsock2.h>

namespace {

struct Transfer {
    OVERLAPPED overlapped{}; // first: the routine finds the rest
    DWORD error = 99;
    DWORD count = 99;
};
VOID WINAPI note(DWORD error, DWORD count, LPOVERLAPPED overlapped) {
    auto* transfer = reinterpret_cast<Transfer*>(overlapped);
    transfer->error = error;
    transfer->count = count;
}

TEST(FileRoutine, RunsInTheNextAlertableWait) {
    const std::string path = testing::TempDir() + "ws2_file_routine";
    HANDLE file = CreateFileA(path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS,
                              FILE_FLAG_OVERLAPPED | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    ASSERT_NE(file, INVALID_HANDLE_VALUE);
    Transfer write;
    write.overlapped.hEvent = reinterpret_cast<HANDLE>(ULONG_PTR{0x1234}); // the program's own
    ASSERT_TRUE(WriteFileEx(file, "0123456789", 10, &write.overlapped, note));
    EXPECT_EQ(write.error, 99U);
    EXPECT_EQ(SleepEx(30000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(write.error, 0U);
    EXPECT_EQ(write.count, 10U);
    EXPECT_EQ(write.overlapped.hEvent, reinterpret_cast<HANDLE>(ULONG_PTR{0x1234}));
    Transfer read;
    read.overlapped.Offset = 4;
    char room[4] = {};
    ASSERT_TRUE(ReadFileEx(file, room, 4, &read.overlapped, note));
    EXPECT_EQ(SleepEx(30000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(std::string(room, read.count), "4567");
    read.overlapped.Offset = 100;
    EXPECT_FALSE(ReadFileEx(file, room, 4, &read.overlapped, note));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_HANDLE_EOF});
    EXPECT_EQ(SleepEx(0, TRUE), 0U);
    EXPECT_FALSE(ReadFileEx(file, room, 4, nullptr, note));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    CloseHandle(file);
}

TEST(SocketRoutine, RunsWhenTheTransferIsThrough) {
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    const SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    int size = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* name = reinterpret_cast<sockaddr*>(&address);
    ASSERT_EQ(bind(listener, name, size), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    ASSERT_EQ(getsockname(listener, name, &size), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    ASSERT_EQ(connect(s, name, size), 0);
    const SOCKET peer = accept(listener, nullptr, nullptr);
    const auto file = reinterpret_cast<HANDLE>(s);
    char room[8] = {};
    Transfer read;
    ASSERT_TRUE(ReadFileEx(file, room, sizeof room, &read.overlapped, note));
    EXPECT_EQ(SleepEx(0, TRUE), 0U);
    Transfer write;
    ASSERT_TRUE(WriteFileEx(file, "out", 3, &write.overlapped, note));
    EXPECT_EQ(SleepEx(30000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(write.count, 3U);
    ASSERT_EQ(send(peer, "in", 2, 0), 2);
    EXPECT_EQ(SleepEx(30000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(read.error, 0U);
    EXPECT_EQ(std::string(room, read.count), "in");
    ASSERT_TRUE(ReadFileEx(file, room, sizeof room, &read.overlapped, note));
    EXPECT_TRUE(CancelIoEx(file, &read.overlapped));
    EXPECT_EQ(SleepEx(30000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(read.error, DWORD{ERROR_OPERATION_ABORTED});
    closesocket(s);
    closesocket(peer);
    closesocket(listener);
    WSACleanup();
}

} // namespace
