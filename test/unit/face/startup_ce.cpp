// test/unit/face: WSAStartup in a source for Windows CE.
#define _WIN32_WCE 0x600
#include <winsock2.h>

int face_startup_ce() {
    WSADATA data;
    return WSAStartup(WINSOCK_VERSION, &data);
}
