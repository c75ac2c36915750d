// Room win32: what psapi.h tells of processes.
#include "win32/file.hpp"
#include "win32/process_list.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <psapi.h>
#include <sstream>

using namespace ws2::win32;

namespace {

// "VmRSS:     1234 kB" of /proc/N/status in octets; 0 if it is not there.
SIZE_T size_of(const std::string& status, const char* name) {
    const auto at = status.find(std::string("\n") + name + ":");
    return at == std::string::npos
               ? 0
               : std::strtoull(status.c_str() + at + std::strlen(name) + 2, nullptr, 10) * 1024;
}

std::string whole(const std::string& name) {
    std::ifstream file(name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Minor and major faults: the tenth and twelfth words of /proc/N/stat, counted behind the name.
DWORD page_faults(const std::string& stat) {
    std::istringstream words(stat.substr(std::min(stat.rfind(')'), stat.size())));
    std::string word;
    DWORD faults = 0;
    for (int i = 0; i <= 10 && words >> word; ++i)
        if (i == 8 || i == 10)
            faults += static_cast<DWORD>(std::strtoull(word.c_str(), nullptr, 10));
    return faults;
}

template<typename Char>
DWORD give_cut(const std::string& text, Char* buffer, DWORD size) {
    const auto wide = ws2::base::text_as<Char>(text);
    const auto length = std::min<std::size_t>(wide.size(), size - 1);
    std::memcpy(buffer, wide.data(), length * sizeof(Char));
    buffer[length] = 0;
    return static_cast<DWORD>(length);
}

template<typename Char>
DWORD give_program(HANDLE process, HMODULE module, Char* buffer, DWORD size, bool whole_path) {
    return contained(DWORD{0}, [&] {
        if (module != nullptr)
            return failure(ERROR_NOT_SUPPORTED, DWORD{0});
        if (buffer == nullptr || size == 0)
            return failure(ERROR_INSUFFICIENT_BUFFER, DWORD{0});
        const DWORD id = GetProcessId(process);
        if (id == 0)
            return DWORD{0};
        const std::string path = program_of(id);
        if (path.empty())
            return failure(ERROR_ACCESS_DENIED, DWORD{0});
        return give_cut(whole_path ? windows_path(path)
                                   : std::filesystem::path(path).filename().string(),
                        buffer, size);
    });
}

// *size: room, then the length.
template<typename Char>
BOOL give_image(HANDLE process, DWORD flags, Char* buffer, DWORD* size) {
    return contained(FALSE, [&] {
        if (buffer == nullptr || size == nullptr || (flags & ~DWORD{PROCESS_NAME_NATIVE}) != 0)
            return outcome(ERROR_INVALID_PARAMETER);
        const DWORD id = GetProcessId(process);
        if (id == 0)
            return FALSE;
        const std::string path = program_of(id);
        if (path.empty())
            return outcome(ERROR_ACCESS_DENIED);
        const DWORD given = give_text(windows_path(path), buffer, *size);
        if (given >= *size)
            return outcome(ERROR_INSUFFICIENT_BUFFER);
        *size = given;
        return TRUE;
    });
}

} // namespace

extern "C" {

BOOL WINAPI GetProcessMemoryInfo(HANDLE Process, PPROCESS_MEMORY_COUNTERS ppsmemCounters,
                                 DWORD cb) {
    return contained(FALSE, [&] {
        if (ppsmemCounters == nullptr || cb < sizeof(*ppsmemCounters))
            return outcome(ERROR_INSUFFICIENT_BUFFER);
        const DWORD id = GetProcessId(Process);
        if (id == 0)
            return FALSE;
        const std::string folder = "/proc/" + std::to_string(id);
        const std::string status = whole(folder + "/status");
        if (status.empty())
            return outcome(ERROR_ACCESS_DENIED);
        PROCESS_MEMORY_COUNTERS_EX counters{};
        const bool extended = cb >= sizeof counters;
        counters.cb = extended ? sizeof counters : sizeof(*ppsmemCounters);
        counters.PageFaultCount = page_faults(whole(folder + "/stat"));
        counters.PeakWorkingSetSize = size_of(status, "VmHWM");
        counters.WorkingSetSize = size_of(status, "VmRSS");
        counters.PagefileUsage = size_of(status, "VmData") + size_of(status, "VmStk");
        counters.PeakPagefileUsage = counters.PagefileUsage; // Linux keeps no peak of it
        counters.PrivateUsage = counters.PagefileUsage;
        std::memcpy(ppsmemCounters, &counters, counters.cb);
        return TRUE;
    });
}

BOOL WINAPI EnumProcesses(DWORD* lpidProcess, DWORD cb, LPDWORD lpcbNeeded) {
    return contained(FALSE, [&] {
        if (lpidProcess == nullptr || lpcbNeeded == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const auto all = process_ids();
        const auto count = std::min<std::size_t>(all.size(), cb / sizeof(DWORD));
        std::copy_n(all.begin(), count, lpidProcess);
        *lpcbNeeded = static_cast<DWORD>(count * sizeof(DWORD));
        return TRUE;
    });
}

DWORD WINAPI GetModuleFileNameExA(HANDLE hProcess, HMODULE hModule, LPSTR lpFilename, DWORD nSize) {
    return give_program(hProcess, hModule, lpFilename, nSize, true);
}
DWORD WINAPI GetModuleFileNameExW(HANDLE hProcess, HMODULE hModule, LPWSTR lpFilename,
                                  DWORD nSize) {
    return give_program(hProcess, hModule, lpFilename, nSize, true);
}
DWORD WINAPI GetModuleBaseNameA(HANDLE hProcess, HMODULE hModule, LPSTR lpBaseName, DWORD nSize) {
    return give_program(hProcess, hModule, lpBaseName, nSize, false);
}
DWORD WINAPI GetModuleBaseNameW(HANDLE hProcess, HMODULE hModule, LPWSTR lpBaseName, DWORD nSize) {
    return give_program(hProcess, hModule, lpBaseName, nSize, false);
}

BOOL WINAPI QueryFullProcessImageNameA(HANDLE hProcess, DWORD dwFlags, LPSTR lpExeName,
                                       PDWORD lpdwSize) {
    return give_image(hProcess, dwFlags, lpExeName, lpdwSize);
}
BOOL WINAPI QueryFullProcessImageNameW(HANDLE hProcess, DWORD dwFlags, LPWSTR lpExeName,
                                       PDWORD lpdwSize) {
    return give_image(hProcess, dwFlags, lpExeName, lpdwSize);
}

// The kernel's number of the log-in; -1 of what none began.
BOOL WINAPI ProcessIdToSessionId(DWORD dwProcessId, DWORD* pSessionId) {
    return contained(FALSE, [&] {
        const std::string folder = "/proc/" + std::to_string(dwProcessId);
        if (pSessionId == nullptr || whole(folder + "/stat").empty())
            return outcome(ERROR_INVALID_PARAMETER);
        const std::string text = whole(folder + "/sessionid");
        const auto number = static_cast<DWORD>(std::strtoul(text.c_str(), nullptr, 10));
        *pSessionId = number == ~DWORD{0} ? 0 : number;
        return TRUE;
    });
}
}
