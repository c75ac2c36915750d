// Room win32: what the computer, the system and the user are.
#include "win32/processor_groups.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cstdio>
#include <pwd.h>
#include <sys/utsname.h>
#include <sysinfoapi.h>
#include <unistd.h>
#include <vector>
#include <winternl.h>

using namespace ws2::win32;

namespace {

constexpr DWORD kMajor = 10;
constexpr DWORD kBuild = 19045;
constexpr DWORD kGranularity = 65536;

// Kilobytes that /proc/meminfo gives for a key, in bytes.
DWORDLONG meminfo(const char* text, const char* key) noexcept {
    const char* at = std::strstr(text, key);
    unsigned long long kilobytes = 0;
    if (at == nullptr || std::sscanf(at + std::strlen(key), ": %llu", &kilobytes) != 1)
        return 0;
    return kilobytes * 1024;
}

template<typename Info>
int give_version(Info* info) noexcept {
    const DWORD size = info->dwOSVersionInfoSize;
    const bool extended = size >= (sizeof(info->szCSDVersion[0]) == 1 ? sizeof(OSVERSIONINFOEXA)
                                                                      : sizeof(OSVERSIONINFOEXW));
    if (size < sizeof(Info))
        return ERROR_INSUFFICIENT_BUFFER;
    std::memset(info, 0, extended ? size : sizeof(Info));
    info->dwOSVersionInfoSize = size;
    info->dwMajorVersion = kMajor;
    info->dwBuildNumber = kBuild;
    info->dwPlatformId = VER_PLATFORM_WIN32_NT;
    if (extended) {
        if constexpr (sizeof(info->szCSDVersion[0]) == 1)
            reinterpret_cast<OSVERSIONINFOEXA*>(info)->wProductType = VER_NT_WORKSTATION;
        else
            reinterpret_cast<OSVERSIONINFOEXW*>(info)->wProductType = VER_NT_WORKSTATION;
    }
    return 0;
}

std::string host_name() {
    utsname names{};
    uname(&names);
    return names.nodename;
}

std::string computer_name() {
    std::string name = host_name();
    name.resize(std::min<std::size_t>(name.find('.'), name.size()));
    if (name.size() > MAX_COMPUTERNAME_LENGTH)
        name.resize(MAX_COMPUTERNAME_LENGTH);
    for (char& c : name)
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

// *size: room on the way in; length without NUL on the way out, or the room needed.
template<typename Char>
BOOL give_name(const std::string& name, Char* buffer, DWORD* size, int error, bool count_nul) {
    const DWORD given = give_text(name, buffer, *size);
    const bool fits = buffer != nullptr && given < *size;
    *size = fits && count_nul ? given + 1 : given;
    return fits ? TRUE : failure(error, FALSE);
}

template<typename Char>
BOOL name_of_kind(COMPUTER_NAME_FORMAT kind, Char* buffer, DWORD* size) {
    return contained(FALSE, [&] {
        const std::string host = host_name();
        const std::size_t dot = std::min(host.find('.'), host.size());
        switch (kind) {
        case ComputerNameNetBIOS:
        case ComputerNamePhysicalNetBIOS:
            return give_name(computer_name(), buffer, size, ERROR_MORE_DATA, false);
        case ComputerNameDnsHostname:
        case ComputerNamePhysicalDnsHostname:
            return give_name(host.substr(0, dot), buffer, size, ERROR_MORE_DATA, false);
        case ComputerNameDnsDomain:
        case ComputerNamePhysicalDnsDomain:
            return give_name(dot < host.size() ? host.substr(dot + 1) : "", buffer, size,
                             ERROR_MORE_DATA, false);
        case ComputerNameDnsFullyQualified:
        case ComputerNamePhysicalDnsFullyQualified:
            return give_name(host, buffer, size, ERROR_MORE_DATA, false);
        default: return outcome(ERROR_INVALID_PARAMETER);
        }
    });
}

template<typename Char>
BOOL user_name(Char* buffer, DWORD* size) {
    return contained(FALSE, [&] {
        std::vector<char> room(16384);
        passwd entry{};
        passwd* found = nullptr;
        getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found);
        return give_name(found ? found->pw_name : std::to_string(geteuid()), buffer, size,
                         ERROR_INSUFFICIENT_BUFFER, true);
    });
}

} // namespace

extern "C" {

VOID WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo) {
    SYSTEM_INFO info{};
#if defined(__x86_64__)
    info.wProcessorArchitecture = PROCESSOR_ARCHITECTURE_AMD64;
    info.dwProcessorType = PROCESSOR_AMD_X8664;
#elif defined(__aarch64__)
    info.wProcessorArchitecture = PROCESSOR_ARCHITECTURE_ARM64;
#else
    info.wProcessorArchitecture = PROCESSOR_ARCHITECTURE_UNKNOWN;
#endif
    info.dwPageSize = static_cast<DWORD>(sysconf(_SC_PAGESIZE));
    info.lpMinimumApplicationAddress = reinterpret_cast<LPVOID>(kGranularity);
    info.lpMaximumApplicationAddress = reinterpret_cast<LPVOID>(0x00007FFFFFFEFFFF);
    contained(0, [&] {
        info.dwActiveProcessorMask = mask_of(ws2::kernel::system_processors(), 0);
        info.dwNumberOfProcessors = count_in(info.dwActiveProcessorMask);
        return 0;
    });
    info.dwAllocationGranularity = kGranularity;
    *lpSystemInfo = info;
}

