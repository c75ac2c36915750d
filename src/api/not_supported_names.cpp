// Room api: name-space providers, service classes and the registering of names. There is no
// name-space provider yet, so a query finds no service and no class.
#include "api/not_supported.hpp"

#include <ws2tcpip.h>

using namespace ws2::api;

extern "C" {

INT WSAAPI WSALookupServiceBeginA(LPWSAQUERYSETA, DWORD, LPHANDLE) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WSAAPI WSALookupServiceBeginW(LPWSAQUERYSETW, DWORD, LPHANDLE) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WSAAPI WSALookupServiceNextA(HANDLE, DWORD, LPDWORD, LPWSAQUERYSETA) {
    return not_supported(WSA_INVALID_HANDLE);
}
INT WSAAPI WSALookupServiceNextW(HANDLE, DWORD, LPDWORD, LPWSAQUERYSETW) {
    return not_supported(WSA_INVALID_HANDLE);
}
INT WSAAPI WSALookupServiceEnd(HANDLE) {
    return not_supported(WSA_INVALID_HANDLE);
}
INT WSAAPI WSANSPIoctl(HANDLE, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSACOMPLETION) {
    return not_supported(WSA_INVALID_HANDLE);
}

INT WSAAPI WSASetServiceA(LPWSAQUERYSETA, WSAESETSERVICEOP, DWORD) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WSAAPI WSASetServiceW(LPWSAQUERYSETW, WSAESETSERVICEOP, DWORD) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WSAAPI WSAInstallServiceClassA(LPWSASERVICECLASSINFOA) {
    return not_supported();
}
INT WSAAPI WSAInstallServiceClassW(LPWSASERVICECLASSINFOW) {
    return not_supported();
}
INT WSAAPI WSARemoveServiceClass(LPGUID) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WSAAPI WSAGetServiceClassInfoA(LPGUID, LPGUID, LPDWORD, LPWSASERVICECLASSINFOA) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WSAAPI WSAGetServiceClassInfoW(LPGUID, LPGUID, LPDWORD, LPWSASERVICECLASSINFOW) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WSAAPI WSAGetServiceClassNameByClassIdA(LPGUID, LPSTR, LPDWORD) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WSAAPI WSAGetServiceClassNameByClassIdW(LPGUID, LPWSTR, LPDWORD) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WSAAPI WSAEnumNameSpaceProvidersA(LPDWORD, LPWSANAMESPACE_INFOA) {
    return not_supported();
}
INT WSAAPI WSAEnumNameSpaceProvidersW(LPDWORD, LPWSANAMESPACE_INFOW) {
    return not_supported();
}
INT WSAAPI WSAEnumNameSpaceProvidersExA(LPDWORD, LPWSANAMESPACE_INFOEXA) {
    return not_supported();
}
INT WSAAPI WSAEnumNameSpaceProvidersExW(LPDWORD, LPWSANAMESPACE_INFOEXW) {
    return not_supported();
}

INT WSAAPI WSAAdvertiseProvider(const GUID*, const LPCNSPV2_ROUTINE) {
    return not_supported();
}
INT WSAAPI WSAUnadvertiseProvider(const GUID*) {
    return not_supported(WSAEINVAL);
}
INT WSAAPI WSAProviderCompleteAsyncCall(HANDLE, INT) {
    return not_supported(WSA_INVALID_HANDLE);
}

// These return their code.
INT WSAAPI SetAddrInfoExA(PCSTR, PCSTR, SOCKET_ADDRESS*, DWORD, LPBLOB, DWORD, DWORD, LPGUID,
                          struct timeval*, LPOVERLAPPED, LPLOOKUPSERVICE_COMPLETION_ROUTINE,
                          LPHANDLE) {
    return not_supported(WSAEOPNOTSUPP, WSAEOPNOTSUPP);
}
INT WSAAPI SetAddrInfoExW(PCWSTR, PCWSTR, SOCKET_ADDRESS*, DWORD, LPBLOB, DWORD, DWORD, LPGUID,
                          struct timeval*, LPOVERLAPPED, LPLOOKUPSERVICE_COMPLETION_ROUTINE,
                          LPHANDLE) {
    return not_supported(WSAEOPNOTSUPP, WSAEOPNOTSUPP);
}
}
