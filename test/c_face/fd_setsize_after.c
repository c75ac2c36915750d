/* test/c_face: a program's own FD_SETSIZE holds when libc's was seen, even with libc's value. */
#include <assert.h>
#include <stdlib.h>
#include <sys/select.h>
#undef FD_SETSIZE
#define FD_SETSIZE 1024
#include <winsock2.h>
static_assert(FD_SETSIZE == 1024 && sizeof(fd_set) == 8 + 1024 * sizeof(SOCKET), "own FD_SETSIZE");
