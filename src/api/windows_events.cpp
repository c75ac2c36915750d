// Room api: events' states and handles, as kernel32 has them.
#include "api/config_change.hpp"
#include "api/windows_result.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/event.hpp"
#include "nt/thread.hpp"
#include "win32/file.hpp"

#include <winsock2.h>

namespace nt = ws2::nt;
using ws2::api::windows_failure;
using ws2::api::windows_result;

BOOL WINAPI SetEvent(HANDLE hEvent) {
    return windows_result(nt::set_event(hEvent));
}

BOOL WINAPI ResetEvent(HANDLE hEvent) {
    return windows_result(nt::reset_event(hEvent));
}

BOOL WINAPI PulseEvent(HANDLE hEvent) {
    return windows_result(nt::pulse_event(hEvent));
}

// Closing a pseudo-handle does nothing. A descriptor is a socket's or a file's.
BOOL WINAPI CloseHandle(HANDLE hObject) {
    if (hObject == ws2::api::current_thread() || hObject == ws2::api::current_process())
        return TRUE;
    if (ws2::api::close_notification(hObject))
        return TRUE;
    if (nt::is_table_handle(hObject))
        return windows_result(nt::close_handle(hObject));
    const auto socket = reinterpret_cast<SOCKET>(hObject);
    if (ws2::dispatch::provider_of(socket) != nullptr)
        return closesocket(socket) == 0;
    return windows_result(ws2::win32::close_file(hObject));
}

BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
                            HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle, DWORD,
                            BOOL bInheritHandle, DWORD dwOptions) {
    const HANDLE here = ws2::api::current_process();
    if (hSourceProcessHandle != here || hTargetProcessHandle != here)
        return windows_result(ERROR_NOT_SUPPORTED);
    HANDLE copy = nullptr;
    if (hSourceHandle == ws2::api::current_thread()) {
        copy = nt::open_current_thread().handle;
    } else if (!nt::is_table_handle(hSourceHandle) &&
               ws2::dispatch::provider_of(reinterpret_cast<SOCKET>(hSourceHandle)) == nullptr) {
        if (const int error = ws2::win32::duplicate_file(hSourceHandle, &copy, bInheritHandle))
            return windows_result(error);
        if (dwOptions & DUPLICATE_CLOSE_SOURCE)
            ws2::win32::close_file(hSourceHandle);
    } else {
        nt::Pin source(hSourceHandle);
        if (!source)
            return windows_result(ERROR_INVALID_HANDLE);
        copy = nt::open_handle(*source.object());
        if (dwOptions & DUPLICATE_CLOSE_SOURCE)
            nt::close_handle(hSourceHandle);
    }
    if (!copy)
        return windows_result(ERROR_NO_SYSTEM_RESOURCES);
    if (lpTargetHandle)
        *lpTargetHandle = copy;
    else
        CloseHandle(copy);
    return TRUE;
}

DWORD WINAPI GetLastError(VOID) {
    return static_cast<DWORD>(nt::last_error());
}

VOID WINAPI SetLastError(DWORD dwErrCode) {
    nt::set_last_error(static_cast<int>(dwErrCode));
}
