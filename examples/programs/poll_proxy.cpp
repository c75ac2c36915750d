// A proxy between a client and a server that moves bytes with WSAPoll.
#include <winsock2.h>

#include <process.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

struct Line {
    SOCKET listener;
    SOCKADDR_STORAGE address;
    int length;
};

static Line g_server, g_proxy;

static bool Open(Line* line) {
    ADDRINFOA hints = {}, *found = NULL;
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    hints.ai_flags = AI_PASSIVE;
    if (getaddrinfo("127.0.0.1", "0", &hints, &found) != 0)
        return false;
    line->listener = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    bool ok = bind(line->listener, found->ai_addr, (int)found->ai_addrlen) == 0 &&
              listen(line->listener, SOMAXCONN) == 0;
    freeaddrinfo(found);
    line->length = sizeof(line->address);
    return ok && getsockname(line->listener, (SOCKADDR*)&line->address, &line->length) == 0;
}

static SOCKET Dial(const Line& line) {
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    return connect(s, (const SOCKADDR*)&line.address, line.length) == 0 ? s : INVALID_SOCKET;
}

// Answers every byte with the same letter in capitals.
static unsigned __stdcall Server(void*) {
    char data[1024];
    SOCKET s = accept(g_server.listener, NULL, NULL);
    for (int n; (n = recv(s, data, sizeof(data), 0)) > 0;) {
        for (int i = 0; i < n; ++i)
            data[i] = (char)(data[i] - 'a' + 'A');
        send(s, data, n, 0);
    }
    closesocket(s);
    return 0;
}

static unsigned __stdcall Client(void* total) {
    static char data[20000];
    SOCKET s = Dial(g_proxy);
    memset(data, 'q', sizeof(data));
    for (int sent = 0; sent < (int)sizeof(data);) {
        int n = send(s, data + sent, (int)sizeof(data) - sent, 0);
        if (n == SOCKET_ERROR)
            return 1;
        sent += n;
    }
    shutdown(s, SD_SEND);
    int n, *capitals = static_cast<int*>(total);
    while ((n = recv(s, data, sizeof(data), 0)) > 0)
        for (int i = 0; i < n; ++i)
            *capitals += data[i] == 'Q';
    closesocket(s);
    return 0;
}

static void Proxy() {
    WSAPOLLFD fds[2];
    fds[0].fd = accept(g_proxy.listener, NULL, NULL);
    fds[1].fd = Dial(g_server);
    fds[0].events = fds[1].events = POLLRDNORM;
    for (int open = 2; open > 0;) {
        if (WSAPoll(fds, 2, -1) <= 0) {
            printf("WSAPoll: %d\n", WSAGetLastError());
            return;
        }
        for (int i = 0; i < 2; ++i) {
            char data[4096];
            if (fds[i].events == 0 || !(fds[i].revents & (POLLRDNORM | POLLHUP | POLLERR)))
                continue;
            int n = recv(fds[i].fd, data, sizeof(data), 0);
            if (n > 0) {
                send(fds[1 - i].fd, data, n, 0);
                continue;
            }
            shutdown(fds[1 - i].fd, SD_SEND);
            fds[i].events = 0;
            --open;
        }
    }
    closesocket(fds[0].fd);
    closesocket(fds[1].fd);
}

int main() {
    WSADATA data;
    int capitals = 0;
    if (WSAStartup(MAKEWORD(2, 2), &data) || !Open(&g_server) || !Open(&g_proxy))
        return 1;
    WSAPOLLFD idle = {g_proxy.listener, POLLRDNORM, 0};
    printf("at first %d ready\n", WSAPoll(&idle, 1, 0));
    HANDLE threads[2];
    threads[0] = (HANDLE)_beginthreadex(NULL, 0, Server, NULL, 0, NULL);
    threads[1] = (HANDLE)_beginthreadex(NULL, 0, Client, &capitals, 0, NULL);
    Proxy();
    WaitForMultipleObjects(2, threads, TRUE, INFINITE);
    CloseHandle(threads[0]);
    CloseHandle(threads[1]);
    printf("%d capitals came back\n", capitals);
    WSACleanup();
    return 0;
}
