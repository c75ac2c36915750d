/* io.h - low-level files of Microsoft's C library: libc's, by other names. */
#ifndef _INC_IO
#define _INC_IO
#include "ws2/crt_find.h"
#include "ws2/crt_stat.h"
#include "ws2/libc_hidden.h"
#include "ws2/posix_names.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif

#define _O_RDONLY O_RDONLY
#define _O_WRONLY O_WRONLY
#define _O_RDWR O_RDWR
#define _O_APPEND O_APPEND
#define _O_CREAT O_CREAT
#define _O_TRUNC O_TRUNC
#define _O_EXCL O_EXCL
#define _O_NOINHERIT O_CLOEXEC
/* Text is what it is: no mode changes it. */
#define _O_TEXT 0x4000
#define _O_BINARY 0x8000
#define _O_WTEXT 0x10000
#define _O_U16TEXT 0x20000
#define _O_U8TEXT 0x40000
#ifndef O_BINARY
#define O_BINARY 0
#define O_TEXT 0
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
static inline int _access_s(const char* path, int mode) {
    return _access(path, mode) == 0 ? 0 : errno;
}
/* No sharing mode is enforced. */
static inline int _sopen(const char* path, int flags, int sharing, ...) {
    va_list list;
    int mode;
    (void)sharing;
    va_start(list, sharing);
    mode = (flags & O_CREAT) != 0 ? va_arg(list, int) : 0;
    va_end(list);
    return _open(path, flags, mode);
}
/* The mode that was set before: it is always the binary one. Wide text in a file is UTF-8. */
static inline int _setmode(int fd, int mode) {
    const int kinds = _O_TEXT | _O_BINARY | _O_WTEXT | _O_U16TEXT | _O_U8TEXT;
    if ((mode & ~kinds) != 0) {
        errno = EINVAL;
        return -1;
    }
    return fcntl(fd, F_GETFD) < 0 ? -1 : _O_BINARY;
}
static inline int setmode(int fd, int mode) {
    return _setmode(fd, mode);
}
/* A file's handle is its descriptor. */
static inline intptr_t _get_osfhandle(int fd) {
    return fcntl(fd, F_GETFD) < 0 ? -1 : (intptr_t)fd;
}
static inline int _open_osfhandle(intptr_t handle, int flags) {
    (void)flags;
    return (int)handle;
}
static inline WS2_INT64 _filelengthi64(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 ? (WS2_INT64)status.st_size : -1;
}
static inline long _filelength(int fd) {
    return (long)_filelengthi64(fd);
}

#ifdef __cplusplus
}
#endif

#endif
