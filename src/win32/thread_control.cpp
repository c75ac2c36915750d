// Room win32: what a program does to its threads: suspend, end, priority, processors, description.
#include "kernel/thread_control.hpp"
#include "base/utf.hpp"
#include "win32/call.hpp"
#include "win32/processor_groups.hpp"
#include "win32/thread_handle.hpp"

#include <cstring>
#include <string>
#include <winbase.h>

namespace kernel = ws2::kernel;
namespace nt = ws2::nt;
using ws2::win32::contained;
using ws2::win32::failure;
using ws2::win32::mask_of;
using ws2::win32::outcome;
using ws2::win32::set_of;
using ws2::win32::thread_of;

namespace {

struct Priority {
    int value;
    int nice;
};

constexpr Priority priorities[] = {
    {THREAD_PRIORITY_IDLE, 19},           {THREAD_PRIORITY_LOWEST, 10},
    {THREAD_PRIORITY_BELOW_NORMAL, 5},    {THREAD_PRIORITY_NORMAL, 0},
    {THREAD_PRIORITY_ABOVE_NORMAL, -5},   {THREAD_PRIORITY_HIGHEST, -10},
    {THREAD_PRIORITY_TIME_CRITICAL, -20},
};

int set_priority(HANDLE handle, int value) {
    const auto thread = thread_of(handle);
    if (!thread)
        return ERROR_INVALID_HANDLE;
    for (const Priority& each : priorities) {
        if (each.value != value)
            continue;
        const int error = kernel::set_thread_nice(thread->id(), each.nice);
        if (error == 0)
            thread->priority.store(value);
        return error;
    }
    return ERROR_INVALID_PARAMETER;
}

HRESULT as_hresult(int error) noexcept {
    return error == 0 ? 0 : static_cast<HRESULT>(0x80070000U | static_cast<unsigned>(error));
}

} // namespace

DWORD WINAPI SuspendThread(HANDLE hThread) {
    std::uint32_t previous = 0;
    const auto thread = thread_of(hThread);
    const int error = thread ? nt::suspend_thread(*thread, &previous) : ERROR_INVALID_HANDLE;
    return error == 0 ? previous : failure(error, ~DWORD{0});
}

BOOL WINAPI TerminateThread(HANDLE hThread, DWORD dwExitCode) {
    nt::Ref<nt::Thread> thread = thread_of(hThread);
    if (!thread)
        return outcome(ERROR_INVALID_HANDLE);
    if (thread.get() == &nt::Thread::current())
        ExitThread(dwExitCode);
    return outcome(nt::terminate_thread(*thread, dwExitCode));
}

BOOL WINAPI SetThreadPriority(HANDLE hThread, int nPriority) {
    return outcome(set_priority(hThread, nPriority));
}

int WINAPI GetThreadPriority(HANDLE hThread) {
    const auto thread = thread_of(hThread);
    return thread ? thread->priority.load()
                  : failure(ERROR_INVALID_HANDLE, int{THREAD_PRIORITY_ERROR_RETURN});
}

// What boosts threads for a moment is not there, so it is always disabled.
BOOL WINAPI SetThreadPriorityBoost(HANDLE hThread, BOOL bDisablePriorityBoost) {
    if (!thread_of(hThread))
        return outcome(ERROR_INVALID_HANDLE);
    return outcome(bDisablePriorityBoost != FALSE ? 0 : ERROR_NOT_SUPPORTED);
}

BOOL WINAPI GetThreadPriorityBoost(HANDLE hThread, PBOOL pDisablePriorityBoost) {
    if (!thread_of(hThread))
        return outcome(ERROR_INVALID_HANDLE);
    *pDisablePriorityBoost = TRUE;
    return TRUE;
}

DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE hThread, DWORD_PTR dwThreadAffinityMask) {
    return contained(DWORD_PTR{0}, [&] {
        const auto thread = thread_of(hThread);
        if (!thread)
            return failure(ERROR_INVALID_HANDLE, DWORD_PTR{0});
        const kernel::Processors wanted = set_of(dwThreadAffinityMask, 0);
        kernel::Processors before;
        int error = wanted.empty() ? ERROR_INVALID_PARAMETER
                                   : kernel::thread_processors(thread->id(), before);
        if (error == 0)
            error = kernel::move_thread(thread->id(), wanted);
        return error == 0 ? mask_of(before, 0) : failure(error, DWORD_PTR{0});
    });
}

HRESULT WINAPI SetThreadDescription(HANDLE hThread, LPCWSTR lpThreadDescription) {
    return contained(as_hresult(ERROR_NOT_ENOUGH_MEMORY), [&]() -> HRESULT {
        const auto thread = thread_of(hThread);
        if (!thread || lpThreadDescription == nullptr)
            return as_hresult(thread ? ERROR_INVALID_PARAMETER : ERROR_INVALID_HANDLE);
        std::u16string text;
        for (LPCWSTR each = lpThreadDescription; *each != 0; ++each)
            text.push_back(static_cast<char16_t>(*each));
        kernel::name_thread(thread->id(), ws2::base::to_utf8(text).c_str());
        thread->describe(std::move(text));
        return 0;
    });
}

HRESULT WINAPI GetThreadDescription(HANDLE hThread, LPWSTR* ppszThreadDescription) {
    return contained(as_hresult(ERROR_NOT_ENOUGH_MEMORY), [&]() -> HRESULT {
        const auto thread = thread_of(hThread);
        if (!thread)
            return as_hresult(ERROR_INVALID_HANDLE);
        const std::u16string text = thread->description();
        const std::size_t size = (text.size() + 1) * sizeof(char16_t);
        void* const copy = LocalAlloc(0, size);
        if (copy == nullptr)
            return as_hresult(ERROR_NOT_ENOUGH_MEMORY);
        std::memcpy(copy, text.c_str(), size);
        *ppszThreadDescription = static_cast<LPWSTR>(copy);
        return 0;
    });
}
