/* Example: WSASendDisconnect on TCP. On Windows CE's provider, which is the default here, it always
 * fails with WSASYSCALLFAILURE (10107); on the desktop's it is shutdown(SD_SEND) without data, and
 * WSAENOPROTOOPT (10042) with. Usage: [WS2_PERSONALITY=nt] refusal */
#include <stdio.h>
#include <winsock2.h>

static void try_it(const char* what, SOCKET s, WSABUF* data) {
    if (WSASendDisconnect(s, data) == 0)
        printf("%s: done\n", what);
    else
        printf("%s: error %d\n", what, WSAGetLastError());
}

int main(void) {
    WSADATA data;
    struct sockaddr_in at = {0};
    int length = sizeof at;
    WSABUF goodbye = {8, "Goodbye!"};

    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    SOCKET caller = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr*)&at, sizeof at) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr*)&at, &length) != 0 ||
        connect(caller, (struct sockaddr*)&at, length) != 0)
        return 1;
    try_it("with data", caller, &goodbye);
    try_it("without data", caller, NULL);
    closesocket(caller);
    closesocket(listener);
    return WSACleanup();
}
