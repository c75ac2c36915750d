/* direct.h - folders of Microsoft's C library: libc's, by other names. */
#ifndef _INC_DIRECT
#define _INC_DIRECT
#include "ws2/libc_hidden.h"
#include "ws2/posix_names.h"
#include <sys/stat.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

WS2_IS_LIBCS(char*, _getcwd, getcwd, (char* to, size_t size))
WS2_IS_LIBCS(int, _chdir, chdir, (const char* path))
WS2_IS_LIBCS(int, _rmdir, rmdir, (const char* path))
WS2_IS_LIBCS(int, ws2_libc_mkdir, mkdir, (const char* path, unsigned mode))

static __inline__ int _mkdir(const char* path) {
    return ws2_libc_mkdir(path, 0777);
}

#ifdef __cplusplus
}
#endif

#endif
