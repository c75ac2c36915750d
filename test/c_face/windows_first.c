/* test/c_face: windows.h brings Winsock along, and winsock2.h may still follow it. */
#include <windows.h>
static SOCKET from_windows_h = INVALID_SOCKET;
#include <winsock2.h>
#include <ws2tcpip.h>
WSAPROTOCOL_INFOW* c_face_windows_first(void);
WSAPROTOCOL_INFOW* c_face_windows_first(void) {
    return from_windows_h == INVALID_SOCKET ? NULL : (WSAPROTOCOL_INFOW*)from_windows_h;
}
