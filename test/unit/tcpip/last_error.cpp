// What the provider finds in the library: the extension functions leave their error with the
// thread.
#include <winsock2.h>

namespace {
constinit thread_local int last_error = 0;
}

extern "C" {
void WSAAPI WSASetLastError(int error) {
    last_error = error;
}
int WSAAPI WSAGetLastError(void) {
    return last_error;
}
}
