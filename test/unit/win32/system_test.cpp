// Clocks, modules and memory of windows.h.
#include <atomic>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <windows.h>
#include <winsock2.h>

#include <mmsystem.h>
#include <ntstatus.h>
#include <winternl.h>

namespace {

template<typename Function>
FARPROC proc(Function* function) {
    return reinterpret_cast<FARPROC>(reinterpret_cast<void*>(function));
}

TEST(ClockTest, CalendarTimeRunsFrom1601AndRefusesWhatIsNoDate) {
    const FILETIME zero{0, 0};
    SYSTEMTIME t{};
    ASSERT_TRUE(FileTimeToSystemTime(&zero, &t));
    EXPECT_EQ(t.wYear, 1601);
    EXPECT_EQ(t.wDayOfWeek, 1); // a Monday
    t = {2024, 2, 0, 29, 23, 59, 58, 987};
    FILETIME f{};
    ASSERT_TRUE(SystemTimeToFileTime(&t, &f));
    EXPECT_EQ((ULONGLONG{f.dwHighDateTime} << 32) | f.dwLowDateTime, 133537247989870000ULL);
    SYSTEMTIME back{};
    ASSERT_TRUE(FileTimeToSystemTime(&f, &back));
    EXPECT_EQ(back.wDayOfWeek, 4);
    EXPECT_EQ(back.wMilliseconds, 987);
    t.wYear = 2023;
    EXPECT_FALSE(SystemTimeToFileTime(&t, &f));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(CompareFileTime(&zero, &f), -1);
    const FILETIME negative{0, 0x80000000};
    EXPECT_FALSE(FileTimeToSystemTime(&negative, &back));
}

TEST(ClockTest, CountersRunForward) {
    LARGE_INTEGER first, second, frequency;
    ASSERT_TRUE(QueryPerformanceCounter(&first) && QueryPerformanceCounter(&second));
    ASSERT_TRUE(QueryPerformanceFrequency(&frequency));
    EXPECT_GE(second.QuadPart, first.QuadPart);
    EXPECT_EQ(frequency.QuadPart, 10000000);
    EXPECT_LE(GetTickCount64(), GetTickCount64());
    EXPECT_EQ(timeBeginPeriod(1), MMRESULT{TIMERR_NOERROR});
    EXPECT_EQ(timeBeginPeriod(0), MMRESULT{TIMERR_NOCANDO});
    FILETIME now;
    SYSTEMTIME date;
    GetSystemTimeAsFileTime(&now);
    GetSystemTime(&date);
    EXPECT_GE(date.wYear, 2024);
}

TEST(SystemTest, InformationIsOfThisComputer) {
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    EXPECT_GE(info.dwNumberOfProcessors, 1U);
    EXPECT_EQ(info.dwAllocationGranularity, 65536U);
    MEMORYSTATUSEX memory;
    memory.dwLength = 0;
    EXPECT_FALSE(GlobalMemoryStatusEx(&memory));
    memory.dwLength = sizeof(memory);
    ASSERT_TRUE(GlobalMemoryStatusEx(&memory));
    EXPECT_GT(memory.ullTotalPhys, memory.ullAvailPhys);
    OSVERSIONINFOEXA version{};
    version.dwOSVersionInfoSize = sizeof(version);
    ASSERT_TRUE(GetVersionExA(reinterpret_cast<OSVERSIONINFOA*>(&version)));
    EXPECT_EQ(version.dwMajorVersion, 10U);
    EXPECT_EQ(version.dwPlatformId, DWORD{VER_PLATFORM_WIN32_NT});
    char name[256];
    DWORD size = 1;
    EXPECT_FALSE(GetComputerNameA(name, &size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BUFFER_OVERFLOW});
    size = sizeof(name);
    ASSERT_TRUE(GetComputerNameA(name, &size));
    EXPECT_EQ(size, std::strlen(name));
    EXPECT_EQ(GetWindowsDirectoryA(name, 256), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(ModuleTest, WindowsLibrariesGiveOurFunctionsAlsoThoseThatLibcHasToo) {
    HMODULE winsock = LoadLibraryA("WS2_32.dll");
    ASSERT_NE(winsock, nullptr);
    EXPECT_EQ(GetModuleHandleW(u"C:\\Windows\\System32\\ws2_32.dll"), winsock);
    EXPECT_EQ(GetProcAddress(winsock, "send"), proc(&send));
    EXPECT_EQ(GetProcAddress(winsock, "WSAStartup"), proc(&WSAStartup));
    EXPECT_EQ(GetProcAddress(winsock, "getaddrinfo") == nullptr, false);
    EXPECT_EQ(GetProcAddress(winsock, "strlen"), nullptr); // libc's
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PROC_NOT_FOUND});
    EXPECT_EQ(GetProcAddress(winsock, reinterpret_cast<LPCSTR>(ULONG_PTR{115})), nullptr);
    char folder[MAX_PATH] = {1};
    const UINT length = GetSystemDirectoryA(folder, MAX_PATH);
    ASSERT_GT(length, 0U);
    EXPECT_EQ(std::strlen(folder), length);
    EXPECT_EQ(GetSystemDirectoryA(folder, length), length + 1); // no room for the end
    EXPECT_EQ(GetSystemDirectoryW(nullptr, 0), length + 1);
    HMODULE by_path = LoadLibraryA((std::string(folder) + "\\iphlpapi.dll").c_str());
    EXPECT_EQ(by_path, winsock);
    EXPECT_TRUE(FreeLibrary(by_path));
    HMODULE kernel = GetModuleHandleA("kernel32");
    EXPECT_EQ(GetProcAddress(kernel, "GetTickCount64"), proc(&GetTickCount64));
    EXPECT_TRUE(FreeLibrary(winsock));
    EXPECT_EQ(LoadLibraryA("no-such-library.dll"), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_MOD_NOT_FOUND});
}

