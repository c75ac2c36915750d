// test/unit/face: see fake_library.hpp. Defines the calls as the library does, through the headers.
#include "fake_library.hpp"

#include <winsock2.h>
#include <ws2tcpip.h>

namespace {
const char* last = "";

int tell(const char* name) {
    last = name;
    return 0;
}
} // namespace

namespace fake {
const char* called() {
    return last;
}
void clear() {
    last = "";
}
} // namespace fake

SOCKET WSAAPI socket(int, int, int) {
    tell("socket");
    return 7;
}
int WSAAPI send(SOCKET, const char*, int len, int) {
    return tell("send") + len;
}
int WSAAPI bind(SOCKET, const struct sockaddr*, int) {
    return tell("bind");
}
int WSAAPI select(int, fd_set*, fd_set*, fd_set*, const struct timeval*) {
    return tell("select");
}
int WSAAPI gethostname(char*, int) {
    return tell("gethostname");
}
int WSAAPI __WSAFDIsSet(SOCKET fd, fd_set* set) {
    for (u_int i = 0; i < set->fd_count; ++i)
        if (set->fd_array[i] == fd)
            return 1;
    return 0;
}
INT WSAAPI getaddrinfo(PCSTR, PCSTR, const ADDRINFOA*, PADDRINFOA*) {
    return tell("getaddrinfo");
}
int WSAAPI WSAStartup(WORD, LPWSADATA) {
    return tell("WSAStartup");
}
extern "C" int ws2_WSAStartup_nt(WORD, LPWSADATA) {
    return tell("ws2_WSAStartup_nt");
}
extern "C" int ws2_WSAStartup_ce(WORD, LPWSADATA) {
    return tell("ws2_WSAStartup_ce");
}
