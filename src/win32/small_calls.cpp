// Room win32: an arithmetic, a tone, a call chain, and staying awake.
#include "win32/call.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <execinfo.h>
#include <sys/random.h>
#include <unistd.h>
#include <vector>
#include <winbase.h>

using namespace ws2::win32;

namespace {

// The same again gives it back.
void* disguised(void* pointer) noexcept {
    static const std::uintptr_t key = [] {
        std::uintptr_t made = 0;
        return getrandom(&made, sizeof made, 0) == sizeof made ? made : ~std::uintptr_t{0};
    }();
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(pointer) ^ key);
}

} // namespace

extern "C" {

BOOL WINAPI FlushInstructionCache(HANDLE, LPCVOID lpBaseAddress, SIZE_T dwSize) {
    auto* const start = static_cast<char*>(const_cast<void*>(lpBaseAddress));
    if (start != nullptr)
        __builtin___clear_cache(start, start + dwSize);
    return TRUE;
}

int WINAPI MulDiv(int nNumber, int nNumerator, int nDenominator) {
    if (nDenominator == 0)
        return -1;
    const std::int64_t product = std::int64_t{nNumber} * nNumerator;
    const std::int64_t divisor = nDenominator;
    const std::int64_t half = (divisor < 0 ? -divisor : divisor) / 2;
    const std::int64_t result = (product < 0 ? product - half : product + half) / divisor;
    return result > INT32_MAX || result < INT32_MIN ? -1 : static_cast<int>(result);
}

BOOL WINAPI Beep(DWORD dwFreq, DWORD dwDuration) {
    if (dwFreq < 37 || dwFreq > 32767)
        return outcome(ERROR_INVALID_PARAMETER);
    if (isatty(STDERR_FILENO) == 0)
        return outcome(ERROR_NOT_SUPPORTED);
    if (write(STDERR_FILENO, "\a", 1) != 1)
        return fail_errno(), FALSE;
    timespec left{static_cast<std::time_t>(dwDuration / 1000),
                  static_cast<long>(dwDuration % 1000) * 1000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR) {
    }
    return TRUE;
}

PVOID WINAPI EncodePointer(PVOID Ptr) {
    return disguised(Ptr);
}
PVOID WINAPI DecodePointer(PVOID Ptr) {
    return disguised(Ptr);
}

EXECUTION_STATE WINAPI SetThreadExecutionState(EXECUTION_STATE esFlags) {
    constexpr DWORD known =
        ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED | ES_AWAYMODE_REQUIRED | ES_CONTINUOUS;
    if (esFlags == 0 || (esFlags & ~known) != 0)
        return failure(ERROR_INVALID_PARAMETER, EXECUTION_STATE{0});
    return esFlags == ES_CONTINUOUS ? ES_CONTINUOUS
                                    : failure(ERROR_NOT_SUPPORTED, EXECUTION_STATE{0});
}

__attribute__((noinline)) USHORT WINAPI RtlCaptureStackBackTrace(ULONG FramesToSkip,
                                                                 ULONG FramesToCapture,
                                                                 PVOID* BackTrace,
                                                                 PULONG BackTraceHash) {
    const void* const caller = __builtin_return_address(0);
    return contained(USHORT{0}, [&] {
        constexpr std::size_t most = 0xFFFF;
        // This lambda, contained and this function come before the caller, as they are compiled.
        std::vector<void*> found(
            std::min<std::size_t>(std::size_t{FramesToSkip} + FramesToCapture, most) + 4);
        const int count = backtrace(found.data(), static_cast<int>(found.size()));
        const auto end = found.begin() + count;
        auto at = std::find(found.begin(), end, caller);
        at += std::min<std::ptrdiff_t>(end - at, FramesToSkip);
        const auto taken = std::min<std::ptrdiff_t>(end - at, FramesToCapture);
        ULONG hash = 0;
        for (auto each = at; each != at + taken; ++each)
            hash += static_cast<ULONG>(reinterpret_cast<ULONG_PTR>(*each));
        std::copy(at, at + taken, BackTrace);
        if (BackTraceHash != nullptr)
            *BackTraceHash = hash;
        return static_cast<USHORT>(taken);
    });
}
}
