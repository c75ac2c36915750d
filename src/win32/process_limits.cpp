// Room win32: handles, memory and priority that a process may have, and the system's times.
#include "kernel/processors.hpp"
#include "nt/handle.hpp"
#include "win32/call.hpp"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <malloc.h>
#include <string>
#include <sys/resource.h>
#include <winbase.h>

using namespace ws2::win32;

namespace {

// What Windows gives a process: 50 and 345 pages.
std::atomic<SIZE_T> least_memory{204800};
std::atomic<SIZE_T> most_memory{1413120};

// 0 for this process.
int own_process(HANDLE process) noexcept {
    const DWORD id = GetProcessId(process);
    return id == 0 ? ERROR_INVALID_HANDLE : id == GetCurrentProcessId() ? 0 : ERROR_NOT_SUPPORTED;
}

int allow_locking(SIZE_T size) noexcept {
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0)
        return windows_error(errno);
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < size) {
        limit.rlim_cur = size;
        if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < size)
            limit.rlim_max = size;
        if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0)
            return errno == EPERM ? ERROR_PRIVILEGE_NOT_HELD : windows_error(errno);
    }
    return 0;
}

int limit_memory(HANDLE process, SIZE_T least, SIZE_T most, DWORD flags) noexcept {
    constexpr DWORD enforced = QUOTA_LIMITS_HARDWS_MIN_ENABLE | QUOTA_LIMITS_HARDWS_MAX_ENABLE;
    constexpr SIZE_T nothing = ~SIZE_T{0};
    if (const int error = own_process(process))
        return error;
    if ((flags & enforced) != 0)
        return ERROR_NOT_SUPPORTED;
    if (least == nothing && most == nothing) {
        malloc_trim(0);
        return 0;
    }
    if (least > most || least == 0)
        return ERROR_INVALID_PARAMETER;
    if (const int error = allow_locking(least))
        return error;
    least_memory.store(least);
    most_memory.store(most);
    return 0;
}

FILETIME file_time(std::uint64_t ticks) noexcept {
    return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

} // namespace

extern "C" {

BOOL WINAPI SetProcessWorkingSetSizeEx(HANDLE hProcess, SIZE_T dwMinimumWorkingSetSize,
                                       SIZE_T dwMaximumWorkingSetSize, DWORD Flags) {
    return outcome(limit_memory(hProcess, dwMinimumWorkingSetSize, dwMaximumWorkingSetSize, Flags));
}

BOOL WINAPI SetProcessWorkingSetSize(HANDLE hProcess, SIZE_T dwMinimumWorkingSetSize,
                                     SIZE_T dwMaximumWorkingSetSize) {
    return SetProcessWorkingSetSizeEx(hProcess, dwMinimumWorkingSetSize, dwMaximumWorkingSetSize,
                                      0);
}

BOOL WINAPI GetProcessWorkingSetSize(HANDLE hProcess, PSIZE_T lpMinimumWorkingSetSize,
                                     PSIZE_T lpMaximumWorkingSetSize) {
    if (const int error = own_process(hProcess))
        return outcome(error);
    *lpMinimumWorkingSetSize = least_memory.load();
    *lpMaximumWorkingSetSize = most_memory.load();
    return TRUE;
}

BOOL WINAPI GetProcessHandleCount(HANDLE hProcess, PDWORD pdwHandleCount) {
    return contained(FALSE, [&] {
        const DWORD id = GetProcessId(hProcess);
        if (id == 0)
            return outcome(ERROR_INVALID_HANDLE);
        std::error_code error;
        const std::filesystem::directory_iterator descriptors("/proc/" + std::to_string(id) + "/fd",
                                                              error);
        if (error)
            return outcome(windows_error(error.value()));
        auto count = static_cast<DWORD>(std::distance(begin(descriptors), end(descriptors)));
        if (id == GetCurrentProcessId()) // less the one that reads the folder
            count += static_cast<DWORD>(ws2::nt::open_handles()) - 1;
        *pdwHandleCount = count;
        return TRUE;
    });
}

// What boosts processes for a moment is not there, so it is always disabled.
BOOL WINAPI SetProcessPriorityBoost(HANDLE hProcess, BOOL bDisablePriorityBoost) {
    if (GetProcessId(hProcess) == 0)
        return outcome(ERROR_INVALID_HANDLE);
    return outcome(bDisablePriorityBoost != FALSE ? 0 : ERROR_NOT_SUPPORTED);
}

BOOL WINAPI GetProcessPriorityBoost(HANDLE hProcess, PBOOL pDisablePriorityBoost) {
    if (GetProcessId(hProcess) == 0)
        return outcome(ERROR_INVALID_HANDLE);
    *pDisablePriorityBoost = TRUE;
    return TRUE;
}

BOOL WINAPI GetSystemTimes(PFILETIME lpIdleTime, PFILETIME lpKernelTime, PFILETIME lpUserTime) {
    return contained(FALSE, [&] {
        ws2::kernel::ProcessorTimes times;
        if (!ws2::kernel::processor_times(times))
            return outcome(ERROR_NOT_SUPPORTED);
        if (lpIdleTime != nullptr)
            *lpIdleTime = file_time(times.idle);
        if (lpKernelTime != nullptr)
            *lpKernelTime = file_time(times.idle + times.system);
        if (lpUserTime != nullptr)
            *lpUserTime = file_time(times.user);
        return TRUE;
    });
}

SIZE_T WINAPI GetLargePageMinimum(VOID) {
    return 0;
}

BOOL WINAPI SetFileIoOverlappedRange(HANDLE, PUCHAR, ULONG) {
    return outcome(ERROR_PRIVILEGE_NOT_HELD);
}
}
