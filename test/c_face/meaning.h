/* test/c_face/meaning.h - the names that libc has too mean Winsock's things, whatever standard
 * header came before or after. For C and C++. */
#ifndef C_FACE_MEANING_H
#define C_FACE_MEANING_H
#include "everything.h"
#include <assert.h>

static_assert(sizeof(u_long) == 4, "u_long is 32 bits wide");
static_assert(sizeof(fd_set) == 8 + FD_SETSIZE * sizeof(SOCKET), "fd_set is a counted array");
static_assert(sizeof(struct timeval) == 8, "timeval holds two 32-bit numbers");
static_assert(sizeof(struct sockaddr_in) == 16 && AF_INET6 == 23, "addresses are Windows'");
static_assert(FIONREAD == 0x4004667f && SIOCATMARK == 0x40047307, "ioctl codes are Windows'");
static_assert(POLLIN == 0x0300 && sizeof(struct pollfd) == 16, "WSAPoll's records are Windows'");
static_assert((socklen_t)-1 < 0, "socklen_t is signed");

int c_face_uses_names_of_libc(SOCKET s);
int c_face_uses_names_of_libc(SOCKET s) {
    char name[256];
    fd_set readable;
    struct timeval timeout = {1, 0};
    const struct timeval* limit = &timeout;
    struct pollfd one = {0, POLLIN, 0};
    u_long nonblocking = 1;
    socklen_t length = (socklen_t)sizeof(struct sockaddr_in);
    struct sockaddr_in address;
    FD_ZERO(&readable);
    FD_SET(s, &readable);
    FD_CLR(s, &readable);
    timerclear(&timeout);
    one.fd = s;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return gethostname(name, sizeof(name)) + select(0, &readable, NULL, NULL, limit) +
           ioctlsocket(s, (LONG)FIONBIO, &nonblocking) + FD_ISSET(s, &readable) +
           getsockname(s, (struct sockaddr*)&address, &length) + WSAPoll(&one, 1, 0) +
           (timerisset(&timeout) ? 1 : 0);
}

#endif
