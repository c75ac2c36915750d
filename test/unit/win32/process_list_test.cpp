// Room win32: pictures of processes and threads, and what psapi.h tells of this process.
#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <psapi.h>
#include <string>
#include <thread>
#include <tlhelp32.h>
#include <unistd.h>
#include <vector>
#include <windows.h>

namespace {

TEST(SnapshotTest, HasThisProcessAndItsThreads) {
    const HANDLE picture = CreateToolhelp32Snapshot(TH32CS_SNAPALL, 0);
    ASSERT_NE(picture, INVALID_HANDLE_VALUE);
    PROCESSENTRY32 entry{};
    EXPECT_FALSE(Process32First(picture, &entry));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BAD_LENGTH});
    entry.dwSize = sizeof entry;
    int found = 0;
    for (BOOL more = Process32First(picture, &entry); more; more = Process32Next(picture, &entry))
        if (entry.th32ProcessID == GetCurrentProcessId()) {
            ++found;
            EXPECT_EQ(entry.th32ParentProcessID, static_cast<DWORD>(getppid()));
            EXPECT_GE(entry.cntThreads, 1U);
            EXPECT_NE(std::string(entry.szExeFile).find("unit_win32"), std::string::npos);
        }
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_MORE_FILES});
    EXPECT_EQ(found, 1);
    THREADENTRY32 thread{};
    thread.dwSize = sizeof thread;
    std::vector<DWORD> mine;
    for (BOOL more = Thread32First(picture, &thread); more; more = Thread32Next(picture, &thread))
        if (thread.th32OwnerProcessID == GetCurrentProcessId())
            mine.push_back(thread.th32ThreadID);
    EXPECT_EQ(std::count(mine.begin(), mine.end(), GetCurrentThreadId()), 1);
    EXPECT_TRUE(CloseHandle(picture));
    EXPECT_FALSE(Thread32First(picture, &thread));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_EQ(CreateToolhelp32Snapshot(TH32CS_SNAPMODULE, 0), INVALID_HANDLE_VALUE);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(ProcessMemoryTest, IsWhatTheKernelShows) {
    PROCESS_MEMORY_COUNTERS_EX counters{};
    auto* plain = reinterpret_cast<PROCESS_MEMORY_COUNTERS*>(&counters);
    ASSERT_TRUE(GetProcessMemoryInfo(GetCurrentProcess(), plain, sizeof counters));
    EXPECT_EQ(counters.cb, sizeof counters);
    EXPECT_GT(counters.WorkingSetSize, 100000U);
    EXPECT_GE(counters.PeakWorkingSetSize, counters.WorkingSetSize);
    EXPECT_GT(counters.PrivateUsage, 0U);
    EXPECT_GT(counters.PageFaultCount, 0U);
    EXPECT_FALSE(GetProcessMemoryInfo(GetCurrentProcess(), plain, 8));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_FALSE(GetProcessMemoryInfo(nullptr, plain, sizeof counters));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(ProcessMemoryTest, ListsProcessesAndTheirPrograms) {
    std::vector<DWORD> ids(65536);
    DWORD octets = 0;
    ASSERT_TRUE(EnumProcesses(ids.data(), static_cast<DWORD>(ids.size() * sizeof(DWORD)), &octets));
    ids.resize(octets / sizeof(DWORD));
    EXPECT_EQ(std::count(ids.begin(), ids.end(), GetCurrentProcessId()), 1);
    std::array<char, MAX_PATH> name{};
    EXPECT_EQ(GetModuleBaseNameA(GetCurrentProcess(), nullptr, name.data(), MAX_PATH), 10U);
    EXPECT_STREQ(name.data(), "unit_win32");
    EXPECT_EQ(GetModuleBaseNameA(GetCurrentProcess(), nullptr, name.data(), 5), 4U);
    EXPECT_STREQ(name.data(), "unit");
    std::array<WCHAR, MAX_PATH> path{};
    EXPECT_GT(GetModuleFileNameExW(GetCurrentProcess(), nullptr, path.data(), MAX_PATH), 10U);
    EXPECT_EQ(path[2], '\\');
}

TEST(UserTest, HasAName) {
    std::array<char, 300> name{};
    DWORD size = 0;
    EXPECT_FALSE(GetUserNameA(nullptr, &size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    const DWORD needed = size;
    ASSERT_TRUE(GetUserNameA(name.data(), &size));
    EXPECT_EQ(size, needed);
    EXPECT_EQ(std::string(name.data()).size() + 1, needed);
    EXPECT_GT(needed, 1U);
}

TEST(ThreadBlockTest, TellsTheStacksBounds) {
    auto bounds_hold = [] {
        const auto* block = reinterpret_cast<const NT_TIB*>(NtCurrentTeb());
        const void* here = &block;
        return block->Self == block && here > block->StackLimit && here < block->StackBase;
    };
    EXPECT_TRUE(bounds_hold());
    bool other = false;
    std::thread([&] { other = bounds_hold(); }).join();
    EXPECT_TRUE(other);
}

} // namespace
