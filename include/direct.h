/* direct.h - folders of Microsoft's C library: libc's, by other names. */
#ifndef _INC_DIRECT
#define _INC_DIRECT
#include "ws2/libc_hidden.h"
#include <sys/stat.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#define _getcwd getcwd
#define _chdir chdir
#define _rmdir rmdir

#ifdef __cplusplus
extern "C" {
#endif

static inline int _mkdir(const char* path) {
    return mkdir(path, 0777);
}

#ifdef __cplusplus
}
#endif

#endif
