// An echo server on a completion port with worker threads, and its clients in the same process.
#include <winsock2.h>

#include <process.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

enum Operation { OP_READ, OP_WRITE };

struct PER_IO_DATA {
    OVERLAPPED Overlapped;
    WSABUF Buffer;
    char Data[4096];
    DWORD Length;
    DWORD Sent;
    Operation Kind;
};

struct PER_HANDLE_DATA {
    SOCKET Socket;
    PER_IO_DATA Io;
};

static HANDLE g_port;
static LONG volatile g_echoed;
static LONG volatile g_closed;

static void Drop(PER_HANDLE_DATA* connection) {
    closesocket(connection->Socket);
    delete connection;
    InterlockedIncrement(&g_closed);
}

static void PostRead(PER_HANDLE_DATA* connection) {
    PER_IO_DATA* io = &connection->Io;
    DWORD flags = 0;
    ZeroMemory(&io->Overlapped, sizeof(OVERLAPPED));
    io->Kind = OP_READ;
    io->Buffer.buf = io->Data;
    io->Buffer.len = sizeof(io->Data);
    if (WSARecv(connection->Socket, &io->Buffer, 1, NULL, &flags, &io->Overlapped, NULL) ==
            SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING)
        Drop(connection);
}

static void PostWrite(PER_HANDLE_DATA* connection) {
    PER_IO_DATA* io = &connection->Io;
    ZeroMemory(&io->Overlapped, sizeof(OVERLAPPED));
    io->Kind = OP_WRITE;
    io->Buffer.buf = io->Data + io->Sent;
    io->Buffer.len = io->Length - io->Sent;
    if (WSASend(connection->Socket, &io->Buffer, 1, NULL, 0, &io->Overlapped, NULL) ==
            SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING)
        Drop(connection);
}

static unsigned __stdcall Worker(void*) {
    for (;;) {
        DWORD transferred = 0;
        ULONG_PTR key = 0;
        LPOVERLAPPED overlapped = NULL;
        BOOL ok = GetQueuedCompletionStatus(g_port, &transferred, &key, &overlapped, INFINITE);
        if (key == 0)
            return 0;
        PER_HANDLE_DATA* connection = reinterpret_cast<PER_HANDLE_DATA*>(key);
        PER_IO_DATA* io = CONTAINING_RECORD(overlapped, PER_IO_DATA, Overlapped);
        if (!ok || transferred == 0) {
            Drop(connection);
        } else if (io->Kind == OP_READ) {
            io->Length = transferred;
            io->Sent = 0;
            PostWrite(connection);
        } else {
            InterlockedExchangeAdd(&g_echoed, (LONG)transferred);
            io->Sent += transferred;
            if (io->Sent < io->Length)
                PostWrite(connection);
            else
                PostRead(connection);
        }
    }
}

static unsigned __stdcall Client(void* argument) {
    sockaddr_in* server = static_cast<sockaddr_in*>(argument);
    char out[3000], in[3000];
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (connect(s, (SOCKADDR*)server, sizeof(*server)) == SOCKET_ERROR)
        return 1;
    for (int round = 0; round < 10; ++round) {
        memset(out, 'a' + round, sizeof(out));
        if (send(s, out, sizeof(out), 0) != (int)sizeof(out))
            return 2;
        for (int got = 0; got < (int)sizeof(in);) {
            int n = recv(s, in + got, (int)sizeof(in) - got, 0);
            if (n <= 0)
                return 3;
            got += n;
        }
        if (memcmp(in, out, sizeof(in)) != 0)
            return 4;
    }
    shutdown(s, SD_SEND);
    if (recv(s, in, sizeof(in), 0) != 0)
        return 5;
    closesocket(s);
    return 0;
}

int main() {
    WSADATA wsa;
    if (WSAStartup(MAKEWORD(2, 2), &wsa) != 0)
        return 1;
    g_port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    HANDLE workers[4], clients[3];
    for (int i = 0; i < 4; ++i)
        workers[i] = (HANDLE)_beginthreadex(NULL, 0, Worker, NULL, 0, NULL);

    SOCKET listener = WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    sockaddr_in address = {};
    int length = sizeof(address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (SOCKADDR*)&address, sizeof(address)) == SOCKET_ERROR ||
        listen(listener, SOMAXCONN) == SOCKET_ERROR)
        return 1;
    getsockname(listener, (SOCKADDR*)&address, &length);
    for (int i = 0; i < 3; ++i)
        clients[i] = (HANDLE)_beginthreadex(NULL, 0, Client, &address, 0, NULL);
    for (int i = 0; i < 3; ++i) {
        PER_HANDLE_DATA* connection = new PER_HANDLE_DATA();
        connection->Socket = WSAAccept(listener, NULL, NULL, NULL, 0);
        CreateIoCompletionPort((HANDLE)connection->Socket, g_port, (ULONG_PTR)connection, 0);
        PostRead(connection);
    }
    printf("accepted 3 connections\n");
    WaitForMultipleObjects(3, clients, TRUE, INFINITE);
    for (int i = 0; i < 3; ++i) {
        DWORD code = 99;
        GetExitCodeThread(clients[i], &code);
        printf("client %d ended with %lu\n", i, (unsigned long)code);
        CloseHandle(clients[i]);
    }
    for (int i = 0; i < 4; ++i)
        PostQueuedCompletionStatus(g_port, 0, 0, NULL);
    WaitForMultipleObjects(4, workers, TRUE, INFINITE);
    for (int i = 0; i < 4; ++i)
        CloseHandle(workers[i]);
    printf("echoed %ld bytes, closed %ld\n", (long)g_echoed, (long)g_closed);
    closesocket(listener);
    CloseHandle(g_port);
    WSACleanup();
    return 0;
}
