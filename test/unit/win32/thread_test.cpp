// Threads and their storage, after "Process and Thread Functions" and "Fibers".
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <gtest/gtest.h>
#include <thread>
#include <winsock2.h>

#include <windows.h>
#include <ws2tcpip.h>

namespace {

DWORD WINAPI set_flag(LPVOID flag) {
    *static_cast<std::atomic<int>*>(flag) = 1;
    return 5;
}

DWORD exit_code_of(HANDLE thread) {
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeThread(thread, &code));
    return code;
}

DWORD WINAPI look_up(LPVOID) {
    addrinfo hints{};
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    const int error = getaddrinfo("127.0.0.1", "80", &hints, &found);
    freeaddrinfo(found);
    return static_cast<DWORD>(error);
}

DWORD WINAPI use_much(LPVOID) {
    volatile char much[700 * 1024];
    for (std::size_t at = 0; at < sizeof much; at += 1024)
        much[at] = 1;
    return static_cast<DWORD>(much[0]);
}

// 16 KB: the library's own work is not on the program's part.
TEST(StackOfAThread, HasRoomForTheLibraryBesideASmallReservation) {
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    HANDLE thread =
        CreateThread(nullptr, 16384, look_up, nullptr, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr);
    ASSERT_NE(thread, nullptr);
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(exit_code_of(thread), 0U);
    CloseHandle(thread);
    WSACleanup();
}

TEST(StackOfAThread, GrowsToTheDefaultFromASmallBeginning) {
    HANDLE thread = CreateThread(nullptr, 16384, use_much, nullptr, 0, nullptr);
    ASSERT_NE(thread, nullptr);
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(exit_code_of(thread), 1U);
    CloseHandle(thread);
}

