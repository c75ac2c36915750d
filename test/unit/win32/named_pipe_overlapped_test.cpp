// Named pipes without waiting: events, completion ports, routines, cancelling.
#include <array>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

namespace {

struct Packet {
    BOOL result = FALSE;
    DWORD error = 0;
    DWORD count = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* overlapped = nullptr;
};

class OverlappedPipeTest : public testing::Test {
protected:
    OverlappedPipeTest()
        : name("\\\\.\\pipe\\ws2-test-" + std::to_string(GetCurrentProcessId()) +
               testing::UnitTest::GetInstance()->current_test_info()->name()),
          event(CreateEventA(nullptr, TRUE, FALSE, nullptr)) {}
    ~OverlappedPipeTest() override {
        for (HANDLE each : {server, client, port, event}) {
            if (each != nullptr) {
                EXPECT_TRUE(CloseHandle(each));
            }
        }
    }
    void create(DWORD mode) {
        server = CreateNamedPipeA(name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, mode, 1,
                                  0, 0, 0, nullptr);
        ASSERT_NE(server, INVALID_HANDLE_VALUE);
    }
    void open() {
        client = CreateFileA(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                             FILE_FLAG_OVERLAPPED, nullptr);
        ASSERT_NE(client, INVALID_HANDLE_VALUE);
    }
    void close(HANDLE& handle) {
        EXPECT_TRUE(CloseHandle(handle));
        handle = nullptr;
    }
    void associate(HANDLE handle, ULONG_PTR key) {
        HANDLE made = CreateIoCompletionPort(handle, port, key, 0);
        ASSERT_NE(made, nullptr);
        port = made;
    }
    Packet next(DWORD timeout_ms = INFINITE) const {
        Packet got;
        got.result =
            GetQueuedCompletionStatus(port, &got.count, &got.key, &got.overlapped, timeout_ms);
        got.error = got.result ? 0 : GetLastError();
        return got;
    }
    static bool pending(BOOL result) { return !result && GetLastError() == ERROR_IO_PENDING; }
    // A write that is over when the call is.
    static void write(HANDLE pipe, const std::string& text) {
        OVERLAPPED at{};
        at.hEvent = reinterpret_cast<HANDLE>(ULONG_PTR{1}); // no packet
        EXPECT_TRUE(WriteFile(pipe, text.data(), static_cast<DWORD>(text.size()), nullptr, &at));
    }

    std::string name;
    HANDLE event;
    HANDLE server = nullptr;
    HANDLE client = nullptr;
    HANDLE port = nullptr;
    std::array<char, 64> text{};
};

TEST_F(OverlappedPipeTest, ConnectingReadingAndWritingAreIndicatedByEvents) {
    create(PIPE_TYPE_BYTE);
    OVERLAPPED at{};
    at.hEvent = event;
    DWORD count = 0;
    ASSERT_TRUE(pending(ConnectNamedPipe(server, &at)));
    EXPECT_FALSE(GetOverlappedResult(server, &at, &count, FALSE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_IO_INCOMPLETE});
    open();
    EXPECT_EQ(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
    EXPECT_TRUE(GetOverlappedResult(server, &at, &count, FALSE));
    ASSERT_TRUE(pending(ReadFile(server, text.data(), 64, nullptr, &at)));
    EXPECT_EQ(WaitForSingleObject(event, 0), DWORD{WAIT_TIMEOUT});
    write(client, "hello");
    EXPECT_EQ(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
    EXPECT_TRUE(GetOverlappedResult(server, &at, &count, FALSE));
    EXPECT_EQ(std::string(text.data(), count), "hello");
    write(client, "at once");
    EXPECT_TRUE(ReadFile(server, text.data(), 64, &count, &at));
    EXPECT_EQ(count, 7U);
    EXPECT_EQ(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    ASSERT_TRUE(pending(ReadFile(server, text.data(), 64, nullptr, &at)));
    close(client);
    EXPECT_FALSE(GetOverlappedResult(server, &at, &count, TRUE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BROKEN_PIPE});
    EXPECT_FALSE(ReadFile(server, text.data(), 64, &count, &at));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BROKEN_PIPE});
}

// Whoever is first: the engine that watches for a client, or a call that finds it.
TEST_F(OverlappedPipeTest, AConnectThatWaitsHearsOfAClientThatAnotherCallFinds) {
    create(PIPE_TYPE_BYTE);
    for (int round = 0; round < 100; ++round) {
        OVERLAPPED at{};
        at.hEvent = event;
        ASSERT_TRUE(pending(ConnectNamedPipe(server, &at)));
        open();
        DWORD there = 1;
        EXPECT_TRUE(PeekNamedPipe(server, nullptr, 0, nullptr, &there, nullptr));
        EXPECT_EQ(there, 0U);
        ASSERT_EQ(WaitForSingleObject(event, 30000), WAIT_OBJECT_0) << round;
        close(client);
        EXPECT_TRUE(DisconnectNamedPipe(server));
    }
}

TEST_F(OverlappedPipeTest, AConnectionBeforeTheCallIsNoPacket) {
    create(PIPE_TYPE_BYTE);
    associate(server, 3);
    open();
    OVERLAPPED at{};
    EXPECT_FALSE(ConnectNamedPipe(server, &at));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PIPE_CONNECTED});
    EXPECT_EQ(next(0).overlapped, nullptr);
    EXPECT_TRUE(DisconnectNamedPipe(server));
    ASSERT_TRUE(pending(ConnectNamedPipe(server, &at)));
    close(client);
    open();
    const Packet got = next();
    EXPECT_TRUE(got.result);
    EXPECT_EQ(got.overlapped, &at);
    EXPECT_EQ(got.key, 3U);
    OVERLAPPED read{};
    ASSERT_TRUE(pending(ReadFile(server, text.data(), 64, nullptr, &read)));
    EXPECT_TRUE(DisconnectNamedPipe(server)); // ends what is under way
    EXPECT_EQ(next().error, DWORD{ERROR_PIPE_NOT_CONNECTED});
}

