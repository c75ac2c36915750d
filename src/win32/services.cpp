// Room win32: services. There is no control manager, and every call says so.
#include "win32/call.hpp"

#include <winsvc.h>

using namespace ws2::win32;

namespace {

template<typename Handle>
Handle refused(int error) noexcept {
    return failure(error, Handle{});
}

} // namespace

extern "C" {

BOOL WINAPI StartServiceCtrlDispatcherA(const SERVICE_TABLE_ENTRYA*) {
    return outcome(ERROR_FAILED_SERVICE_CONTROLLER_CONNECT);
}
BOOL WINAPI StartServiceCtrlDispatcherW(const SERVICE_TABLE_ENTRYW*) {
    return outcome(ERROR_FAILED_SERVICE_CONTROLLER_CONNECT);
}
SERVICE_STATUS_HANDLE WINAPI RegisterServiceCtrlHandlerA(LPCSTR, LPHANDLER_FUNCTION) {
    return refused<SERVICE_STATUS_HANDLE>(ERROR_SERVICE_NOT_IN_EXE);
}
SERVICE_STATUS_HANDLE WINAPI RegisterServiceCtrlHandlerW(LPCWSTR, LPHANDLER_FUNCTION) {
    return refused<SERVICE_STATUS_HANDLE>(ERROR_SERVICE_NOT_IN_EXE);
}
SERVICE_STATUS_HANDLE WINAPI RegisterServiceCtrlHandlerExA(LPCSTR, LPHANDLER_FUNCTION_EX, LPVOID) {
    return refused<SERVICE_STATUS_HANDLE>(ERROR_SERVICE_NOT_IN_EXE);
}
SERVICE_STATUS_HANDLE WINAPI RegisterServiceCtrlHandlerExW(LPCWSTR, LPHANDLER_FUNCTION_EX, LPVOID) {
    return refused<SERVICE_STATUS_HANDLE>(ERROR_SERVICE_NOT_IN_EXE);
}
SC_HANDLE WINAPI OpenSCManagerA(LPCSTR, LPCSTR, DWORD) {
    return refused<SC_HANDLE>(ERROR_DATABASE_DOES_NOT_EXIST);
}
SC_HANDLE WINAPI OpenSCManagerW(LPCWSTR, LPCWSTR, DWORD) {
    return refused<SC_HANDLE>(ERROR_DATABASE_DOES_NOT_EXIST);
}
BOOL WINAPI SetServiceStatus(SERVICE_STATUS_HANDLE, LPSERVICE_STATUS) {
    return outcome(ERROR_INVALID_HANDLE);
}
SC_HANDLE WINAPI CreateServiceA(SC_HANDLE, LPCSTR, LPCSTR, DWORD, DWORD, DWORD, DWORD, LPCSTR,
                                LPCSTR, LPDWORD, LPCSTR, LPCSTR, LPCSTR) {
    return refused<SC_HANDLE>(ERROR_INVALID_HANDLE);
}
SC_HANDLE WINAPI CreateServiceW(SC_HANDLE, LPCWSTR, LPCWSTR, DWORD, DWORD, DWORD, DWORD, LPCWSTR,
                                LPCWSTR, LPDWORD, LPCWSTR, LPCWSTR, LPCWSTR) {
    return refused<SC_HANDLE>(ERROR_INVALID_HANDLE);
}
SC_HANDLE WINAPI OpenServiceA(SC_HANDLE, LPCSTR, DWORD) {
    return refused<SC_HANDLE>(ERROR_INVALID_HANDLE);
}
SC_HANDLE WINAPI OpenServiceW(SC_HANDLE, LPCWSTR, DWORD) {
    return refused<SC_HANDLE>(ERROR_INVALID_HANDLE);
}
BOOL WINAPI StartServiceA(SC_HANDLE, DWORD, LPCSTR*) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI StartServiceW(SC_HANDLE, DWORD, LPCWSTR*) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI ControlService(SC_HANDLE, DWORD, LPSERVICE_STATUS) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI DeleteService(SC_HANDLE) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI QueryServiceStatus(SC_HANDLE, LPSERVICE_STATUS) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI QueryServiceStatusEx(SC_HANDLE, SC_STATUS_TYPE, LPBYTE, DWORD, LPDWORD) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI ChangeServiceConfig2A(SC_HANDLE, DWORD, LPVOID) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI ChangeServiceConfig2W(SC_HANDLE, DWORD, LPVOID) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI CloseServiceHandle(SC_HANDLE) {
    return outcome(ERROR_INVALID_HANDLE);
}

} // extern "C"
