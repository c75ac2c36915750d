// Room api: GetService of Winsock 1.1's own name services (nspapi.h), and secure sockets, whose
// protection (IPsec by the system) nobody sets up.
#include "api/not_supported.hpp"

#include <nspapi.h>
#include <ws2tcpip.h>

using namespace ws2::api;

extern "C" {

// These need RNR 1's own registry of services.
INT WINAPI GetServiceA(DWORD, LPGUID, LPSTR, DWORD, LPVOID, LPDWORD, LPSERVICE_ASYNC_INFO) {
    return not_supported(ERROR_SERVICE_DOES_NOT_EXIST);
}
INT WINAPI GetServiceW(DWORD, LPGUID, LPWSTR, DWORD, LPVOID, LPDWORD, LPSERVICE_ASYNC_INFO) {
    return not_supported(ERROR_SERVICE_DOES_NOT_EXIST);
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