TEST(ModuleTest, TheProgramsFileNameIsCutWhenItDoesNotFit) {
    char name[MAX_PATH];
    const DWORD length = GetModuleFileNameA(nullptr, name, MAX_PATH);
    ASSERT_GT(length, 4U);
    EXPECT_EQ(length, std::strlen(name));
    // Programs cut the name off behind the last backslash.
    EXPECT_EQ(std::string(name, 3), "C:\\");
    ASSERT_NE(std::strrchr(name, '\\'), nullptr);
    EXPECT_STREQ(std::strrchr(name, '\\') + 1, "unit_win32");
    EXPECT_EQ(GetModuleFileNameA(nullptr, name, 4), 4U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(std::strlen(name), 3U);
    HMODULE here = nullptr;
    EXPECT_TRUE(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                                   reinterpret_cast<LPCSTR>(&GetTickCount), &here));
    EXPECT_EQ(here, GetModuleHandleA("ws2_32.dll"));
}

TEST(HeapTest, BlocksKeepTheirSizeAndAreZeroedOnRequest) {
    HANDLE heap = HeapCreate(0, 0, 4096);
    ASSERT_NE(heap, nullptr);
    auto* block = static_cast<char*>(HeapAlloc(heap, HEAP_ZERO_MEMORY, 100));
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(block[99], 0);
    EXPECT_EQ(HeapSize(heap, 0, block), 100U);
    block[0] = 'x';
    block = static_cast<char*>(HeapReAlloc(heap, HEAP_ZERO_MEMORY, block, 200));
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(block[0], 'x');
    EXPECT_EQ(block[199], 0);
    EXPECT_EQ(HeapAlloc(heap, 0, 5000), nullptr); // over the heap's maximum
    EXPECT_TRUE(HeapDestroy(heap));               // frees the block: no leak
    void* plain = HeapAlloc(GetProcessHeap(), 0, 10);
    EXPECT_TRUE(HeapFree(GetProcessHeap(), 0, plain));
    HGLOBAL moved = GlobalAlloc(GHND, 16);
    EXPECT_NE(GlobalLock(moved), nullptr);
    EXPECT_FALSE(GlobalUnlock(moved));
    EXPECT_EQ(GetLastError(), DWORD{NO_ERROR});
    EXPECT_EQ(GlobalFree(moved), nullptr);
}

