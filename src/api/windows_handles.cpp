// Room api: handles, as kernel32 has them: of objects, sockets and files.
#include "api/config_change.hpp"
#include "api/windows_result.hpp"
#include "dispatch/inherited.hpp"
#include "dispatch/session.hpp"
#include "nt/event.hpp"
#include "nt/thread.hpp"
#include "win32/file.hpp"
#include "win32/handle_information.hpp"

#include <winsock2.h>

namespace nt = ws2::nt;
using ws2::api::windows_result;

namespace {

// One more handle of the socket, which its provider makes as for another process. 0 or an error.
int duplicate_socket(SOCKET s, HANDLE* copy, BOOL inherit, DWORD options) noexcept {
    WSAPROTOCOL_INFOW info{};
    if (WSADuplicateSocketW(s, GetCurrentProcessId(), &info) != 0)
        return WSAGetLastError() == WSAENOBUFS ? ERROR_NO_SYSTEM_RESOURCES : ERROR_NOT_SUPPORTED;
    const SOCKET made =
        WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                   WSA_FLAG_OVERLAPPED | (inherit ? 0U : DWORD{WSA_FLAG_NO_HANDLE_INHERIT}));
    if (made == INVALID_SOCKET)
        return ERROR_NO_SYSTEM_RESOURCES;
    if ((options & DUPLICATE_CLOSE_SOURCE) != 0)
        closesocket(s);
    *copy = reinterpret_cast<HANDLE>(made);
    return 0;
}

bool is_socket(SOCKET s) noexcept {
    const bool started = ws2::dispatch::refusal() == 0; // before that nothing is adopted
    return (started ? ws2::dispatch::find_provider(s) : ws2::dispatch::provider_of(s)) != nullptr;
}

// Null if the handle is no socket whose handle is the system's.
ws2::dispatch::Slot* socket_slot(HANDLE handle) noexcept {
    ws2::dispatch::Slot* slot = ws2::dispatch::slot_of(reinterpret_cast<SOCKET>(handle));
    return slot != nullptr && slot->provider.load() != nullptr && !slot->reserved.load() ? slot
                                                                                         : nullptr;
}

} // namespace

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
               is_socket(reinterpret_cast<SOCKET>(hSourceHandle))) {
        if (const int error = duplicate_socket(reinterpret_cast<SOCKET>(hSourceHandle), &copy,
                                               bInheritHandle, dwOptions))
            return windows_result(error);
    } else if (!nt::is_table_handle(hSourceHandle)) {
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

// A socket is passed on to programs by CreateProcess unless it is kept back; all the same it is
// closed on exec, so that others that the process may start do not get it without having asked.
BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags) {
    if (lpdwFlags == nullptr)
        return windows_result(ERROR_INVALID_PARAMETER);
    const ws2::dispatch::Slot* socket = socket_slot(hObject);
    if (socket == nullptr)
        return windows_result(ws2::win32::read_handle_flags(hObject, lpdwFlags));
    *lpdwFlags = socket->kept_back.load() ? 0 : HANDLE_FLAG_INHERIT;
    return TRUE;
}

BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags) {
    const int error = ws2::win32::change_handle_flags(hObject, dwMask, dwFlags);
    ws2::dispatch::Slot* socket = socket_slot(hObject);
    if (error == 0 && socket != nullptr && (dwMask & HANDLE_FLAG_INHERIT) != 0)
        socket->kept_back.store((dwFlags & HANDLE_FLAG_INHERIT) == 0);
    return windows_result(error);
}
