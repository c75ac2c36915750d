// Clocks, modules and memory of windows.h.
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>
#include <winsock2.h>

#include <mmsystem.h>

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
    EXPECT_NE(std::string(name).find("unit_win32"), std::string::npos);
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
