/* unistd.h for Windows programs that ask for it: declares what libc_first.h kept hidden. */
#include_next <unistd.h>
#if defined(WS2_LIBC_HIDDEN) && !defined(WS2_LIBC_FIRST) && !defined(WS2_UNISTD_SHOWN)
#define WS2_UNISTD_SHOWN
#ifdef __cplusplus
extern "C" {
#endif
extern int getopt(int count, char* const* arguments, const char* letters);
extern char* optarg;
extern int optind, opterr, optopt;
extern unsigned sleep(unsigned seconds);
extern int usleep(unsigned microseconds);
extern unsigned alarm(unsigned seconds);
extern int pause(void);
extern void sync(void);
extern int nice(int change);
extern int link(const char* from, const char* to);
extern int symlink(const char* from, const char* to);
extern ssize_t readlink(const char* path, char* to, size_t size);
extern pid_t fork(void);
extern int pipe(int* ends);
extern int truncate(const char* path, off_t length);
extern ssize_t pread(int fd, void* to, size_t size, off_t at);
extern ssize_t pwrite(int fd, const void* from, size_t size, off_t at);
extern int getpagesize(void);
#ifdef __cplusplus
}
#endif
#endif
