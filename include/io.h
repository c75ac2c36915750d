/* io.h - low-level files of Microsoft's C library: libc's, by other names. */
#ifndef _INC_IO
#define _INC_IO
#include "ws2/crt_find.h"
#include "ws2/crt_open.h"
#include "ws2/crt_stat.h"
#include "ws2/libc_hidden.h"
#include "ws2/posix_names.h"
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#define _tell(fd) lseek((fd), 0, SEEK_CUR)
#define _chsize ftruncate
#define _commit fsync
#define _pipe(ends, size, mode) pipe(ends)

#ifdef __cplusplus
extern "C" {
#endif

extern int _close(int fd) __asm__("close");
extern ssize_t _read(int fd, void* to, size_t size) __asm__("read");
extern ssize_t _write(int fd, const void* from, size_t size) __asm__("write");
extern int _open(const char* path, int flags, ...) __asm__("open");
WS2_IS_LIBCS(off_t, _lseek, lseek, (int fd, off_t to, int from))
WS2_IS_LIBCS(off_t, _lseeki64, lseek, (int fd, off_t to, int from))
WS2_IS_LIBCS(int, _dup, dup, (int fd))
WS2_IS_LIBCS(int, _dup2, dup2, (int fd, int to))
WS2_IS_LIBCS(int, _access, access, (const char* path, int mode))
WS2_IS_LIBCS(int, _unlink, unlink, (const char* path))
WS2_IS_LIBCS(int, _chmod, chmod, (const char* path, mode_t mode))
WS2_IS_LIBCS(int, _fileno, fileno, (FILE * file))
WS2_IS_LIBCS(int, _isatty, isatty, (int fd))

/* 0 or an errno. */
static __inline__ int _access_s(const char* path, int mode) {
    return _access(path, mode) == 0 ? 0 : errno;
}
/* No sharing mode is enforced. */
static __inline__ int _sopen(const char* path, int flags, int sharing, ...) {
    va_list list;
    int mode;
    (void)sharing;
    va_start(list, sharing);
    mode = (flags & O_CREAT) != 0 ? va_arg(list, int) : 0;
    va_end(list);
    return _open(path, flags, mode);
}
/* The mode that was set before: it is always the binary one. Wide text in a file is UTF-8. */
static __inline__ int _setmode(int fd, int mode) {
    const int kinds = _O_TEXT | _O_BINARY | _O_WTEXT | _O_U16TEXT | _O_U8TEXT;
    if ((mode & ~kinds) != 0) {
        errno = EINVAL;
        return -1;
    }
    return fcntl(fd, F_GETFD) < 0 ? -1 : _O_BINARY;
}
static __inline__ int setmode(int fd, int mode) {
    return _setmode(fd, mode);
}
/* A file's handle is its descriptor. */
static __inline__ intptr_t _get_osfhandle(int fd) {
    return fcntl(fd, F_GETFD) < 0 ? -1 : (intptr_t)fd;
}
static __inline__ int _open_osfhandle(intptr_t handle, int flags) {
    (void)flags;
    return (int)handle;
}
static __inline__ WS2_INT64 _filelengthi64(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 ? (WS2_INT64)status.st_size : -1;
}
static __inline__ long _filelength(int fd) {
    return (long)_filelengthi64(fd);
}

#ifdef __cplusplus
}
#endif

#endif
