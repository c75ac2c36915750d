// Room win32: tokens, and the access lists of objects. Linux has neither, and every call says so.
#include "win32/call.hpp"

#include <aclapi.h>
#include <sddl.h>
#include <securitybaseapi.h>

using namespace ws2::win32;

extern "C" {

BOOL WINAPI OpenProcessToken(HANDLE, DWORD, PHANDLE) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI OpenThreadToken(HANDLE, DWORD, BOOL, PHANDLE) {
    return outcome(ERROR_NO_TOKEN);
}
BOOL WINAPI GetTokenInformation(HANDLE, TOKEN_INFORMATION_CLASS, LPVOID, DWORD, PDWORD) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI AdjustTokenPrivileges(HANDLE, BOOL, PTOKEN_PRIVILEGES, DWORD, PTOKEN_PRIVILEGES,
                                  PDWORD) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI CheckTokenMembership(HANDLE TokenHandle, PSID, PBOOL) {
    return outcome(TokenHandle == nullptr ? ERROR_NOT_SUPPORTED : ERROR_INVALID_HANDLE);
}
BOOL WINAPI RevertToSelf() {
    return TRUE; // no thread can be somebody else
}
BOOL WINAPI LookupPrivilegeValueA(LPCSTR, LPCSTR, PLUID) {
    return outcome(ERROR_NO_SUCH_PRIVILEGE);
}
BOOL WINAPI LookupPrivilegeValueW(LPCWSTR, LPCWSTR, PLUID) {
    return outcome(ERROR_NO_SUCH_PRIVILEGE);
}
BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorA(LPCSTR, DWORD,
                                                                 PSECURITY_DESCRIPTOR*, PULONG) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorW(LPCWSTR, DWORD,
                                                                 PSECURITY_DESCRIPTOR*, PULONG) {
    return outcome(ERROR_NOT_SUPPORTED);
}

DWORD WINAPI SetEntriesInAclA(ULONG, PEXPLICIT_ACCESS_A, PACL, PACL*) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI SetEntriesInAclW(ULONG, PEXPLICIT_ACCESS_W, PACL, PACL*) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI GetSecurityInfo(HANDLE, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID*, PSID*, PACL*,
                             PACL*, PSECURITY_DESCRIPTOR*) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI SetSecurityInfo(HANDLE, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID, PSID, PACL, PACL) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI GetNamedSecurityInfoA(LPCSTR, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID*, PSID*,
                                   PACL*, PACL*, PSECURITY_DESCRIPTOR*) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI GetNamedSecurityInfoW(LPCWSTR, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID*, PSID*,
                                   PACL*, PACL*, PSECURITY_DESCRIPTOR*) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI SetNamedSecurityInfoA(LPSTR, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID, PSID, PACL,
                                   PACL) {
    return ERROR_NOT_SUPPORTED;
}
DWORD WINAPI SetNamedSecurityInfoW(LPWSTR, SE_OBJECT_TYPE, SECURITY_INFORMATION, PSID, PSID, PACL,
                                   PACL) {
    return ERROR_NOT_SUPPORTED;
}

} // extern "C"
