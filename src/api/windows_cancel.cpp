// Room api: cancelling operations, as kernel32 has it.
#include "api/windows_result.hpp"
#include "nt/association.hpp"
#include "nt/cancel.hpp"
#include "nt/thread.hpp"

namespace nt = ws2::nt;
using ws2::api::windows_result;

namespace {

bool is_descriptor(HANDLE handle) {
    return reinterpret_cast<std::uintptr_t>(handle) < nt::kFirstHandle;
}

int descriptor_of(HANDLE handle) {
    return static_cast<int>(reinterpret_cast<std::uintptr_t>(handle));
}

} // namespace

// What the calling thread issued; succeeds also where there was nothing.
BOOL WINAPI CancelIo(HANDLE hFile) {
    if (!is_descriptor(hFile))
        return windows_result(ERROR_INVALID_HANDLE);
    nt::cancel_operations(descriptor_of(hFile), nullptr, nt::Thread::current().id());
    return TRUE;
}

BOOL WINAPI CancelIoEx(HANDLE hFile, LPOVERLAPPED lpOverlapped) {
    if (!is_descriptor(hFile))
        return windows_result(ERROR_INVALID_HANDLE);
    const unsigned found = nt::cancel_operations(descriptor_of(hFile), lpOverlapped, 0);
    return windows_result(found != 0 ? 0 : ERROR_NOT_FOUND);
}
