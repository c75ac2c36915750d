/* test/unit/face: the calls as a program in C makes them. */
#include <winsock2.h>

int face_select_from_c(void);
int face_hostname_from_c(void);
int face_send_from_c(SOCKET s);

int face_select_from_c(void) {
    struct timeval none = {0, 0};
    return select(0, NULL, NULL, NULL, &none);
}

int face_hostname_from_c(void) {
    char name[8];
    return gethostname(name, (int)sizeof(name));
}

int face_send_from_c(SOCKET s) {
    return send(s, "abc", 3, 0);
}
