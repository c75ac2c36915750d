/* unistd.h for Windows programs that ask for it: declares what libc_first.h kept hidden. */
/* Of a path these understand Windows' form: backslashes, a drive letter, NUL. */
#ifndef WS2_PATHS_OF_UNISTD
#define WS2_PATHS_OF_UNISTD
#pragma push_macro("access")
#undef access
#pragma redefine_extname access ws2_access
#pragma pop_macro("access")
#pragma push_macro("unlink")
#undef unlink
#pragma redefine_extname unlink ws2_unlink
#pragma pop_macro("unlink")
#pragma push_macro("rmdir")
#undef rmdir
#pragma redefine_extname rmdir ws2_rmdir
#pragma pop_macro("rmdir")
#pragma push_macro("chdir")
#undef chdir
#pragma redefine_extname chdir ws2_chdir
#pragma pop_macro("chdir")
#endif
#ifdef WS2_LIBC_FIRST
#include_next <unistd.h>
#else
#include <ws2/libc_hidden.h>
#endif
#if defined(WS2_LIBC_HIDDEN) && !defined(WS2_LIBC_FIRST) && !defined(WS2_UNISTD_SHOWN)
#define WS2_UNISTD_SHOWN
/* A program may bring a getopt.h of its own, with another form of getopt. */
#define __UNISTD_GETOPT__
#include <getopt.h>
#undef __UNISTD_GETOPT__
#ifdef __cplusplus
extern "C" {
#endif
extern unsigned sleep(unsigned seconds);
extern int usleep(unsigned microseconds);
extern unsigned alarm(unsigned seconds);
extern int pause(void);
extern void sync(void);
extern int nice(int change);
extern int link(const char* from, const char* to);
extern int symlink(const char* from, const char* to);
extern __ssize_t readlink(const char* path, char* to, size_t size);
extern __pid_t fork(void);
extern int pipe(int* ends);
extern int truncate(const char* path, __off_t length);
extern __ssize_t pread(int fd, void* to, size_t size, __off_t at);
extern __ssize_t pwrite(int fd, const void* from, size_t size, __off_t at);
extern int getpagesize(void);
#ifdef __cplusplus
}
#endif
#endif
