// Room api: cancelling operations, as kernel32 has it.
#include "api/windows_result.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/association.hpp"
#include "nt/cancel.hpp"
#include "nt/thread.hpp"
#include "win32/file.hpp"

#include <ws2cancel.h>

namespace nt = ws2::nt;
using ws2::api::windows_result;

namespace {

bool is_descriptor(HANDLE handle) {
    return reinterpret_cast<std::uintptr_t>(handle) < nt::kFirstHandle;
}

int descriptor_of(HANDLE handle) {
    return static_cast<int>(reinterpret_cast<std::uintptr_t>(handle));
}

// How many operations were found. Those of a handle that is not the system's are the provider's.
unsigned cancel(int descriptor, LPOVERLAPPED overlapped, DWORD thread) {
    const auto s = static_cast<SOCKET>(descriptor);
    DWORD_PTR context = 0;
    const ws2::dispatch::Provider* provider = ws2::dispatch::provider_of(s);
    if (provider == nullptr || !ws2::dispatch::context_of(s, context))
        return nt::cancel_operations(descriptor, overlapped, thread);
    WS2_CANCEL wish{overlapped, thread};
    DWORD found = 0;
    DWORD size = 0;
    int error = 0;
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, provider->table.lpWSPIoctl, s, static_cast<DWORD>(SIO_WS2_CANCEL),
        static_cast<LPVOID>(&wish), static_cast<DWORD>(sizeof wish), static_cast<LPVOID>(&found),
        static_cast<DWORD>(sizeof found), &size, nullptr, nullptr, nullptr, &error);
    return result == 0 ? found : 0;
}

} // namespace

// What the calling thread issued; succeeds also where there was nothing.
BOOL WINAPI CancelIo(HANDLE hFile) {
    if (!is_descriptor(hFile) || !ws2::win32::is_open(descriptor_of(hFile)))
        return windows_result(ERROR_INVALID_HANDLE);
    cancel(descriptor_of(hFile), nullptr, nt::Thread::current().id());
    return TRUE;
}

BOOL WINAPI CancelIoEx(HANDLE hFile, LPOVERLAPPED lpOverlapped) {
    if (!is_descriptor(hFile))
        return windows_result(ERROR_INVALID_HANDLE);
    const unsigned most = ws2::win32::operations_of_program(descriptor_of(hFile));
    const unsigned found = cancel(descriptor_of(hFile), lpOverlapped, 0);
    return windows_result(found != 0 && most != 0 ? 0 : ERROR_NOT_FOUND);
}

// Calls that wait in the kernel: of sockets whose handles are the system's, files and pipes.
BOOL WINAPI CancelSynchronousIo(HANDLE hThread) {
    if (hThread == ws2::api::current_thread())
        return windows_result(ERROR_NOT_FOUND);
    const nt::Pinned<nt::Thread> thread(hThread);
    return windows_result(thread ? nt::cancel_synchronous(*thread) : ERROR_INVALID_HANDLE);
}
