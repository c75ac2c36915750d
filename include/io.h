/* io.h - low-level files of Microsoft's C library. */
#ifndef _INC_IO
#define _INC_IO
#include "ws2/crt_find.h"
#include "ws2/crt_open.h"
#include "ws2/crt_stat.h"
#include "ws2/crt_types.h"
#include "ws2/libc_hidden.h"
#include <stdint.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A path may have backslashes and a drive letter, which is dropped. No sharing mode is enforced. */
WS2_CRT_API int _open(const char* path, int flags, ...);
WS2_CRT_API int _sopen(const char* path, int flags, int sharing, ...);
WS2_CRT_API errno_t _sopen_s(int* fd, const char* path, int flags, int sharing, int mode);
WS2_CRT_API int _creat(const char* path, int mode);
WS2_CRT_API int _close(int fd);
WS2_CRT_API int _read(int fd, void* to, unsigned size);
WS2_CRT_API int _write(int fd, const void* from, unsigned size);
WS2_CRT_API long _lseek(int fd, long to, int from) __THROW;
WS2_CRT_API WS2_INT64 _lseeki64(int fd, WS2_INT64 to, int from) __THROW;
WS2_CRT_API long _tell(int fd) __THROW;
WS2_CRT_API WS2_INT64 _telli64(int fd) __THROW;
/* 1 at the end of the file, else 0; -1 and errno. */
WS2_CRT_API int _eof(int fd) __THROW;
WS2_CRT_API int _chsize(int fd, long size) __THROW;
WS2_CRT_API errno_t _chsize_s(int fd, WS2_INT64 size) __THROW;
WS2_CRT_API int _commit(int fd);
WS2_CRT_API long _filelength(int fd) __THROW;
WS2_CRT_API WS2_INT64 _filelengthi64(int fd) __THROW;
WS2_CRT_API int _dup(int fd) __THROW;
/* 0, where libc's dup2 gives the descriptor. */
WS2_CRT_API int _dup2(int fd, int to) __THROW;
/* The kernel chooses the size. Of the mode _O_NOINHERIT counts. */
WS2_CRT_API int _pipe(int* ends, unsigned size, int mode) __THROW;
WS2_CRT_API int _isatty(int fd) __THROW;
WS2_CRT_API int _access(const char* path, int mode) __THROW;
/* 0 or an errno. */
WS2_CRT_API errno_t _access_s(const char* path, int mode) __THROW;
WS2_CRT_API int _chmod(const char* path, int mode) __THROW;
WS2_CRT_API int _unlink(const char* path) __THROW;
WS2_CRT_API int _umask(int mode) __THROW;
WS2_CRT_API char* _mktemp(char* name) __THROW;
WS2_CRT_API errno_t _mktemp_s(char* name, size_t size) __THROW;
/* The mode that was set before: it is always the binary one. Wide text in a file is UTF-8. */
WS2_CRT_API int _setmode(int fd, int mode) __THROW;
WS2_CRT_API int setmode(int fd, int mode) __THROW;
/* A file's handle is its descriptor; -1 and errno where that is not open. */
WS2_CRT_API intptr_t _get_osfhandle(int fd) __THROW;
WS2_CRT_API int _open_osfhandle(intptr_t handle, int flags) __THROW;

#ifdef __cplusplus
}
#endif

#endif