TEST(HeapTest, ALockKeepsOtherThreadsOutAndLetsItsOwnAllocate) {
    HANDLE heap = HeapCreate(0, 0, 0);
    EXPECT_FALSE(HeapUnlock(heap));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_LOCKED});
    ASSERT_TRUE(HeapLock(heap));
    std::atomic<bool> unlocked{false};
    void* block = HeapAlloc(heap, 0, 8);
    EXPECT_NE(block, nullptr);
    std::thread other([&] {
        HeapFree(heap, 0, block);
        EXPECT_TRUE(unlocked);
    });
    unlocked = true;
    EXPECT_TRUE(HeapUnlock(heap));
    other.join();
    EXPECT_FALSE(HeapUnlock(heap));
    EXPECT_TRUE(HeapDestroy(heap));
    EXPECT_FALSE(HeapLock(GetProcessHeap()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_TRUE(HeapSetInformation(nullptr, HeapEnableTerminationOnCorruption, nullptr, 0));
    ULONG low_fragmentation = 2;
    EXPECT_FALSE(HeapSetInformation(GetProcessHeap(), HeapCompatibilityInformation,
                                    &low_fragmentation, sizeof low_fragmentation));
}

TEST(PagesTest, VirtualQueryTellsStateProtectionAndAllocation) {
    auto* area = static_cast<char*>(VirtualAlloc(nullptr, 65536, MEM_RESERVE, PAGE_READWRITE));
    ASSERT_NE(VirtualAlloc(area + 8192, 8192, MEM_COMMIT, PAGE_READWRITE), nullptr);
    MEMORY_BASIC_INFORMATION info{};
    ASSERT_EQ(VirtualQuery(area + 8195, &info, sizeof info), sizeof info);
    EXPECT_EQ(info.BaseAddress, area + 8192);
    EXPECT_EQ(info.AllocationBase, area);
    EXPECT_EQ(info.RegionSize, 8192U);
    EXPECT_EQ(info.State, DWORD{MEM_COMMIT});
    EXPECT_EQ(info.Protect, DWORD{PAGE_READWRITE});
    EXPECT_EQ(info.Type, DWORD{MEM_PRIVATE});
    ASSERT_EQ(VirtualQuery(area + 16384, &info, sizeof info), sizeof info);
    EXPECT_EQ(info.State, DWORD{MEM_RESERVE});
    EXPECT_EQ(info.RegionSize, 65536U - 16384U);
    ASSERT_EQ(VirtualQuery(reinterpret_cast<void*>(proc(&GetTickCount)), &info, sizeof info),
              sizeof info);
    EXPECT_EQ(info.Type, DWORD{MEM_IMAGE});
    EXPECT_EQ(info.Protect, DWORD{PAGE_EXECUTE_READ});
    ASSERT_EQ(VirtualQuery(nullptr, &info, sizeof info), sizeof info);
    EXPECT_EQ(info.State, DWORD{MEM_FREE});
    EXPECT_EQ(VirtualQuery(area, &info, 8), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BAD_LENGTH});
    EXPECT_EQ(VirtualQuery(reinterpret_cast<void*>(~ULONG_PTR{0}), &info, sizeof info), 0U);

    DWORD before = 0;
    EXPECT_TRUE(VirtualProtect(area + 12288, 4096, PAGE_READONLY, &before));
    EXPECT_FALSE(IsBadReadPtr(area + 8192, 8192));
    EXPECT_FALSE(IsBadWritePtr(area + 8192, 4096));
    EXPECT_TRUE(IsBadWritePtr(area + 8192, 4097));
    EXPECT_TRUE(IsBadReadPtr(area + 8192, 8193));
    EXPECT_TRUE(IsBadReadPtr(nullptr, 1));
    EXPECT_FALSE(IsBadReadPtr(nullptr, 0));
    EXPECT_FALSE(IsBadCodePtr(proc(&GetTickCount)));
    EXPECT_TRUE(IsBadCodePtr(reinterpret_cast<FARPROC>(area + 8192)));
    EXPECT_TRUE(VirtualFree(area, 0, MEM_RELEASE));
}

