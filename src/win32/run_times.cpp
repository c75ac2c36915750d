// Room win32: since when processes and threads run and how long they had a processor, from /proc.
#include "win32/call.hpp"
#include "win32/process_id.hpp"

#include <ctime>
#include <fstream>
#include <processthreadsapi.h>
#include <string>
#include <synchapi.h>
#include <unistd.h>
#include <ws2/process_calls.h>

using namespace ws2::win32;

namespace {

constexpr std::uint64_t kTicksPerSecond = 10'000'000;
constexpr std::uint64_t kEpoch_s = 11'644'473'600; // 1601 to 1970

std::uint64_t ticks_now(clockid_t clock) noexcept {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * kTicksPerSecond +
           static_cast<std::uint64_t>(now.tv_nsec) / 100;
}

// Taken once, so that a process has one time of creation however often it is asked for.
std::uint64_t boot() noexcept {
    static const std::uint64_t when =
        ticks_now(CLOCK_REALTIME) - ticks_now(CLOCK_BOOTTIME) + kEpoch_s * kTicksPerSecond;
    return when;
}

FILETIME filetime(std::uint64_t ticks) noexcept {
    return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

// `folder` is that of a process or of a thread. False if it is gone.
bool read_times(const std::string& folder, FILETIME& created, FILETIME& kernel, FILETIME& user) {
    constexpr int words_before_user = 11; // after the name, which may have anything in it
    constexpr int words_before_start = 6;
    std::ifstream file(folder + "/stat");
    std::string word;
    std::uint64_t user_time = 0;
    std::uint64_t kernel_time = 0;
    std::uint64_t start = 0;
    if (!std::getline(file, word))
        return false;
    file.seekg(static_cast<std::streamoff>(word.rfind(')') + 1));
    for (int i = 0; i < words_before_user; ++i)
        file >> word;
    file >> user_time >> kernel_time;
    for (int i = 0; i < words_before_start; ++i)
        file >> word;
    if (!(file >> start))
        return false;
    const std::uint64_t unit = kTicksPerSecond / static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    created = filetime(boot() + start * unit);
    kernel = filetime(kernel_time * unit);
    user = filetime(user_time * unit);
    return true;
}

// `lives` is asked when the times are read: they are another one's if the id was free before.
template<typename Lives>
BOOL times_of(const std::string& folder, Lives lives, FILETIME* created, FILETIME* ended,
              FILETIME* kernel, FILETIME* user) {
    if (!read_times(folder, *created, *kernel, *user) || !lives())
        return outcome(ERROR_NOT_SUPPORTED);
    *ended = filetime(0);
    return TRUE;
}

} // namespace

extern "C" {

// What the kernel has forgotten with the process or thread is ERROR_NOT_SUPPORTED.
BOOL WINAPI GetProcessTimes(HANDLE hProcess, LPFILETIME lpCreationTime, LPFILETIME lpExitTime,
                            LPFILETIME lpKernelTime, LPFILETIME lpUserTime) {
    return contained(FALSE, [&] {
        const DWORD id = GetProcessId(hProcess);
        return id == 0
                   ? FALSE
                   : times_of(
                         "/proc/" + std::to_string(id), [=] { return process_has_id(hProcess); },
                         lpCreationTime, lpExitTime, lpKernelTime, lpUserTime);
    });
}

BOOL WINAPI GetThreadTimes(HANDLE hThread, LPFILETIME lpCreationTime, LPFILETIME lpExitTime,
                           LPFILETIME lpKernelTime, LPFILETIME lpUserTime) {
    return contained(FALSE, [&] {
        const DWORD id = GetThreadId(hThread);
        return id == 0 ? FALSE
                       : times_of(
                             "/proc/self/task/" + std::to_string(id),
                             [=] { return WaitForSingleObject(hThread, 0) == WAIT_TIMEOUT; },
                             lpCreationTime, lpExitTime, lpKernelTime, lpUserTime);
    });
}
}
