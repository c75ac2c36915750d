// Room win32: the registry. There is none, and every call says so.
#include "win32/call.hpp"

#include <winreg.h>

namespace {

bool is_root(HKEY key) {
    const auto number = static_cast<DWORD>(reinterpret_cast<ULONG_PTR>(key));
    return number >= 0x80000000 && number <= 0x80000005;
}

LSTATUS answer(HKEY key, LSTATUS error) {
    return is_root(key) ? error : ERROR_INVALID_HANDLE;
}

} // namespace

extern "C" {

LSTATUS WINAPI RegOpenKeyA(HKEY hKey, LPCSTR, PHKEY phkResult) {
    if (phkResult != nullptr)
        *phkResult = nullptr;
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegOpenKeyW(HKEY hKey, LPCWSTR, PHKEY phkResult) {
    if (phkResult != nullptr)
        *phkResult = nullptr;
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegOpenKeyExA(HKEY hKey, LPCSTR, DWORD, REGSAM, PHKEY phkResult) {
    if (phkResult != nullptr)
        *phkResult = nullptr;
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegOpenKeyExW(HKEY hKey, LPCWSTR, DWORD, REGSAM, PHKEY phkResult) {
    if (phkResult != nullptr)
        *phkResult = nullptr;
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegCreateKeyExA(HKEY hKey, LPCSTR, DWORD, LPSTR, DWORD, REGSAM,
                               const LPSECURITY_ATTRIBUTES, PHKEY, LPDWORD) {
    return answer(hKey, ERROR_NOT_SUPPORTED);
}

LSTATUS WINAPI RegCreateKeyExW(HKEY hKey, LPCWSTR, DWORD, LPWSTR, DWORD, REGSAM,
                               const LPSECURITY_ATTRIBUTES, PHKEY, LPDWORD) {
    return answer(hKey, ERROR_NOT_SUPPORTED);
}

LSTATUS WINAPI RegQueryValueExA(HKEY hKey, LPCSTR, LPDWORD, LPDWORD, LPBYTE, LPDWORD) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegQueryValueExW(HKEY hKey, LPCWSTR, LPDWORD, LPDWORD, LPBYTE, LPDWORD) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegGetValueA(HKEY hKey, LPCSTR, LPCSTR, DWORD, LPDWORD, PVOID, LPDWORD) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegGetValueW(HKEY hKey, LPCWSTR, LPCWSTR, DWORD, LPDWORD, PVOID, LPDWORD) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegSetValueExA(HKEY hKey, LPCSTR, DWORD, DWORD, const BYTE*, DWORD) {
    return answer(hKey, ERROR_NOT_SUPPORTED);
}

LSTATUS WINAPI RegSetValueExW(HKEY hKey, LPCWSTR, DWORD, DWORD, const BYTE*, DWORD) {
    return answer(hKey, ERROR_NOT_SUPPORTED);
}

LSTATUS WINAPI RegDeleteKeyA(HKEY hKey, LPCSTR) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteKeyW(HKEY hKey, LPCWSTR) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteValueA(HKEY hKey, LPCSTR) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteValueW(HKEY hKey, LPCWSTR) {
    return answer(hKey, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegEnumKeyExA(HKEY hKey, DWORD, LPSTR, LPDWORD, LPDWORD, LPSTR, LPDWORD, PFILETIME) {
    return answer(hKey, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumKeyExW(HKEY hKey, DWORD, LPWSTR, LPDWORD, LPDWORD, LPWSTR, LPDWORD,
                             PFILETIME) {
    return answer(hKey, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumValueA(HKEY hKey, DWORD, LPSTR, LPDWORD, LPDWORD, LPDWORD, LPBYTE, LPDWORD) {
    return answer(hKey, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumValueW(HKEY hKey, DWORD, LPWSTR, LPDWORD, LPDWORD, LPDWORD, LPBYTE, LPDWORD) {
    return answer(hKey, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegNotifyChangeKeyValue(HKEY hKey, BOOL, DWORD, HANDLE, BOOL) {
    return answer(hKey, ERROR_NOT_SUPPORTED);
}

LSTATUS WINAPI RegCloseKey(HKEY hKey) {
    return answer(hKey, ERROR_SUCCESS);
}
}
