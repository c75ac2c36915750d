// A server that walks the array of an fd_set after select(), as Windows lets it.
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "Ws2_32.lib")

static SOCKADDR_IN g_address;

static DWORD WINAPI ClientThread(LPVOID parameter) {
    char text[32], reply[64];
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (LPSOCKADDR)&g_address, sizeof(g_address)) != 0)
        return 1;
    int length = sprintf(text, "hello %d", (int)(INT_PTR)parameter);
    send(s, text, length, 0);
    shutdown(s, SD_SEND);
    int got = 0, n;
    while ((n = recv(s, reply + got, (int)sizeof(reply) - got, 0)) > 0)
        got += n;
    closesocket(s);
    return got == length && memcmp(text, reply, (size_t)got) == 0 ? 0 : 2;
}

static int Serve(SOCKET listener, int clients) {
    fd_set master;
    int bytes = 0, closed = 0;
    FD_ZERO(&master);
    FD_SET(listener, &master);
    while (closed < clients) {
        fd_set ready = master;
        if (select(0, &ready, NULL, NULL, NULL) == SOCKET_ERROR) {
            printf("select failed: %d\n", WSAGetLastError());
            return -1;
        }
        for (u_int i = 0; i < ready.fd_count; i++) {
            SOCKET s = ready.fd_array[i];
            if (s == listener) {
                SOCKET accepted = accept(listener, NULL, NULL);
                FD_SET(accepted, &master);
                continue;
            }
            char buffer[256];
            int n = recv(s, buffer, sizeof(buffer), 0);
            if (n > 0) {
                bytes += n;
                send(s, buffer, n, 0);
            } else {
                FD_CLR(s, &master);
                closesocket(s);
                ++closed;
            }
        }
    }
    printf("sockets left in the set: %u, the listener %s\n", master.fd_count,
           FD_ISSET(listener, &master) ? "among them" : "missing");
    return bytes;
}

int main() {
    WSADATA wsaData;
    if (WSAStartup(MAKEWORD(2, 2), &wsaData) != NO_ERROR)
        return 1;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    int length = sizeof(g_address);
    ZeroMemory(&g_address, sizeof(g_address));
    g_address.sin_family = AF_INET;
    inet_pton(AF_INET, "127.0.0.1", &g_address.sin_addr);
    if (bind(listener, (LPSOCKADDR)&g_address, sizeof(g_address)) || listen(listener, 5)) {
        printf("no listener: %d\n", WSAGetLastError());
        return 1;
    }
    getsockname(listener, (LPSOCKADDR)&g_address, &length);

    fd_set none;
    FD_ZERO(&none);
    timeval at_once = {0, 0};
    int answer = select(0, &none, NULL, NULL, &at_once);
    printf("select of nothing: %d, error %d\n", answer, WSAGetLastError());

    HANDLE threads[5];
    for (int i = 0; i < 5; i++)
        threads[i] = CreateThread(NULL, 0, ClientThread, (LPVOID)(INT_PTR)i, 0, NULL);
    printf("received %d bytes\n", Serve(listener, 5));
    WaitForMultipleObjects(5, threads, TRUE, INFINITE);
    for (int i = 0; i < 5; i++) {
        DWORD code = 9;
        GetExitCodeThread(threads[i], &code);
        if (code != 0)
            printf("client %d failed: %lu\n", i, (unsigned long)code);
        CloseHandle(threads[i]);
    }
    closesocket(listener);
    WSACleanup();
    printf("done\n");
    return 0;
}
