/* Example: lists the protocols of the catalog, the first choice first. Usage: protocols */
#include <stdio.h>
#include <stdlib.h>
#include <winsock2.h>

int main(void) {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    DWORD size = 0;
    WSAEnumProtocolsA(NULL, NULL, &size); /* fails with WSAENOBUFS and says how much it needs */
    WSAPROTOCOL_INFOA* list = malloc(size);
    int count = WSAEnumProtocolsA(NULL, list, &size);
    for (int i = 0; i < count; ++i)
        printf("%-28s disconnect data: %s\n", list[i].szProtocol,
               list[i].dwServiceFlags1 & XP1_DISCONNECT_DATA ? "yes" : "no");
    free(list);
    return count == SOCKET_ERROR ? 1 : WSACleanup();
}
