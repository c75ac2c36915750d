/* A name look-up tool: numeric addresses, services, local names, and what fails. */
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

static void look_up(const char* host, const char* service, int family, int flags) {
    struct addrinfo hints, *found = NULL, *at;
    int failed;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    hints.ai_flags = flags;
    failed = getaddrinfo(host, service, &hints, &found);
    if (failed != 0) {
        printf("%s %s: error %d\n", host, service, failed);
        return;
    }
    for (at = found; at != NULL; at = at->ai_next) {
        char name[NI_MAXHOST], port[NI_MAXSERV];
        if (getnameinfo(at->ai_addr, (socklen_t)at->ai_addrlen, name, sizeof name, port,
                        sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) == 0)
            printf("%s %s: %s port %s family %d\n", host, service, name, port, at->ai_family);
    }
    freeaddrinfo(found);
}

static void text_of_address(const char* text, int family) {
    SOCKADDR_STORAGE address;
    char back[64];
    DWORD size = sizeof back;
    INT length = sizeof address;
    if (WSAStringToAddressA((char*)text, family, NULL, (SOCKADDR*)&address, &length) != 0)
        printf("%s: error %d\n", text, WSAGetLastError());
    else if (WSAAddressToStringA((SOCKADDR*)&address, (DWORD)length, NULL, back, &size) == 0)
        printf("%s: %s in %d bytes\n", text, back, length);
}

int main(void) {
    WSADATA data;
    struct in6_addr six;
    struct hostent* host;
    char text[64];
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    look_up("127.0.0.1", "8080", AF_UNSPEC, AI_NUMERICHOST);
    look_up("::1", "80", AF_UNSPEC, AI_NUMERICHOST);
    look_up("no number", "80", AF_UNSPEC, AI_NUMERICHOST);
    look_up("localhost", "80", AF_INET, 0);
    text_of_address("192.168.7.1:99", AF_INET);
    text_of_address("[fe80::1]:7", AF_INET6);
    text_of_address("300.1.1.1", AF_INET);
    printf("inet_pton: %d %d\n", inet_pton(AF_INET6, "2001:db8::7", &six),
           inet_pton(AF_INET, "1.2.3", &six));
    inet_pton(AF_INET6, "2001:db8::7", &six);
    printf("inet_ntop: %s\n", inet_ntop(AF_INET6, &six, text, sizeof text));
    printf("inet_ntoa: %s, inet_addr: %08lx\n", inet_ntoa(*(struct in_addr*)"\x7f\0\0\1"),
           (unsigned long)ntohl(inet_addr("10.1.2.3")));
    host = gethostbyname("localhost");
    if (host == NULL)
        printf("gethostbyname: error %d\n", WSAGetLastError());
    else
        printf("gethostbyname: %s, %d bytes each\n",
               inet_ntoa(*(struct in_addr*)host->h_addr_list[0]), host->h_length);
    printf("gethostname: %d\n", gethostname(text, sizeof text));
    WSACleanup();
    return 0;
}
