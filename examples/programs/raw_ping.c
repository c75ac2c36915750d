/* A ping over a raw socket: an echo request made by hand, and the reply with its IP header. */
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

#pragma pack(push, 1)
typedef struct _IPHEADER {
    BYTE VersionAndLength;
    BYTE TypeOfService;
    USHORT TotalLength;
    USHORT Identification;
    USHORT Fragment;
    BYTE TimeToLive;
    BYTE Protocol;
    USHORT Checksum;
    ULONG Source;
    ULONG Destination;
} IPHEADER;

typedef struct _ECHO {
    BYTE Type;
    BYTE Code;
    USHORT Checksum;
    USHORT Id;
    USHORT Sequence;
    unsigned __int64 Time;
    char Data[24];
} ECHO;
#pragma pack(pop)

static USHORT Checksum(const void* data, int length) {
    const USHORT* at = (const USHORT*)data;
    unsigned long sum = 0;
    for (; length > 1; length -= 2)
        sum += *at++;
    if (length == 1)
        sum += *(const BYTE*)at;
    sum = (sum >> 16) + (sum & 0xffff);
    sum += sum >> 16;
    return (USHORT)~sum;
}

static int Receive(SOCKET s, USHORT id, USHORT sequence) {
    char packet[1500];
    for (;;) {
        struct sockaddr_in from;
        int size = sizeof from;
        int got = recvfrom(s, packet, sizeof packet, 0, (struct sockaddr*)&from, &size);
        const IPHEADER* ip = (const IPHEADER*)packet;
        const ECHO* echo;
        int header;
        if (got == SOCKET_ERROR) {
            printf("recvfrom: error %d\n", WSAGetLastError());
            return 0;
        }
        header = (ip->VersionAndLength & 15) * 4;
        if (got < header + (int)sizeof(ECHO) || ip->Protocol != IPPROTO_ICMP)
            continue;
        echo = (const ECHO*)(packet + header);
        if (echo->Type != 0 || echo->Id != id || echo->Sequence != sequence)
            continue; /* the request itself, or somebody else's */
        printf("reply from %s: version %d, protocol %d, sequence %d, \"%s\", checksum %s\n",
               inet_ntoa(from.sin_addr), ip->VersionAndLength >> 4, ip->Protocol,
               ntohs(echo->Sequence), echo->Data,
               Checksum(echo, got - header) == 0 ? "right" : "wrong");
        return 1;
    }
}

int main(void) {
    WSADATA data;
    SOCKET s;
    struct sockaddr_in to;
    DWORD limit = 5000;
    int ttl = 32, size = sizeof ttl, answers = 0, i;
    USHORT id = (USHORT)GetCurrentProcessId();
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    s = WSASocketA(AF_INET, SOCK_RAW, IPPROTO_ICMP, NULL, 0, WSA_FLAG_OVERLAPPED);
    if (s == INVALID_SOCKET) {
        printf("socket: error %d%s\n", WSAGetLastError(),
               WSAGetLastError() == WSAEACCES ? " (administrators only)" : "");
        WSACleanup();
        return 1;
    }
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char*)&limit, sizeof limit);
    setsockopt(s, IPPROTO_IP, IP_TTL, (const char*)&ttl, sizeof ttl);
    getsockopt(s, IPPROTO_IP, IP_TTL, (char*)&ttl, &size);
    printf("time to live %d\n", ttl);
    memset(&to, 0, sizeof to);
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = inet_addr("127.0.0.1");
    for (i = 0; i < 3; ++i) {
        ECHO echo;
        memset(&echo, 0, sizeof echo);
        echo.Type = 8;
        echo.Id = id;
        echo.Sequence = htons((USHORT)i);
        echo.Time = GetTickCount64();
        strcpy(echo.Data, "hello");
        echo.Checksum = Checksum(&echo, sizeof echo);
        if (sendto(s, (const char*)&echo, sizeof echo, 0, (struct sockaddr*)&to, sizeof to) !=
            (int)sizeof echo) {
            printf("sendto: error %d\n", WSAGetLastError());
            break;
        }
        answers += Receive(s, id, echo.Sequence);
    }
    printf("%d of 3 answered\n", answers);
    closesocket(s);
    WSACleanup();
    return answers == 3 ? 0 : 1;
}
