/* test/c_face: libc's FD_SETSIZE is not the program's. */
#include <assert.h>
#include <sys/select.h>
#include <winsock2.h>
static_assert(FD_SETSIZE == 64 && sizeof(fd_set) == 520, "Winsock's FD_SETSIZE");
