// test/c_face: the headers inside extern "C", as some sources include them.
extern "C" {
#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>
}
#include <algorithm>
#include <string>

static_assert(_WIN32_WINNT >= _WIN32_WINNT_VISTA && NTDDI_VERSION >= NTDDI_VISTA);
bool c_face_same(const GUID& a, const GUID& b);
bool c_face_same(const GUID& a, const GUID& b) {
    return a == b && !(a != b);
}