VOID WINAPI GetNativeSystemInfo(LPSYSTEM_INFO lpSystemInfo) {
    GetSystemInfo(lpSystemInfo);
}

BOOL WINAPI GlobalMemoryStatusEx(LPMEMORYSTATUSEX lpBuffer) {
    if (lpBuffer == nullptr || lpBuffer->dwLength != sizeof(MEMORYSTATUSEX))
        return outcome(ERROR_INVALID_PARAMETER);
    char text[4096] = {};
    std::FILE* file = std::fopen("/proc/meminfo", "re");
    if (file == nullptr)
        return fail_errno(), FALSE;
    (void)!std::fread(text, 1, sizeof(text) - 1, file);
    std::fclose(file);
    MEMORYSTATUSEX& out = *lpBuffer;
    out.ullTotalPhys = meminfo(text, "MemTotal");
    out.ullAvailPhys = meminfo(text, "MemAvailable");
    out.ullTotalPageFile = out.ullTotalPhys + meminfo(text, "SwapTotal");
    out.ullAvailPageFile = out.ullAvailPhys + meminfo(text, "SwapFree");
    out.ullTotalVirtual = 0x00007FFFFFFE0000;
    out.ullAvailVirtual = out.ullTotalVirtual;
    out.ullAvailExtendedVirtual = 0;
    out.dwMemoryLoad = out.ullTotalPhys == 0
                           ? 0
                           : static_cast<DWORD>(100 - out.ullAvailPhys * 100 / out.ullTotalPhys);
    return TRUE;
}

VOID WINAPI GlobalMemoryStatus(LPMEMORYSTATUS lpBuffer) {
    MEMORYSTATUSEX whole{};
    whole.dwLength = sizeof whole;
    *lpBuffer = {};
    lpBuffer->dwLength = sizeof *lpBuffer;
    if (!GlobalMemoryStatusEx(&whole))
        return;
    lpBuffer->dwMemoryLoad = whole.dwMemoryLoad;
    lpBuffer->dwTotalPhys = whole.ullTotalPhys;
    lpBuffer->dwAvailPhys = whole.ullAvailPhys;
    lpBuffer->dwTotalPageFile = whole.ullTotalPageFile;
    lpBuffer->dwAvailPageFile = whole.ullAvailPageFile;
    lpBuffer->dwTotalVirtual = whole.ullTotalVirtual;
    lpBuffer->dwAvailVirtual = whole.ullAvailVirtual;
}

DWORD WINAPI GetVersion(VOID) {
    return kMajor | kBuild << 16;
}

BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation) {
    return outcome(give_version(lpVersionInformation));
}

BOOL WINAPI GetVersionExW(LPOSVERSIONINFOW lpVersionInformation) {
    return outcome(give_version(lpVersionInformation));
}

NTSTATUS NTAPI RtlGetVersion(PRTL_OSVERSIONINFOW lpVersionInformation) {
    return give_version(lpVersionInformation) == 0 ? 0 : static_cast<NTSTATUS>(0xC000000D);
}

BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize) {
    return contained(FALSE, [&] {
        return give_name(computer_name(), lpBuffer, nSize, ERROR_BUFFER_OVERFLOW, false);
    });
}

BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize) {
    return contained(FALSE, [&] {
        return give_name(computer_name(), reinterpret_cast<char16_t*>(lpBuffer), nSize,
                         ERROR_BUFFER_OVERFLOW, false);
    });
}

BOOL WINAPI GetComputerNameExA(COMPUTER_NAME_FORMAT NameType, LPSTR lpBuffer, LPDWORD nSize) {
    return name_of_kind(NameType, lpBuffer, nSize);
}

BOOL WINAPI GetComputerNameExW(COMPUTER_NAME_FORMAT NameType, LPWSTR lpBuffer, LPDWORD nSize) {
    return name_of_kind(NameType, reinterpret_cast<char16_t*>(lpBuffer), nSize);
}

BOOL WINAPI GetUserNameA(LPSTR lpBuffer, LPDWORD pcbBuffer) {
    return user_name(lpBuffer, pcbBuffer);
}

BOOL WINAPI GetUserNameW(LPWSTR lpBuffer, LPDWORD pcbBuffer) {
    return user_name(reinterpret_cast<char16_t*>(lpBuffer), pcbBuffer);
}

UINT WINAPI GetWindowsDirectoryA(LPSTR, UINT) {
    return failure(ERROR_NOT_SUPPORTED, UINT{0});
}

UINT WINAPI GetWindowsDirectoryW(LPWSTR, UINT) {
    return failure(ERROR_NOT_SUPPORTED, UINT{0});
}
}
