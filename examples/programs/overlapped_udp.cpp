// Datagrams with completion routines: every call completes in an alertable wait of its own thread.
#include <winsock2.h>

#include <cstdio>
#include <cstring>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

struct Endpoint {
    WSAOVERLAPPED overlapped; // first: the completion routine casts it back
    SOCKET socket;
    SOCKADDR_IN from;
    INT from_length;
    DWORD flags;
    char data[64];
    int received;
};

static int g_left = 6;
static bool g_aborted = false;

static void Receive(Endpoint* endpoint);

static void CALLBACK Sent(DWORD error, DWORD bytes, LPWSAOVERLAPPED, DWORD) {
    if (error != 0 || bytes == 0)
        std::printf("send failed: %lu\n", (unsigned long)error);
}

static void CALLBACK Received(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped, DWORD) {
    Endpoint* endpoint = reinterpret_cast<Endpoint*>(overlapped);
    if (error == WSA_OPERATION_ABORTED) {
        std::printf("receive aborted\n");
        g_aborted = true;
        return;
    }
    std::printf("%.*s\n", (int)bytes, endpoint->data);
    ++endpoint->received;
    if (--g_left == 0)
        return;
    static WSAOVERLAPPED sending;
    static char text[64];
    std::memset(&sending, 0, sizeof(sending));
    WSABUF buffer = {(ULONG)std::sprintf(text, "datagram %d", 7 - g_left), text};
    if (WSASendTo(endpoint->socket, &buffer, 1, NULL, 0, (SOCKADDR*)&endpoint->from,
                  endpoint->from_length, &sending, Sent) == SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING)
        std::printf("WSASendTo: %d\n", WSAGetLastError());
    Receive(endpoint);
}

static void Receive(Endpoint* endpoint) {
    WSABUF buffer = {sizeof(endpoint->data), endpoint->data};
    std::memset(&endpoint->overlapped, 0, sizeof(endpoint->overlapped));
    endpoint->flags = 0;
    endpoint->from_length = sizeof(endpoint->from);
    if (WSARecvFrom(endpoint->socket, &buffer, 1, NULL, &endpoint->flags,
                    (SOCKADDR*)&endpoint->from, &endpoint->from_length, &endpoint->overlapped,
                    Received) == SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING)
        std::printf("WSARecvFrom: %d\n", WSAGetLastError());
}

static bool Open(Endpoint* endpoint, SOCKADDR_IN* address) {
    int length = sizeof(*address);
    endpoint->socket = WSASocket(AF_INET, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, WSA_FLAG_OVERLAPPED);
    std::memset(address, 0, sizeof(*address));
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return endpoint->socket != INVALID_SOCKET &&
           bind(endpoint->socket, (SOCKADDR*)address, sizeof(*address)) == 0 &&
           getsockname(endpoint->socket, (SOCKADDR*)address, &length) == 0;
}

int main() {
    WSADATA wsa;
    static Endpoint one, other;
    SOCKADDR_IN one_address, other_address;
    if (WSAStartup(MAKEWORD(2, 2), &wsa) != 0 || !Open(&one, &one_address) ||
        !Open(&other, &other_address))
        return 1;
    Receive(&one);
    Receive(&other);
    sendto(one.socket, "datagram 1", 10, 0, (SOCKADDR*)&other_address, sizeof(other_address));
    while (g_left > 0)
        if (SleepEx(10000, TRUE) != WAIT_IO_COMPLETION)
            break;
    std::printf("one received %d, the other %d\n", one.received, other.received);
    CancelIo((HANDLE)other.socket); // its last receive waits still
    while (!g_aborted && SleepEx(10000, TRUE) == WAIT_IO_COMPLETION) {
    }
    closesocket(one.socket);
    closesocket(other.socket);
    WSACleanup();
    return 0;
}
