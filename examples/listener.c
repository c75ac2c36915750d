/* Example: serves one caller over ISO transport class 2 and prints its last words.
 * Usage: listener TSEL@HOST:PORT      (port 0: any free one; the first line says which) */
#include <stdio.h>
#include <winsock2.h>
#include <wshisotp.h>

static int failed(const char* call) {
    fprintf(stderr, "%s failed: %d\n", call, WSAGetLastError());
    return 1;
}

static int serve(SOCKET s) {
    char bytes[4096];
    WSABUF buffer = {sizeof bytes, bytes};
    int count;
    while ((count = recv(s, bytes, sizeof bytes, 0)) != SOCKET_ERROR)
        printf("message: %.*s\n", count, bytes);
    if (WSAGetLastError() != WSAEDISCON) /* a message protocol's graceful end */
        return failed("recv");
    if (WSARecvDisconnect(s, &buffer) != 0)
        return failed("WSARecvDisconnect");
    printf("disconnect data: %.*s\n", (int)buffer.len, bytes);
    return 0;
}

int main(int argc, char** argv) {
    WSADATA data;
    SOCKADDR_TP at;
    int length = sizeof at;
    char text[128];
    DWORD text_length = sizeof text;

    if (argc != 2 || WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    if (WSAStringToAddressA(argv[1], AF_ISO, NULL, (SOCKADDR*)&at, &length) != 0)
        return failed("WSAStringToAddress");
    SOCKET listener = socket(AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2);
    if (listener == INVALID_SOCKET || bind(listener, (SOCKADDR*)&at, length) != 0 ||
        listen(listener, 1) != 0)
        return failed("listening");
    length = sizeof at;
    if (getsockname(listener, (SOCKADDR*)&at, &length) != 0 ||
        WSAAddressToStringA((SOCKADDR*)&at, (DWORD)length, NULL, text, &text_length) != 0)
        return failed("asking for the address");
    printf("listening on %s\n", text);
    fflush(stdout);

    SOCKET s = accept(listener, NULL, NULL);
    if (s == INVALID_SOCKET)
        return failed("accept");
    int status = serve(s);
    closesocket(s);
    closesocket(listener);
    WSACleanup();
    return status;
}
