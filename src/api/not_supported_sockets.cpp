// Room api: what is still to come for sockets: connecting by name.
#include "api/not_supported.hpp"

#include <mswsock.h>

using namespace ws2::api;

extern "C" {

BOOL WSAAPI WSAConnectByNameA(SOCKET, LPCSTR, LPCSTR, LPDWORD, LPSOCKADDR, LPDWORD, LPSOCKADDR,
                              const struct timeval*, LPWSAOVERLAPPED) {
    return not_supported(WSAEOPNOTSUPP, FALSE);
}
BOOL WSAAPI WSAConnectByNameW(SOCKET, LPWSTR, LPWSTR, LPDWORD, LPSOCKADDR, LPDWORD, LPSOCKADDR,
                              const struct timeval*, LPWSAOVERLAPPED) {
    return not_supported(WSAEOPNOTSUPP, FALSE);
}
BOOL WSAAPI WSAConnectByList(SOCKET, PSOCKET_ADDRESS_LIST, LPDWORD, LPSOCKADDR, LPDWORD, LPSOCKADDR,
                             const struct timeval*, LPWSAOVERLAPPED) {
    return not_supported(WSAEOPNOTSUPP, FALSE);
}
}
