// A look-up tool in wide text: hosts and services by GetAddrInfoW, addresses by InetPtonW and by
// WSAStringToAddressW, and what fails, with the system's code.
#ifndef UNICODE
#define UNICODE
#endif
#include <winsock2.h>

#include <stdio.h>
#include <string>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

// The Unicode names of Winsock, without a suffix.
static std::wstring Describe(const ADDRINFOT* info) {
    WCHAR text[80];
    DWORD size = 80;
    if (WSAAddressToString(info->ai_addr, (DWORD)info->ai_addrlen, NULL, text, &size) != 0)
        return L"?";
    return text;
}

static void LookUp(PCWSTR host, PCWSTR service, int family, int flags) {
    ADDRINFOT hints = {};
    ADDRINFOT* found = NULL;
    hints.ai_family = family;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = flags;
    const INT error = GetAddrInfo(host, service, &hints, &found);
    wprintf(L"%ls, %ls: ", host ? host : L"(null)", service ? service : L"(null)");
    if (error != 0) {
        wprintf(L"error %d\n", error);
        return;
    }
    for (const ADDRINFOT* at = found; at != NULL; at = at->ai_next) {
        WCHAR name[NI_MAXHOST] = L"";
        WCHAR port[NI_MAXSERV] = L"";
        const INT failed =
            GetNameInfo(at->ai_addr, (socklen_t)at->ai_addrlen, name, NI_MAXHOST, port, NI_MAXSERV,
                        NI_NUMERICHOST | NI_NUMERICSERV | NI_DGRAM);
        wprintf(L"%ls [%ls|%ls|%d]%ls", Describe(at).c_str(), name, port, failed,
                at->ai_next ? L", " : L"");
    }
    wprintf(L"%ls\n", found->ai_canonname ? L", with a name" : L"");
    FreeAddrInfo(found);
}

static void Numeric(int family, PCWSTR text) {
    IN6_ADDR address;
    WCHAR back[INET6_ADDRSTRLEN];
    const INT good = InetPton(family, text, &address);
    wprintf(L"InetPton %ls: %d", text, good);
    if (good == 1)
        wprintf(L", %ls", InetNtop(family, &address, back, INET6_ADDRSTRLEN));
    wprintf(L"\n");
}

static void Parse(PCWSTR text, INT family) {
    SOCKADDR_STORAGE address = {};
    INT size = sizeof address;
    std::wstring copy(text);
    if (WSAStringToAddress(&copy[0], family, NULL, (SOCKADDR*)&address, &size) != 0)
        wprintf(L"%ls: error %d\n", text, WSAGetLastError());
    else
        wprintf(L"%ls: family %d, port %d\n", text, address.ss_family,
                ntohs(((const SOCKADDR_IN*)&address)->sin_port));
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    LookUp(L"127.0.0.1", L"8080", AF_UNSPEC, AI_NUMERICHOST);
    LookUp(L"::1", NULL, AF_UNSPEC, AI_NUMERICHOST);
    LookUp(NULL, L"7", AF_INET, AI_PASSIVE);
    LookUp(NULL, L"7", AF_INET, 0);
    LookUp(L"localhost", L"53", AF_INET, AI_CANONNAME);
    LookUp(L"no number", L"1", AF_INET, AI_NUMERICHOST);
    LookUp(NULL, NULL, AF_INET, 0);
    Numeric(AF_INET, L"10.20.30.40");
    Numeric(AF_INET, L"10.20.30");
    Numeric(AF_INET6, L"2001:DB8:0:0::9");
    Numeric(AF_INET6, L"10.20.30.40");
    Parse(L"10.0.0.1:77", AF_INET);
    Parse(L"[2001:db8::1]:443", AF_INET6);
    Parse(L"nonsense", AF_INET);
    WSACleanup();
    return 0;
}
