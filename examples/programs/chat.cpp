// A chat server with a thread for each guest and one critical section around the list of guests.
#include <winsock2.h>

#include <process.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

#define GUESTS 4

static CRITICAL_SECTION g_lock;
static SOCKET g_guests[GUESTS];
static int g_count;
static LONG volatile g_lines;
static SOCKADDR_IN g_server;

static void Broadcast(const char* line, int length) {
    EnterCriticalSection(&g_lock);
    for (int i = 0; i < g_count; ++i)
        send(g_guests[i], line, length, 0);
    LeaveCriticalSection(&g_lock);
    InterlockedIncrement(&g_lines);
}

static unsigned __stdcall Host(void* argument) {
    SOCKET s = (SOCKET)(UINT_PTR)argument;
    char line[8];
    for (;;) {
        int got = 0, n;
        while (got < 8 && (n = recv(s, line + got, 8 - got, 0)) > 0)
            got += n;
        if (got < 8)
            break;
        Broadcast(line, got);
    }
    EnterCriticalSection(&g_lock);
    for (int i = 0; i < g_count; ++i)
        if (g_guests[i] == s)
            g_guests[i--] = g_guests[--g_count];
    LeaveCriticalSection(&g_lock);
    closesocket(s);
    return 0;
}

// Says five lines of eight letters once all are there, and counts what everybody says.
static unsigned __stdcall Guest(void* argument) {
    HANDLE all_are_there = argument;
    char heard[8 * 5 * GUESTS];
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (connect(s, (SOCKADDR*)&g_server, sizeof(g_server)) != 0)
        return 0;
    WaitForSingleObject(all_are_there, INFINITE);
    for (int i = 0; i < 5; ++i)
        send(s, "good day", 8, 0);
    int got = 0, n;
    while (got < (int)sizeof(heard) && (n = recv(s, heard + got, (int)sizeof(heard) - got, 0)) > 0)
        got += n;
    unsigned lines = 0;
    for (int i = 0; i + 8 <= got; i += 8)
        lines += memcmp(heard + i, "good day", 8) == 0;
    WaitForSingleObject(all_are_there, INFINITE);
    closesocket(s);
    return lines;
}

int main() {
    WSADATA data;
    HANDLE guests[GUESTS], hosts[GUESTS];
    int length = sizeof(g_server);
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    InitializeCriticalSection(&g_lock);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    g_server.sin_family = AF_INET;
    g_server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (SOCKADDR*)&g_server, sizeof(g_server));
    listen(listener, SOMAXCONN);
    getsockname(listener, (SOCKADDR*)&g_server, &length);
    HANDLE all_are_there = CreateEventA(NULL, TRUE, FALSE, NULL);
    for (int i = 0; i < GUESTS; ++i)
        guests[i] = (HANDLE)_beginthreadex(NULL, 0, Guest, all_are_there, 0, NULL);
    for (int i = 0; i < GUESTS; ++i) {
        SOCKET s = accept(listener, NULL, NULL);
        EnterCriticalSection(&g_lock);
        g_guests[g_count++] = s;
        LeaveCriticalSection(&g_lock);
        hosts[i] = (HANDLE)_beginthreadex(NULL, 0, Host, (void*)(UINT_PTR)s, 0, NULL);
    }
    printf("%d guests\n", GUESTS);
    SetEvent(all_are_there);
    WaitForMultipleObjects(GUESTS, guests, TRUE, INFINITE);
    WaitForMultipleObjects(GUESTS, hosts, TRUE, INFINITE);
    for (int i = 0; i < GUESTS; ++i) {
        DWORD lines = 0;
        GetExitCodeThread(guests[i], &lines);
        printf("guest %d heard %lu lines\n", i, (unsigned long)lines);
        CloseHandle(guests[i]);
        CloseHandle(hosts[i]);
    }
    printf("%ld lines were said, %d guests are left\n", (long)g_lines, g_count);
    CloseHandle(all_are_there);
    closesocket(listener);
    DeleteCriticalSection(&g_lock);
    WSACleanup();
    return 0;
}
