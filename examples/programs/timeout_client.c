/* A client that gives its server so much time, and says what became of every call. */
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

static const char* name(int code) {
    switch (code) {
    case WSAETIMEDOUT: return "WSAETIMEDOUT";
    case WSAEWOULDBLOCK: return "WSAEWOULDBLOCK";
    case WSAECONNREFUSED: return "WSAECONNREFUSED";
    case WSAENOTSOCK: return "WSAENOTSOCK";
    case WSAECONNRESET: return "WSAECONNRESET";
    case WSAEADDRINUSE: return "WSAEADDRINUSE";
    default: return "another error";
    }
}

static void report(const char* what, int answer) {
    if (answer == SOCKET_ERROR)
        printf("%s: %s\n", what, name(WSAGetLastError()));
    else
        printf("%s: %d\n", what, answer);
}

int main(void) {
    WSADATA data;
    struct sockaddr_in address;
    int length = sizeof address;
    DWORD timeout = 50, read_back = 0;
    int size = sizeof read_back;
    u_long nonblocking = 1;
    struct linger hard = {1, 0};
    char buffer[16];
    SOCKET listener, client, server;

    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = inet_addr("127.0.0.1");
    report("bind", bind(listener, (struct sockaddr*)&address, sizeof address));
    report("listen", listen(listener, 1));
    getsockname(listener, (struct sockaddr*)&address, &length);
    client = socket(AF_INET, SOCK_STREAM, 0);
    report("bind to a taken port", bind(client, (struct sockaddr*)&address, sizeof address));
    report("connect", connect(client, (struct sockaddr*)&address, sizeof address));
    server = accept(listener, NULL, NULL);

    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, (const char*)&timeout, sizeof timeout);
    getsockopt(client, SOL_SOCKET, SO_RCVTIMEO, (char*)&read_back, &size);
    printf("SO_RCVTIMEO is %lu ms in %d bytes\n", (unsigned long)read_back, size);
    report("recv in time", recv(client, buffer, sizeof buffer, 0));
    send(server, "late", 4, 0);
    timeout = 0;
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, (const char*)&timeout, sizeof timeout);
    report("recv afterwards", recv(client, buffer, sizeof buffer, 0));

    ioctlsocket(client, FIONBIO, &nonblocking);
    report("recv without waiting", recv(client, buffer, sizeof buffer, 0));
    nonblocking = 0;
    ioctlsocket(client, FIONBIO, &nonblocking);
    setsockopt(server, SOL_SOCKET, SO_LINGER, (const char*)&hard, sizeof hard);
    closesocket(server);
    report("recv from a hard close", recv(client, buffer, sizeof buffer, 0));
    report("closesocket", closesocket(client));
    report("closesocket again", closesocket(client));
    closesocket(listener);
    report("WSACleanup", WSACleanup());
    return 0;
}
