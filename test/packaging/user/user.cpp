// Packaging test: the same program in C++.
#include <cstdio>
#include <winsock2.h>

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (s == INVALID_SOCKET)
        return 2;
    if (WSASendDisconnect(s, nullptr) != SOCKET_ERROR)
        return 3;
    const int code = WSAGetLastError();
    std::printf("%d %s\n", code, code == WSASYSCALLFAILURE ? "WSASYSCALLFAILURE" : "something else");
    closesocket(s);
    return WSACleanup();
}
