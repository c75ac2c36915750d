/* direct.h - folders of Microsoft's C library. */
#ifndef _INC_DIRECT
#define _INC_DIRECT
#include "ws2/crt_types.h"
#include "ws2/libc_hidden.h"
#include <sys/stat.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Into `to` or, without it, into memory that the program frees. */
WS2_CRT_API char* _getcwd(char* to, int size) __THROW;
WS2_CRT_API int _chdir(const char* path) __THROW;
WS2_CRT_API int _mkdir(const char* path) __THROW;
WS2_CRT_API int _rmdir(const char* path) __THROW;

#ifdef __cplusplus
}
#endif

#endif
