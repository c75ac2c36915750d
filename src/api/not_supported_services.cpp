// Room api: the calls of Winsock 1.1's own name services (nspapi.h), whose services nobody has, and
// secure sockets, whose protection (IPsec by the system) nobody sets up.
#include "api/not_supported.hpp"

#include <nspapi.h>
#include <ws2tcpip.h>

using namespace ws2::api;

extern "C" {

INT WINAPI EnumProtocolsA(LPINT, LPVOID, LPDWORD) {
    return not_supported();
}
INT WINAPI EnumProtocolsW(LPINT, LPVOID, LPDWORD) {
    return not_supported();
}

INT WINAPI GetAddressByNameA(DWORD, LPGUID, LPSTR, LPINT, DWORD, LPSERVICE_ASYNC_INFO, LPVOID,
                             LPDWORD, LPSTR, LPDWORD) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WINAPI GetAddressByNameW(DWORD, LPGUID, LPWSTR, LPINT, DWORD, LPSERVICE_ASYNC_INFO, LPVOID,
                             LPDWORD, LPWSTR, LPDWORD) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WINAPI GetTypeByNameA(LPSTR, LPGUID) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WINAPI GetTypeByNameW(LPWSTR, LPGUID) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WINAPI GetNameByTypeA(LPGUID, LPSTR, DWORD) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WINAPI GetNameByTypeW(LPGUID, LPWSTR, DWORD) {
    return not_supported(WSATYPE_NOT_FOUND);
}
INT WINAPI SetServiceA(DWORD, DWORD, DWORD, LPSERVICE_INFOA, LPSERVICE_ASYNC_INFO, LPDWORD) {
    return not_supported();
}
INT WINAPI SetServiceW(DWORD, DWORD, DWORD, LPSERVICE_INFOW, LPSERVICE_ASYNC_INFO, LPDWORD) {
    return not_supported();
}
INT WINAPI GetServiceA(DWORD, LPGUID, LPSTR, DWORD, LPVOID, LPDWORD, LPSERVICE_ASYNC_INFO) {
    return not_supported(WSASERVICE_NOT_FOUND);
}
INT WINAPI GetServiceW(DWORD, LPGUID, LPWSTR, DWORD, LPVOID, LPDWORD, LPSERVICE_ASYNC_INFO) {
    return not_supported(WSASERVICE_NOT_FOUND);
}

int WSAAPI WSASetSocketSecurity(SOCKET, const SOCKET_SECURITY_SETTINGS*, ULONG, LPWSAOVERLAPPED,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE) {
    return not_supported();
}
int WSAAPI WSAQuerySocketSecurity(SOCKET, const SOCKET_SECURITY_QUERY_TEMPLATE*, ULONG,
                                  SOCKET_SECURITY_QUERY_INFO*, ULONG*, LPWSAOVERLAPPED,
                                  LPWSAOVERLAPPED_COMPLETION_ROUTINE) {
    return not_supported();
}
int WSAAPI WSASetSocketPeerTargetName(SOCKET, const SOCKET_PEER_TARGET_NAME*, ULONG,
                                      LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE) {
    return not_supported();
}
int WSAAPI WSADeleteSocketPeerTargetName(SOCKET, const struct sockaddr*, ULONG, LPWSAOVERLAPPED,
                                         LPWSAOVERLAPPED_COMPLETION_ROUTINE) {
    return not_supported();
}
int WSAAPI WSAImpersonateSocketPeer(SOCKET, const struct sockaddr*, ULONG) {
    return not_supported();
}
int WSAAPI WSARevertImpersonation(void) {
    return not_supported();
}
}
