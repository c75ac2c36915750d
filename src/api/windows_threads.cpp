// Room api: threads and APCs, as kernel32 and the C run-time have them.
#include "api/windows_result.hpp"
#include "nt/thread.hpp"

#include <new>
#include <process.h>
#include <thread>

namespace nt = ws2::nt;
using ws2::api::windows_failure;
using ws2::api::windows_result;

namespace {

// The thread a handle means, also GetCurrentThread's. Empty if it is none.
nt::Ref<nt::Thread> thread_of(HANDLE handle) {
    if (handle == ws2::api::current_thread())
        return nt::Ref<nt::Thread>::share(&nt::Thread::current());
    nt::Pinned<nt::Thread> thread(handle);
    return thread ? nt::Ref<nt::Thread>::share(&*thread) : nt::Ref<nt::Thread>();
}

HANDLE start(const nt::ThreadStart& how, DWORD* id) {
    int error = 0;
    HANDLE handle = nt::start_thread(how, id, &error);
    return handle ? handle : windows_failure<HANDLE>(error, nullptr);
}

// A size is what the stack begins with, and 1 MB is reserved for more, unless a flag says
// otherwise.
SIZE_T reserved(SIZE_T size, DWORD flags) noexcept {
    constexpr SIZE_T kDefault = 1 << 20;
    if (size == 0 || (flags & STACK_SIZE_PARAM_IS_A_RESERVATION) != 0)
        return size;
    return size < kDefault ? kDefault : size;
}

struct Begun {
    _beginthread_proc_type run;
    void* argument;
};

std::uint32_t run_begun(void* given) {
    const Begun begun = *static_cast<Begun*>(given);
    delete static_cast<Begun*>(given);
    begun.run(begun.argument);
    return 0;
}

} // namespace

HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES, SIZE_T dwStackSize,
                           LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter,
                           DWORD dwCreationFlags, LPDWORD lpThreadId) {
    if (!lpStartAddress)
        return windows_failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
    return start({lpStartAddress, lpParameter, reserved(dwStackSize, dwCreationFlags),
                  (dwCreationFlags & CREATE_SUSPENDED) != 0, false},
                 lpThreadId);
}

VOID WINAPI ExitThread(DWORD dwExitCode) {
    nt::exit_thread(dwExitCode);
}

BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode) {
    const auto thread = thread_of(hThread);
    if (!thread)
        return windows_result(ERROR_INVALID_HANDLE);
    *lpExitCode = thread->exit_code();
    return TRUE;
}

DWORD WINAPI ResumeThread(HANDLE hThread) {
    std::uint32_t previous = 0;
    if (const int error = nt::resume_thread(hThread, &previous))
        return windows_failure(error, ~DWORD{0});
    return previous;
}

// Threads are found by handle only.
HANDLE WINAPI OpenThread(DWORD, BOOL, DWORD dwThreadId) {
    if (dwThreadId != GetCurrentThreadId())
        return windows_failure<HANDLE>(ERROR_NOT_SUPPORTED, nullptr);
    HANDLE handle = nt::open_current_thread().handle;
    return handle ? handle : windows_failure<HANDLE>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
}

HANDLE WINAPI GetCurrentThread(VOID) {
    return ws2::api::current_thread();
}

DWORD WINAPI GetCurrentThreadId(VOID) {
    return nt::Thread::current().id();
}

DWORD WINAPI GetThreadId(HANDLE Thread) {
    const auto thread = thread_of(Thread);
    return thread ? thread->id() : windows_failure(ERROR_INVALID_HANDLE, DWORD{0});
}

HANDLE WINAPI GetCurrentProcess(VOID) {
    return ws2::api::current_process();
}

DWORD WINAPI GetCurrentProcessId(VOID) {
    return nt::process_id();
}

BOOL WINAPI SwitchToThread(VOID) {
    std::this_thread::yield();
    return TRUE;
}

DWORD WINAPI QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData) {
    const auto thread = thread_of(hThread);
    const int error =
        !pfnAPC ? ERROR_INVALID_PARAMETER
                : (thread ? nt::queue_user_apc(*thread, pfnAPC, dwData) : ERROR_INVALID_HANDLE);
    return error == 0 ? 1 : windows_failure(error, DWORD{0});
}

uintptr_t __cdecl _beginthreadex(void*, unsigned stack_size, _beginthreadex_proc_type start_address,
                                 void* arglist, unsigned initflag, unsigned* thrdaddr) {
    return reinterpret_cast<uintptr_t>(
        CreateThread(nullptr, stack_size, start_address, arglist, initflag, thrdaddr));
}

void __cdecl _endthreadex(unsigned retval) {
    nt::exit_thread(retval);
}

uintptr_t __cdecl _beginthread(_beginthread_proc_type start_address, unsigned stack_size,
                               void* arglist) {
    auto* begun = new (std::nothrow) Begun{start_address, arglist};
    HANDLE handle =
        begun ? start({run_begun, begun, reserved(stack_size, 0), false, true}, nullptr) : nullptr;
    if (handle)
        return reinterpret_cast<uintptr_t>(handle);
    delete begun;
    return windows_failure(ERROR_NOT_ENOUGH_MEMORY, ~uintptr_t{0});
}

void __cdecl _endthread(void) {
    nt::exit_thread(0);
}
