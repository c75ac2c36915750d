// Room win32: io.h of Microsoft's C library: descriptors, which are Linux'.
#include "win32/crt_path.hpp"
#include "win32/descriptor.hpp"
#include "win32/file.hpp"

#include <cerrno>
#include <cstdarg>
#include <io.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

int open_path(const char* path, int flags, int mode) {
    return with_file(path, -1, [=](const char* name) {
        return open(name, flags & ~kTextModes, static_cast<mode_t>(mode));
    });
}

int set_mode(int fd, int mode) noexcept {
    if ((mode & ~kTextModes) != 0 || mode == 0)
        return refuse_parameter(EINVAL), -1;
    return fcntl(fd, F_GETFD) < 0 ? -1 : _O_BINARY;
}

WS2_INT64 length_of_file(int fd) noexcept {
    struct stat status {};
    return fstat(fd, &status) == 0 ? status.st_size : -1;
}

} // namespace

extern "C" {

#define WS2_OPENS(signature, last)                                                                 \
    int signature {                                                                                \
        va_list list;                                                                              \
        va_start(list, last);                                                                      \
        const int mode = (flags & O_CREAT) != 0 ? va_arg(list, int) : 0;                           \
        va_end(list);                                                                              \
        return open_path(path, flags, mode);                                                       \
    }
WS2_OPENS(_open(const char* path, int flags, ...), flags)
WS2_OPENS(_sopen(const char* path, int flags, int sharing, ...), sharing)
#undef WS2_OPENS

errno_t _sopen_s(int* fd, const char* path, int flags, int, int mode) {
    if (fd == nullptr || path == nullptr)
        return refuse_parameter(EINVAL);
    *fd = open_path(path, flags, mode);
    return *fd < 0 ? errno : 0;
}
int _creat(const char* path, int mode) {
    return open_path(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int _close(int fd) {
    if (close_file(handle_of(fd)) == 0) // with what CreateFile knows of it
        return 0;
    errno = EBADF;
    return -1;
}
int _read(int fd, void* to, unsigned size) {
    return static_cast<int>(read(fd, to, size));
}
int _write(int fd, const void* from, unsigned size) {
    return static_cast<int>(write(fd, from, size));
}
long _lseek(int fd, long to, int from) noexcept {
    return lseek(fd, to, from);
}
WS2_INT64 _lseeki64(int fd, WS2_INT64 to, int from) noexcept {
    return lseek(fd, to, from);
}
long _tell(int fd) noexcept {
    return lseek(fd, 0, SEEK_CUR);
}
WS2_INT64 _telli64(int fd) noexcept {
    return lseek(fd, 0, SEEK_CUR);
}
int _eof(int fd) noexcept {
    const off_t at = lseek(fd, 0, SEEK_CUR);
    const WS2_INT64 end = length_of_file(fd);
    return at < 0 || end < 0 ? -1 : at >= end ? 1 : 0;
}
int _chsize(int fd, long size) noexcept {
    return ftruncate(fd, size);
}
errno_t _chsize_s(int fd, WS2_INT64 size) noexcept {
    return ftruncate(fd, size) == 0 ? 0 : errno;
}
int _commit(int fd) {
    return fsync(fd);
}
long _filelength(int fd) noexcept {
    return static_cast<long>(length_of_file(fd));
}
WS2_INT64 _filelengthi64(int fd) noexcept {
    return length_of_file(fd);
}
int _dup(int fd) noexcept {
    return dup(fd);
}
int _dup2(int fd, int to) noexcept {
    return dup2(fd, to) < 0 ? -1 : 0;
}
int _pipe(int* ends, unsigned, int mode) noexcept {
    return pipe2(ends, mode & _O_NOINHERIT);
}
int _isatty(int fd) noexcept {
    return isatty(fd);
}
int _umask(int mode) noexcept {
    return static_cast<int>(umask(static_cast<mode_t>(mode)));
}
int _setmode(int fd, int mode) noexcept {
    return set_mode(fd, mode);
}
int setmode(int fd, int mode) noexcept {
    return set_mode(fd, mode);
}
intptr_t _get_osfhandle(int fd) noexcept {
    return fcntl(fd, F_GETFD) < 0 ? -1 : fd;
}
int _open_osfhandle(intptr_t handle, int) noexcept {
    return fcntl(static_cast<int>(handle), F_GETFD) < 0 ? -1 : static_cast<int>(handle);
}
}