LONG CALLBACK mend(EXCEPTION_POINTERS* raised) {
    if (raised->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;
    DWORD before = 0;
    VirtualProtect(reinterpret_cast<void*>(raised->ExceptionRecord->ExceptionInformation[1]), 1,
                   PAGE_READWRITE, &before);
    return EXCEPTION_CONTINUE_EXECUTION;
}
int looked = 0;
LONG CALLBACK look(EXCEPTION_POINTERS*) {
    ++looked;
    return EXCEPTION_CONTINUE_SEARCH;
}

TEST(ExceptionTest, AVectoredHandlerMayMendTheAccessAndTheFirstOneIsAskedFirst) {
    auto* page = static_cast<volatile char*>(
        VirtualAlloc(nullptr, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS));
    PVOID mender = AddVectoredExceptionHandler(0, mend);
    PVOID looker = AddVectoredExceptionHandler(1, look);
    ASSERT_NE(mender, nullptr);
    page[0] = 7;
    EXPECT_EQ(page[0], 7);
    EXPECT_EQ(looked, 1);
    EXPECT_EQ(RemoveVectoredExceptionHandler(looker), 1U);
    EXPECT_EQ(RemoveVectoredExceptionHandler(looker), 0U);
    EXPECT_EQ(RemoveVectoredExceptionHandler(mender), 1U);
    EXPECT_TRUE(VirtualFree(const_cast<char*>(page), 0, MEM_RELEASE));
}

TEST(MultimediaTimerTest, OneShotPeriodicAndEventTimersComeAndCanBeKilled) {
    struct Told {
        HANDLE event = CreateEventW(nullptr, FALSE, FALSE, nullptr);
        std::atomic<int> times{0};
        std::atomic<UINT> number{0};
    } told;
    const auto tell = [](UINT number, UINT, DWORD_PTR user, DWORD_PTR, DWORD_PTR) {
        auto* to = reinterpret_cast<Told*>(user);
        to->number = number;
        if (++to->times >= 3)
            SetEvent(to->event);
    };
    const auto user = reinterpret_cast<DWORD_PTR>(&told);
    const MMRESULT periodic = timeSetEvent(1, 0, tell, user, TIME_PERIODIC | TIME_KILL_SYNCHRONOUS);
    ASSERT_NE(periodic, 0U);
    EXPECT_EQ(WaitForSingleObject(told.event, INFINITE), WAIT_OBJECT_0);
    EXPECT_EQ(timeKillEvent(periodic), MMRESULT{TIMERR_NOERROR});
    EXPECT_EQ(told.number, periodic);
    EXPECT_EQ(timeKillEvent(periodic), MMRESULT{MMSYSERR_INVALPARAM});
    ResetEvent(told.event);
    EXPECT_NE(timeSetEvent(1, 0, reinterpret_cast<LPTIMECALLBACK>(told.event), 0,
                           TIME_ONESHOT | TIME_CALLBACK_EVENT_SET),
              0U);
    EXPECT_EQ(WaitForSingleObject(told.event, INFINITE), WAIT_OBJECT_0);
    EXPECT_EQ(timeSetEvent(0, 0, tell, user, TIME_ONESHOT), 0U);
    CloseHandle(told.event);
}

__attribute__((noinline)) USHORT chain(void** frames, ULONG* hash) {
    const USHORT count = CaptureStackBackTrace(0, 4, frames, hash);
    __asm__ volatile(""); // so that it is a call, and no jump
    return count;
}

TEST(SystemTest, SmallCallsDoWhatTheirPagesSay) {
    EXPECT_EQ(MulDiv(7, 3, 2), 11); // 10.5 is rounded
    EXPECT_EQ(MulDiv(-7, 3, 2), -11);
    EXPECT_EQ(MulDiv(0x7FFFFFFF, 2, 4), 0x40000000);
    EXPECT_EQ(MulDiv(0x7FFFFFFF, 2, 1), -1);
    EXPECT_EQ(MulDiv(1, 1, 0), -1);
    void* frames[4] = {};
    ULONG hash = 0;
    USHORT (*volatile call)(void**, ULONG*) = chain;
    ASSERT_GE(call(frames, &hash), 2);
    const auto start = reinterpret_cast<ULONG_PTR>(&chain);
    EXPECT_TRUE(reinterpret_cast<ULONG_PTR>(frames[0]) > start &&
                reinterpret_cast<ULONG_PTR>(frames[0]) < start + 1000);
    EXPECT_NE(hash, 0U);
    EXPECT_EQ(SetThreadExecutionState(ES_CONTINUOUS), ES_CONTINUOUS);
    EXPECT_EQ(SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_FALSE(Beep(20, 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    MEMORYSTATUS memory{};
    GlobalMemoryStatus(&memory);
    EXPECT_GT(memory.dwTotalPhys, memory.dwAvailPhys);
}

TEST(SystemTest, OutcomesOfTheKernelHaveTheirErrorCodes) {
    EXPECT_EQ(RtlNtStatusToDosError(STATUS_SUCCESS), ULONG{ERROR_SUCCESS});
    EXPECT_EQ(RtlNtStatusToDosError(STATUS_PENDING), ULONG{ERROR_IO_PENDING});
    EXPECT_EQ(RtlNtStatusToDosError(STATUS_CANCELLED), ULONG{ERROR_OPERATION_ABORTED});
    EXPECT_EQ(RtlNtStatusToDosError(STATUS_CONNECTION_RESET), ULONG{ERROR_NETNAME_DELETED});
    EXPECT_EQ(RtlNtStatusToDosError(STATUS_IO_TIMEOUT), ULONG{ERROR_SEM_TIMEOUT});
    EXPECT_EQ(RtlNtStatusToDosError(static_cast<NTSTATUS>(0xC0072741)), ULONG{10049});
    EXPECT_EQ(RtlNtStatusToDosError(static_cast<NTSTATUS>(0xC1234567)),
              ULONG{ERROR_MR_MID_NOT_FOUND});
    EXPECT_TRUE(NT_SUCCESS(STATUS_TIMEOUT) && !NT_SUCCESS(STATUS_CONNECTION_RESET));
    UNICODE_STRING name{};
    RtlInitUnicodeString(&name, u"\\Device\\Afd");
    EXPECT_EQ(name.Length, 22);
    EXPECT_EQ(name.MaximumLength, 24);
    RtlInitUnicodeString(&name, nullptr);
    EXPECT_EQ(name.MaximumLength, 0);
}

TEST(PagesTest, ReserveCommitProtectAndReleaseFollowTheirRules) {
    auto* area = static_cast<char*>(VirtualAlloc(nullptr, 100000, MEM_RESERVE, PAGE_NOACCESS));
    ASSERT_NE(area, nullptr);
    EXPECT_EQ(reinterpret_cast<ULONG_PTR>(area) % 65536, 0U);
    auto* part = static_cast<char*>(VirtualAlloc(area + 5000, 10, MEM_COMMIT, PAGE_READWRITE));
    EXPECT_EQ(part, area + 4096);
    part[0] = 1;
    DWORD before = 0;
    EXPECT_TRUE(VirtualProtect(part, 1, PAGE_READONLY, &before));
    EXPECT_EQ(before, DWORD{PAGE_READWRITE});
    EXPECT_FALSE(VirtualFree(area, 100000, MEM_RELEASE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_FALSE(VirtualFree(area + 4096, 0, MEM_RELEASE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_ADDRESS});
    EXPECT_TRUE(VirtualFree(area, 0, MEM_RELEASE));
    EXPECT_EQ(VirtualAlloc(nullptr, 0, MEM_COMMIT, PAGE_READWRITE), nullptr);
    EXPECT_EQ(VirtualAlloc(area, 1, MEM_COMMIT, PAGE_READWRITE), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_ADDRESS});
}

} // namespace
