// A server that waits for WSAEventSelect's events; its client runs in a thread.
#include <winsock2.h>

#include <process.h>
#include <stdio.h>
#include <string.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32")

static SOCKADDR_IN server_address;

static void __cdecl client(void* done) {
    char answer[16] = "";
    int got = 0;
    SOCKET s = WSASocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, 0);
    if (WSAConnect(s, (SOCKADDR*)&server_address, sizeof server_address, NULL, NULL, NULL, NULL) ==
        0) {
        send(s, "ping", 4, 0);
        while (got < 4) {
            int n = recv(s, answer + got, 4 - got, 0);
            if (n <= 0)
                break;
            got += n;
        }
    }
    printf("client: %s\n", answer);
    closesocket(s);
    WSASetEvent((WSAEVENT)done);
}

static SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS];
static WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
static DWORD count = 0;

static void watch(SOCKET s, long what) {
    sockets[count] = s;
    events[count] = WSACreateEvent();
    WSAEventSelect(s, events[count], what);
    ++count;
}

// Answers what has happened on the socket at `index`; false once the peer has gone.
static bool serve(DWORD index) {
    WSANETWORKEVENTS happened;
    SOCKET s = sockets[index];
    if (WSAEnumNetworkEvents(s, events[index], &happened) == SOCKET_ERROR) {
        printf("WSAEnumNetworkEvents: %d\n", WSAGetLastError());
        return false;
    }
    if (happened.lNetworkEvents & FD_ACCEPT) {
        printf("server: FD_ACCEPT, error %d\n", happened.iErrorCode[FD_ACCEPT_BIT]);
        watch(accept(s, NULL, NULL), FD_READ | FD_WRITE | FD_CLOSE);
    }
    if (happened.lNetworkEvents & FD_WRITE)
        printf("server: FD_WRITE, error %d\n", happened.iErrorCode[FD_WRITE_BIT]);
    if (happened.lNetworkEvents & FD_READ) {
        char text[16];
        int n = recv(s, text, sizeof text, 0);
        printf("server: FD_READ, %d bytes\n", n);
        n = recv(s, text, sizeof text, 0);
        printf("server: again %d, error %d\n", n, WSAGetLastError());
        send(s, "pong", 4, 0);
    }
    if (happened.lNetworkEvents & FD_CLOSE) {
        printf("server: FD_CLOSE, error %d\n", happened.iErrorCode[FD_CLOSE_BIT]);
        return false;
    }
    return true;
}

int main() {
    WSADATA data;
    int length = sizeof server_address;
    if (WSAStartup(0x0202, &data) != 0)
        return 1;
    SOCKET listener = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    server_address.sin_family = AF_INET;
    server_address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (SOCKADDR*)&server_address, sizeof server_address);
    watch(listener, FD_ACCEPT | FD_CLOSE);
    listen(listener, 5);
    getsockname(listener, (SOCKADDR*)&server_address, &length);

    u_long blocking = 0;
    int set = ioctlsocket(listener, FIONBIO, &blocking);
    printf("FIONBIO under WSAEventSelect: %d, error %d\n", set, WSAGetLastError());

    WSAEVENT done = WSACreateEvent();
    for (DWORD running = 1, first = 1; running != 0;) {
        if (first) {
            first = 0;
            _beginthread(client, 0, done);
        }
        DWORD signalled = WSAWaitForMultipleEvents(count, events, FALSE, WSA_INFINITE, FALSE);
        if (signalled == WSA_WAIT_FAILED)
            break;
        running = serve(signalled - WSA_WAIT_EVENT_0);
    }
    WSAWaitForMultipleEvents(1, &done, TRUE, WSA_INFINITE, FALSE);
    while (count-- > 0) {
        closesocket(sockets[count]);
        WSACloseEvent(events[count]);
    }
    WSACloseEvent(done);
    WSACleanup();
    return 0;
}
