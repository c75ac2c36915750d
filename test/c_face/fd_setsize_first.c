/* test/c_face: a program's own FD_SETSIZE holds when no standard header came before. */
#define FD_SETSIZE 2000
#include <winsock2.h>

#include <assert.h>
#include <stdlib.h>
static_assert(FD_SETSIZE == 2000 && sizeof(fd_set) == 8 + 2000 * sizeof(SOCKET), "own FD_SETSIZE");