TEST(SuspendedThread, BeginsWhenTheLastSuspensionIsTaken) {
    std::atomic<int> began = 0;
    HANDLE thread = CreateThread(nullptr, 0, set_flag, &began, CREATE_SUSPENDED, nullptr);
    ASSERT_NE(thread, nullptr);
    EXPECT_EQ(SuspendThread(thread), 1U);
    EXPECT_EQ(ResumeThread(thread), 2U);
    EXPECT_EQ(began, 0);
    EXPECT_EQ(ResumeThread(thread), 1U);
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(began, 1);
    EXPECT_EQ(exit_code_of(thread), 5U);
    EXPECT_EQ(SuspendThread(thread), ~DWORD{0});
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    CloseHandle(thread);
    EXPECT_EQ(SuspendThread(thread), ~DWORD{0});
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(SuspendedThread, HasALimit) {
    HANDLE thread = CreateThread(nullptr, 0, set_flag, nullptr, CREATE_SUSPENDED, nullptr);
    for (DWORD i = 1; i < MAXIMUM_SUSPEND_COUNT; ++i)
        ASSERT_EQ(SuspendThread(thread), i);
    EXPECT_EQ(SuspendThread(thread), ~DWORD{0});
    EXPECT_EQ(GetLastError(), DWORD{ERROR_SIGNAL_REFUSED});
    EXPECT_TRUE(TerminateThread(thread, 0));
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    CloseHandle(thread);
}

TEST(SuspendedThread, CanBeEndedBeforeItBegins) {
    std::atomic<int> began = 0;
    HANDLE thread = CreateThread(nullptr, 0, set_flag, &began, CREATE_SUSPENDED, nullptr);
    EXPECT_TRUE(TerminateThread(thread, 77));
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(exit_code_of(thread), 77U);
    EXPECT_EQ(began, 0);
    EXPECT_FALSE(TerminateThread(thread, 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    CloseHandle(thread);
}

TEST(SuspendedThread, CanBeTheCallingOne) {
    std::atomic<int> state = 0;
    HANDLE thread = CreateThread(
        nullptr, 0,
        [](LPVOID given) -> DWORD {
            auto& at = *static_cast<std::atomic<int>*>(given);
            at = 1;
            const DWORD before = SuspendThread(GetCurrentThread());
            at = 2;
            TerminateThread(GetCurrentThread(), before + 9);
            return 1;
        },
        &state, 0, nullptr);
    while (ResumeThread(thread) == 0) // until it is there
        SwitchToThread();
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(state, 2);
    EXPECT_EQ(exit_code_of(thread), 9U);
    CloseHandle(thread);
}

TEST(RunningThread, IsNeitherSuspendedNorEndedByOthers) {
    HANDLE go = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    HANDLE thread = CreateThread(
        nullptr, 0,
        [](LPVOID event) -> DWORD {
            return WaitForSingleObject(static_cast<HANDLE>(event), 30000);
        },
        go, 0, nullptr);
    EXPECT_EQ(SuspendThread(thread), ~DWORD{0});
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_FALSE(TerminateThread(thread, 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    SetEvent(go);
    EXPECT_EQ(WaitForSingleObject(thread, 30000), WAIT_OBJECT_0);
    EXPECT_EQ(exit_code_of(thread), 0U);
    CloseHandle(thread);
    CloseHandle(go);
}

TEST(ThreadAttributes, PriorityIsKeptAndChecked) {
    std::thread([] {
        EXPECT_EQ(GetThreadPriority(GetCurrentThread()), THREAD_PRIORITY_NORMAL);
        EXPECT_TRUE(SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL));
        EXPECT_EQ(GetThreadPriority(GetCurrentThread()), THREAD_PRIORITY_BELOW_NORMAL);
        EXPECT_FALSE(SetThreadPriority(GetCurrentThread(), 7));
        EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
        if (!SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_HIGHEST)) {
            EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
            EXPECT_EQ(GetThreadPriority(GetCurrentThread()), THREAD_PRIORITY_BELOW_NORMAL);
        }
    }).join();
    EXPECT_EQ(GetThreadPriority(nullptr), THREAD_PRIORITY_ERROR_RETURN);
}

std::uint64_t whole(const FILETIME& time) {
    return std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime;
}

TEST(ThreadAttributes, TimesTellTheBeginningAndTheProcessorsUse) {
    FILETIME created{};
    FILETIME process_created{};
    FILETIME ended{1, 1};
    FILETIME kernel{};
    FILETIME user{};
    ASSERT_TRUE(GetProcessTimes(GetCurrentProcess(), &process_created, &ended, &kernel, &user));
    std::thread([&] {
        const auto used_s = [] {
            timespec used{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
            return used.tv_sec;
        };
        do { // until the scheduler has counted something
            ASSERT_TRUE(GetThreadTimes(GetCurrentThread(), &created, &ended, &kernel, &user));
        } while (whole(kernel) + whole(user) == 0 && used_s() < 10);
        EXPECT_GT(whole(kernel) + whole(user), 0U);
        EXPECT_EQ(whole(ended), 0U);
        FILETIME now{};
        GetSystemTimeAsFileTime(&now);
        constexpr std::uint64_t hour = 36'000'000'000;
        EXPECT_GE(whole(created), whole(process_created));
        EXPECT_LT(whole(created), whole(now) + hour);
        EXPECT_GT(whole(process_created), whole(now) - 24 * hour);
    }).join();
    FILETIME of_process{};
    ASSERT_TRUE(GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &of_process));
    EXPECT_EQ(whole(created), whole(process_created));
    EXPECT_GT(whole(kernel) + whole(of_process), 0U);
    std::atomic<int> flag{0};
    HANDLE thread = CreateThread(nullptr, 0, set_flag, &flag, 0, nullptr);
    EXPECT_EQ(WaitForSingleObject(thread, INFINITE), DWORD{WAIT_OBJECT_0});
    EXPECT_FALSE(GetThreadTimes(thread, &created, &ended, &kernel, &user)); // nor those of its heir
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    CloseHandle(thread);
    EXPECT_FALSE(GetThreadTimes(nullptr, &created, &ended, &kernel, &user));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(ThreadAttributes, AffinityAnswersWhatItWas) {
    std::thread([] {
        const DWORD_PTR all = SetThreadAffinityMask(GetCurrentThread(), ~DWORD_PTR{0});
        ASSERT_NE(all, 0U);
        const DWORD_PTR one = all & (~all + 1);
        EXPECT_NE(SetThreadAffinityMask(GetCurrentThread(), one), 0U);
        EXPECT_EQ(SetThreadAffinityMask(GetCurrentThread(), all), one);
        EXPECT_EQ(SetThreadAffinityMask(GetCurrentThread(), 0), 0U);
        EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    }).join();
}

TEST(ThreadAttributes, TheDescriptionComesBackWhole) {
    std::thread([] {
        const WCHAR text[] = {'l', 'o', 'n', 'g', 'e', 'r', ' ', 't', 'h',  'a', 'n',
                              ' ', 'f', 'i', 'f', 't', 'e', 'e', 'n', 0xE4, 0};
        EXPECT_EQ(SetThreadDescription(GetCurrentThread(), text), 0);
        LPWSTR back = nullptr;
        ASSERT_EQ(GetThreadDescription(GetCurrentThread(), &back), 0);
        EXPECT_TRUE(std::equal(std::begin(text), std::end(text), back));
        LocalFree(back);
    }).join();
    EXPECT_EQ(SetThreadDescription(nullptr, nullptr),
              static_cast<HRESULT>(0x80070000U | ERROR_INVALID_HANDLE));
}

TEST(ThreadStorage, EachThreadHasItsValueAndANewIndexIsEmpty) {
    const DWORD index = TlsAlloc();
    ASSERT_NE(index, TLS_OUT_OF_INDEXES);
    SetLastError(7);
    EXPECT_EQ(TlsGetValue(index), nullptr);
    EXPECT_EQ(GetLastError(), 0U);
    int mine = 0;
    EXPECT_TRUE(TlsSetValue(index, &mine));
    std::thread([index] {
        EXPECT_EQ(TlsGetValue(index), nullptr);
        EXPECT_TRUE(TlsSetValue(index, reinterpret_cast<LPVOID>(ULONG_PTR{5})));
    }).join();
    EXPECT_EQ(TlsGetValue(index), &mine);
    EXPECT_TRUE(TlsFree(index));
    EXPECT_FALSE(TlsFree(index));
    EXPECT_EQ(TlsGetValue(index), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(TlsAlloc(), index);
    EXPECT_EQ(TlsGetValue(index), nullptr); // not what it was under the old one
    EXPECT_TRUE(TlsFree(index));
    EXPECT_FALSE(TlsSetValue(TLS_OUT_OF_INDEXES, nullptr));
}

std::atomic<std::uintptr_t> called_back = 0;
VOID WINAPI add_up(PVOID value) {
    called_back += reinterpret_cast<std::uintptr_t>(value);
}

TEST(ThreadStorage, CallbacksGetWhatThreadsLeave) {
    called_back = 0;
    const DWORD index = FlsAlloc(add_up);
    const DWORD silent = FlsAlloc(nullptr);
    ASSERT_NE(index, FLS_OUT_OF_INDEXES);
    std::thread([&] {
        EXPECT_TRUE(FlsSetValue(index, reinterpret_cast<PVOID>(std::uintptr_t{4})));
        EXPECT_TRUE(FlsSetValue(silent, reinterpret_cast<PVOID>(std::uintptr_t{8})));
        EXPECT_EQ(FlsGetValue(index), reinterpret_cast<PVOID>(std::uintptr_t{4}));
    }).join();
    EXPECT_EQ(called_back, 4U);
    std::thread([&] {
        FlsSetValue(index, reinterpret_cast<PVOID>(std::uintptr_t{32}));
        FlsSetValue(index, nullptr);
    }).join();
    EXPECT_EQ(called_back, 4U);
    EXPECT_TRUE(FlsSetValue(index, reinterpret_cast<PVOID>(std::uintptr_t{16})));
    EXPECT_TRUE(FlsFree(index)); // this thread's
    EXPECT_EQ(called_back, 20U);
    EXPECT_FALSE(FlsFree(index));
    EXPECT_TRUE(FlsFree(silent));
}

} // namespace