TEST_F(OverlappedPipeTest, ReadsTakeMessagesInOrderAndAPartIsMoreData) {
    create(PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE);
    open();
    associate(server, 1);
    std::array<OVERLAPPED, 3> reads{};
    std::array<char, 9> parts{};
    for (std::size_t i = 0; i < 3; ++i)
        ASSERT_TRUE(pending(ReadFile(server, parts.data() + 3 * i, 3, nullptr, &reads[i])));
    write(client, "abcde"); // two reads of it
    Packet got = next();
    EXPECT_EQ(got.overlapped, &reads[0]);
    EXPECT_EQ(got.error, DWORD{ERROR_MORE_DATA});
    EXPECT_EQ(got.count, 3U);
    EXPECT_EQ(static_cast<DWORD>(reads[0].Internal), 0x80000005U); // STATUS_BUFFER_OVERFLOW
    got = next();
    EXPECT_EQ(got.overlapped, &reads[1]);
    EXPECT_EQ(got.count, 2U);
    EXPECT_EQ(next(0).overlapped, nullptr);
    write(client, "");
    got = next();
    EXPECT_TRUE(got.result);
    EXPECT_EQ(got.overlapped, &reads[2]);
    EXPECT_EQ(got.count, 0U);
    EXPECT_EQ(std::string(parts.data(), 5), "abcde");
    write(client, "wxyz");
    DWORD count = 0;
    EXPECT_FALSE(ReadFile(server, parts.data(), 3, &count, &reads[0])); // a part at once
    EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
    EXPECT_EQ(next().error, DWORD{ERROR_MORE_DATA});
    EXPECT_TRUE(ReadFile(server, parts.data(), 3, &count, &reads[0]));
    EXPECT_EQ(next().count, 1U);
    EXPECT_TRUE(SetFileCompletionNotificationModes(server, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    write(client, "s");
    EXPECT_TRUE(ReadFile(server, parts.data(), 3, &count, &reads[0]));
    EXPECT_EQ(next(0).overlapped, nullptr);
}

TEST_F(OverlappedPipeTest, WritesWaitForTheReaderAndKeepTheirOrder) {
    for (const DWORD mode : {DWORD{PIPE_TYPE_BYTE}, DWORD{PIPE_TYPE_MESSAGE}}) {
        create(mode);
        open();
        associate(server, 1);
        std::string sent;
        std::string block(60'000, 'a');
        std::array<OVERLAPPED, 20> writes{};
        bool waited = false;
        for (OVERLAPPED& each : writes) {
            const BOOL done = WriteFile(server, block.data(), 60'000, nullptr, &each);
            waited |= pending(done);
            ASSERT_TRUE(done || GetLastError() == ERROR_IO_PENDING);
        }
        EXPECT_TRUE(waited);
        std::string all;
        std::string part(100'000, '\0');
        while (all.size() < 20 * 60'000) {
            OVERLAPPED at{};
            DWORD count = 0;
            ReadFile(client, part.data(), 100'000, nullptr, &at);
            ASSERT_TRUE(GetOverlappedResult(client, &at, &count, TRUE));
            all.append(part, 0, count);
        }
        EXPECT_EQ(all, std::string(20 * 60'000, 'a'));
        for (OVERLAPPED& each : writes) {
            const Packet got = next();
            EXPECT_EQ(got.overlapped, &each);
            EXPECT_EQ(got.count, 60'000U);
        }
        close(server);
        close(client);
        close(port);
    }
}

TEST_F(OverlappedPipeTest, WhatIsCancelledOrClosedIsAborted) {
    create(PIPE_TYPE_BYTE);
    associate(server, 1);
    OVERLAPPED first{};
    OVERLAPPED second{};
    ASSERT_TRUE(pending(ConnectNamedPipe(server, &first)));
    EXPECT_TRUE(CancelIo(server));
    EXPECT_EQ(next().error, DWORD{ERROR_OPERATION_ABORTED});
    EXPECT_FALSE(CancelIoEx(server, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
    open();
    ASSERT_TRUE(pending(ReadFile(server, text.data(), 1, nullptr, &first)));
    ASSERT_TRUE(pending(ReadFile(server, text.data() + 1, 1, nullptr, &second)));
    EXPECT_TRUE(CancelIoEx(server, &first));
    Packet got = next();
    EXPECT_EQ(got.overlapped, &first);
    EXPECT_EQ(got.error, DWORD{ERROR_OPERATION_ABORTED});
    EXPECT_FALSE(CancelIoEx(server, &first));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
    write(client, "x");
    got = next();
    EXPECT_EQ(got.overlapped, &second);
    EXPECT_EQ(text[1], 'x');
    ASSERT_TRUE(pending(ReadFile(server, text.data(), 1, nullptr, &first)));
    close(server);
    got = next();
    EXPECT_EQ(got.overlapped, &first);
    EXPECT_EQ(got.error, DWORD{ERROR_OPERATION_ABORTED});
}

struct Told : OVERLAPPED {
    DWORD error = 99;
    DWORD count = 0;
};

void WINAPI tell(DWORD error, DWORD count, LPOVERLAPPED overlapped) {
    auto* told = static_cast<Told*>(overlapped);
    told->error = error;
    told->count = count;
}

TEST_F(OverlappedPipeTest, RoutinesRunInAlertableWaits) {
    create(PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE);
    open();
    Told read{};
    Told written{};
    ASSERT_TRUE(ReadFileEx(server, text.data(), 2, &read, tell));
    ASSERT_TRUE(WriteFileEx(client, "abc", 3, &written, tell));
    while (read.error == 99 || written.error == 99)
        SleepEx(INFINITE, TRUE);
    EXPECT_EQ(read.error, DWORD{ERROR_MORE_DATA});
    EXPECT_EQ(read.count, 2U);
    EXPECT_EQ(written.error, 0U);
    EXPECT_EQ(written.count, 3U);
    read.error = 99;
    ASSERT_TRUE(ReadFileEx(server, text.data(), 2, &read, tell)); // what is there
    EXPECT_EQ(read.error, 99U);
    while (read.error == 99)
        SleepEx(INFINITE, TRUE);
    EXPECT_EQ(read.count, 1U);
    close(client);
    EXPECT_FALSE(ReadFileEx(server, text.data(), 2, &read, tell));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BROKEN_PIPE});
}

TEST_F(OverlappedPipeTest, TransactingIsPendingUntilTheAnswerComes) {
    create(PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE);
    open();
    DWORD mode = PIPE_READMODE_MESSAGE;
    EXPECT_TRUE(SetNamedPipeHandleState(client, &mode, nullptr, nullptr));
    OVERLAPPED at{};
    at.hEvent = event;
    char question[] = "q";
    ASSERT_TRUE(pending(TransactNamedPipe(client, question, 1, text.data(), 64, nullptr, &at)));
    OVERLAPPED read{};
    char got[4];
    DWORD count = 0;
    EXPECT_TRUE(ReadFile(server, got, 4, &count, &read));
    write(server, "answer");
    EXPECT_TRUE(GetOverlappedResult(client, &at, &count, TRUE));
    EXPECT_EQ(std::string(text.data(), count), "answer");
    write(server, "unasked");
    EXPECT_FALSE(TransactNamedPipe(client, question, 1, text.data(), 64, nullptr, &at));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PIPE_BUSY});
}

} // namespace
