// A server with a pool of sockets: AcceptEx, DisconnectEx with TF_REUSE_SOCKET, AcceptEx again.
#include <winsock2.h>

#include <mswsock.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")
#pragma comment(lib, "mswsock.lib")

static LPFN_ACCEPTEX lpfnAcceptEx;
static LPFN_CONNECTEX lpfnConnectEx;
static LPFN_DISCONNECTEX lpfnDisconnectEx;
static LPFN_GETACCEPTEXSOCKADDRS lpfnGetAcceptExSockaddrs;
static HANDLE port;
static SOCKADDR_IN server;

template<class Function>
static bool Load(SOCKET s, GUID id, Function* function) {
    DWORD bytes = 0;
    return WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof(id), function,
                    sizeof(*function), &bytes, NULL, NULL) == 0;
}

static bool LoadAll(SOCKET s) {
    GUID accept_id = WSAID_ACCEPTEX, connect_id = WSAID_CONNECTEX;
    GUID disconnect_id = WSAID_DISCONNECTEX, addresses_id = WSAID_GETACCEPTEXSOCKADDRS;
    return Load(s, accept_id, &lpfnAcceptEx) && Load(s, connect_id, &lpfnConnectEx) &&
           Load(s, disconnect_id, &lpfnDisconnectEx) &&
           Load(s, addresses_id, &lpfnGetAcceptExSockaddrs);
}

static SOCKET NewSocket(ULONG_PTR key) {
    SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    CreateIoCompletionPort((HANDLE)s, port, key, 0);
    return s;
}

// The bytes of the next completion, which must be the one of `overlapped`; -1 for a failure.
static int Next(OVERLAPPED* overlapped) {
    DWORD bytes = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* done = NULL;
    BOOL ok = GetQueuedCompletionStatus(port, &bytes, &key, &done, 10000);
    if (done != overlapped)
        printf("another completion than was expected\n");
    else if (!ok)
        printf("completed with error %lu\n", (unsigned long)GetLastError());
    return ok && done == overlapped ? (int)bytes : -1;
}

static bool Pending(const char* what, BOOL at_once) {
    if (at_once || WSAGetLastError() == ERROR_IO_PENDING)
        return true;
    printf("%s: error %d\n", what, WSAGetLastError());
    return false;
}

static DWORD WINAPI Client(LPVOID) {
    OVERLAPPED overlapped = {};
    SOCKADDR_IN any = {};
    DWORD bytes = 0, flags = 0;
    char hello[] = "hello", reply[8];
    SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    any.sin_family = AF_INET;
    bind(s, (SOCKADDR*)&any, sizeof(any)); // ConnectEx takes bound sockets only
    if (!Pending("ConnectEx", lpfnConnectEx(s, (SOCKADDR*)&server, sizeof(server), hello, 5, &bytes,
                                            &overlapped)) ||
        !WSAGetOverlappedResult(s, &overlapped, &bytes, TRUE, &flags))
        return 1;
    if (setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0) != 0)
        return 2;
    if (bytes != 5 || recv(s, reply, sizeof(reply), MSG_WAITALL) != 3 || memcmp(reply, "bye", 3))
        return 3;
    closesocket(s);
    return 0;
}

// One connection of the pooled socket `s`: taken, answered, and given back.
static bool Round(SOCKET listener, SOCKET s) {
    const DWORD room = sizeof(SOCKADDR_IN) + 16;
    char buffer[64 + 2 * room];
    DWORD bytes = 0, code = 99;
    OVERLAPPED overlapped = {};
    if (!Pending("AcceptEx",
                 lpfnAcceptEx(listener, s, buffer, 64, room, room, &bytes, &overlapped)))
        return false;
    HANDLE client = CreateThread(NULL, 0, Client, NULL, 0, NULL);
    int got = Next(&overlapped);
    SOCKADDR *local = NULL, *remote = NULL;
    int local_length = 0, remote_length = 0;
    lpfnGetAcceptExSockaddrs(buffer, 64, room, room, &local, &local_length, &remote,
                             &remote_length);
    setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char*)&listener, sizeof(listener));
    printf("accepted with %d bytes: %.5s, at the server's port: %s\n", got, buffer,
           ((SOCKADDR_IN*)local)->sin_port == server.sin_port ? "yes" : "no");
    DWORD seconds = 0;
    int size = sizeof(seconds);
    getsockopt(s, SOL_SOCKET, SO_CONNECT_TIME, (char*)&seconds, &size);
    printf("connected: %s\n", seconds == 0xFFFFFFFF ? "no" : "yes");
    send(s, "bye", 3, 0);
    memset(&overlapped, 0, sizeof(overlapped));
    if (!Pending("DisconnectEx", lpfnDisconnectEx(s, &overlapped, TF_REUSE_SOCKET, 0)) ||
        Next(&overlapped) != 0)
        return false;
    WaitForSingleObject(client, INFINITE);
    GetExitCodeThread(client, &code);
    CloseHandle(client);
    printf("client ended with %lu\n", (unsigned long)code);
    return code == 0;
}

int main() {
    WSADATA data;
    int length = sizeof(server);
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    SOCKET listener = NewSocket(1);
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (SOCKADDR*)&server, sizeof(server)) != 0 || listen(listener, 5) != 0 ||
        !LoadAll(listener))
        return 1;
    getsockname(listener, (SOCKADDR*)&server, &length);
    SOCKET pooled = NewSocket(2);
    for (int i = 0; i < 3 && Round(listener, pooled); ++i)
        ;
    closesocket(pooled);
    closesocket(listener);
    CloseHandle(port);
    WSACleanup();
    return 0;
}
