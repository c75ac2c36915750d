/* test/c_face: refused with one clear sentence; the suite looks for it. */
#include <sys/socket.h>

#include <winsock2.h>
