/* Example: sends a message, then says goodbye with data. Usage: goodbye TSEL@HOST:PORT */
#include <stdio.h>
#include <winsock2.h>
#include <wshisotp.h>

int main(int argc, char** argv) {
    WSADATA data;
    SOCKADDR_TP to;
    int length = sizeof to;
    WSABUF goodbye = {8, "Goodbye!"};

    if (argc != 2 || WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    SOCKET s = socket(AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2);
    if (WSAStringToAddressA(argv[1], AF_ISO, NULL, (SOCKADDR*)&to, &length) != 0 ||
        connect(s, (SOCKADDR*)&to, length) != 0 || send(s, "Hello!\n", 7, 0) != 7 ||
        WSASendDisconnect(s, &goodbye) != 0)
        printf("failed: %d\n", WSAGetLastError());
    closesocket(s);
    return WSACleanup();
}
