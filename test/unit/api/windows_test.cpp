// kernel32's part: waits, handles and ports as a program calls them.
#include "nt/status.hpp"

#include <array>
#include <gtest/gtest.h>
#include <process.h>
#include <winsock2.h>

#include <windows.h>

namespace {

const HANDLE no_handle = nullptr;

TEST(Windows, AWaitForAClosedHandleFailsWithInvalidHandle) {
    HANDLE event = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    ASSERT_NE(event, no_handle);
    EXPECT_EQ(CloseHandle(event), TRUE);
    EXPECT_EQ(WaitForSingleObject(event, 0), WAIT_FAILED);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
    EXPECT_EQ(CloseHandle(event), FALSE);
}

TEST(Windows, WaitForMultipleObjectsChecksItsCountAndRefusesTheSameObjectTwiceInAWaitForAll) {
    HANDLE event = CreateEventW(nullptr, TRUE, TRUE, nullptr);
    std::array<HANDLE, MAXIMUM_WAIT_OBJECTS + 1> handles;
    handles.fill(event);
    EXPECT_EQ(WaitForMultipleObjects(0, handles.data(), FALSE, 0), WAIT_FAILED);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
    EXPECT_EQ(WaitForMultipleObjects(65, handles.data(), FALSE, 0), WAIT_FAILED);
    EXPECT_EQ(WaitForMultipleObjects(2, handles.data(), TRUE, 0), WAIT_FAILED);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
    EXPECT_EQ(WaitForMultipleObjects(64, handles.data(), FALSE, 0), WAIT_OBJECT_0);
    CloseHandle(event);
}

TEST(Windows, SignalObjectAndWaitSignalsNothingIfItCannotWait) {
    HANDLE event = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    EXPECT_EQ(SignalObjectAndWait(event, nullptr, 0, FALSE), WAIT_FAILED);
    EXPECT_EQ(WaitForSingleObject(event, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    HANDLE other = CreateEventA(nullptr, FALSE, TRUE, nullptr);
    EXPECT_EQ(SignalObjectAndWait(event, other, INFINITE, FALSE), WAIT_OBJECT_0);
    EXPECT_EQ(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    CloseHandle(event);
    CloseHandle(other);
}

TEST(Windows, ADuplicateMeansTheSameObjectAndOutlivesTheOriginal) {
    HANDLE event = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    HANDLE copy = nullptr;
    ASSERT_EQ(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &copy, 0, FALSE,
                              DUPLICATE_SAME_ACCESS),
              TRUE);
    EXPECT_NE(copy, event);
    SetEvent(event);
    CloseHandle(event);
    EXPECT_EQ(WaitForSingleObject(copy, 0), WAIT_OBJECT_0);
    CloseHandle(copy);
}

TEST(Windows, AThreadOfTheRunTimeLibraryReturnsItsCode) {
    unsigned id = 0;
    const uintptr_t thread = _beginthreadex(
        nullptr, 0,
        [](void* given) -> unsigned {
            *static_cast<DWORD*>(given) = GetCurrentThreadId();
            return 5;
        },
        &id, 0, nullptr);
    ASSERT_NE(thread, 0u);
    HANDLE handle = reinterpret_cast<HANDLE>(thread);
    const DWORD its_id = GetThreadId(handle);
    EXPECT_EQ(WaitForSingleObject(handle, INFINITE), WAIT_OBJECT_0);
    DWORD code = 0;
    EXPECT_EQ(GetExitCodeThread(handle, &code), TRUE);
    EXPECT_EQ(code, 5u);
    EXPECT_EQ(id, its_id);
    CloseHandle(handle);
}

TEST(Windows, AnApcOfTheThreadItselfRunsInSleepEx) {
    static ULONG_PTR ran = 0;
    EXPECT_NE(QueueUserAPC([](ULONG_PTR value) { ran = value; }, GetCurrentThread(), 3), 0u);
    EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
    EXPECT_EQ(ran, 3u);
}

TEST(Windows, APostedPacketComesBackWhole) {
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    ASSERT_NE(port, no_handle);
    OVERLAPPED overlapped{};
    ASSERT_EQ(PostQueuedCompletionStatus(port, 12, 34, &overlapped), TRUE);
    DWORD bytes = 0;
    ULONG_PTR key = 0;
    LPOVERLAPPED got = nullptr;
    EXPECT_EQ(GetQueuedCompletionStatus(port, &bytes, &key, &got, INFINITE), TRUE);
    EXPECT_EQ(bytes, 12u);
    EXPECT_EQ(key, 34u);
    EXPECT_EQ(got, &overlapped);
    EXPECT_EQ(GetQueuedCompletionStatus(port, &bytes, &key, &got, 0), FALSE);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_EQ(got, nullptr);
    std::array<OVERLAPPED_ENTRY, 4> entries;
    ULONG removed = 9;
    for (ULONG_PTR i = 0; i < 3; ++i)
        PostQueuedCompletionStatus(port, 0, i, nullptr);
    EXPECT_EQ(GetQueuedCompletionStatusEx(port, entries.data(), 4, &removed, 0, FALSE), TRUE);
    EXPECT_EQ(removed, 3u);
    EXPECT_EQ(entries[2].lpCompletionKey, 2u);
    CloseHandle(port);
}

TEST(Windows, AHandleThatIsNoDescriptorIsBoundToNoPort) {
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    EXPECT_EQ(CreateIoCompletionPort(port, port, 0, 0), no_handle);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
    EXPECT_EQ(CreateIoCompletionPort(INVALID_HANDLE_VALUE, port, 0, 0), no_handle);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
    CloseHandle(port);
}

TEST(Windows, AnOperationThatIsNotCompleteHasNoResultYet) {
    OVERLAPPED overlapped{};
    overlapped.Internal = STATUS_PENDING;
    DWORD bytes = 0;
    EXPECT_EQ(GetOverlappedResult(nullptr, &overlapped, &bytes, FALSE), FALSE);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_IO_INCOMPLETE));
    EXPECT_EQ(GetOverlappedResultEx(nullptr, &overlapped, &bytes, 1, FALSE), FALSE);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Windows, AnOutcomeIsTheSameInEveryOfItsThreeNames) {
    for (int code = 0; code < 12'000; ++code) {
        const std::uint32_t status = ws2::nt::status_from_wsa(code);
        // Pipes share the statuses of WSAEMSGSIZE and WSAESHUTDOWN, as on Windows.
        const bool of_pipes = code == ERROR_MORE_DATA || code == ERROR_PIPE_NOT_CONNECTED;
        ASSERT_EQ(of_pipes ? ws2::nt::windows_from_status(status)
                           : ws2::nt::wsa_from_status(status),
                  code);
    }
    EXPECT_EQ(ws2::nt::status_from_wsa(WSA_OPERATION_ABORTED), 0xC0000120u);
    EXPECT_EQ(ws2::nt::windows_from_status(ws2::nt::status_from_wsa(WSAECONNRESET)),
              ERROR_NETNAME_DELETED);
    EXPECT_EQ(ws2::nt::windows_from_status(ws2::nt::status_from_wsa(WSAECONNREFUSED)),
              ERROR_CONNECTION_REFUSED);
}

TEST(WsaEvents, NeedAStartedWinsockAndAreManualReset) {
    EXPECT_EQ(WSACreateEvent(), WSA_INVALID_EVENT);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, nullptr, FALSE, 0, FALSE), WSA_WAIT_FAILED);
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    WSAEVENT event = WSACreateEvent();
    ASSERT_NE(event, WSA_INVALID_EVENT);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE),
              static_cast<DWORD>(WSA_WAIT_TIMEOUT));
    EXPECT_EQ(WSASetEvent(event), TRUE);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, TRUE, WSA_INFINITE, FALSE), WSA_WAIT_EVENT_0);
    EXPECT_EQ(WSAResetEvent(event), TRUE);
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE),
              static_cast<DWORD>(WSA_WAIT_TIMEOUT));
    EXPECT_EQ(WSACloseEvent(event), TRUE);
    EXPECT_EQ(WSACloseEvent(event), FALSE);
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
    WSACleanup();
}

} // namespace
