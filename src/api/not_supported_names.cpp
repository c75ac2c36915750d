// Room api: the registering of names by SetAddrInfoEx.
#include "api/not_supported.hpp"

#include <ws2tcpip.h>

using namespace ws2::api;

extern "C" {

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
