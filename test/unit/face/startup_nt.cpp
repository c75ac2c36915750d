// test/unit/face: WSAStartup in a source for the desktop.
#ifndef _WIN32
#define _WIN32 1
#endif
#include <winsock2.h>

int face_startup_nt() {
    WSADATA data;
    return WSAStartup(WINSOCK_VERSION, &data);
}
