// Room win32: files by name and streams of Microsoft's C library, and what ws2cc links the standard
// names to: their paths may have backslashes.
#include "win32/command_shell.hpp"
#include "win32/crt_path.hpp"
#include "win32/file.hpp"

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <direct.h>
#include <io.h>
#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <ws2/crt_stdio.h>

#include <atomic>
#include <fcntl.h>

using namespace ws2::win32;

namespace {

FILE* open_file(const char* path, const char* mode) {
    return with_file(path, static_cast<FILE*>(nullptr),
                     [&](const char* name) { return std::fopen(name, mode_of(mode).c_str()); });
}

// Without a path the file stays, with another mode.
FILE* reopen(const char* path, const char* mode, FILE* file) {
    const auto again = [&](const char* name) {
        return std::freopen(name, mode_of(mode).c_str(), file);
    };
    return path == nullptr ? contained(static_cast<FILE*>(nullptr), [&] { return again(nullptr); })
                           : with_file(path, static_cast<FILE*>(nullptr), again);
}

int access_of(const char* path, int mode) {
    return with_path(path, -1, [=](const char* name) { return access(name, mode); });
}
int unlink_file(const char* path) {
    return with_path(path, -1, [](const char* name) { return unlink(name); });
}
int make_folder(const char* path) {
    return with_path(path, -1, [](const char* name) { return mkdir(name, 0777); });
}
int remove_folder(const char* path) {
    return with_path(path, -1, [](const char* name) { return rmdir(name); });
}
int change_folder(const char* path) {
    return with_path(path, -1, [](const char* name) { return chdir(name); });
}

// The X at the end become a letter and the process' number.
errno_t temporary_name(char* name, std::size_t size) {
    constexpr std::size_t marks = 6;
    const std::size_t length = name == nullptr ? 0 : strnlen(name, size);
    if (length < marks || length == size ||
        std::string_view(name + length - marks, marks) != "XXXXXX")
        return refuse_text(name, size, EINVAL);
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        std::snprintf(name + length - marks, marks + 1, "%c%05u", letter,
                      static_cast<unsigned>(getpid()) % 100000);
        if (access_of(name, F_OK) != 0)
            return 0;
    }
    name[0] = 0;
    return errno = EEXIST;
}

} // namespace

extern "C" {

// What ws2cc's <stdio.h>, <unistd.h> and <sys/stat.h> link the standard names to.
WINBASEAPI FILE* ws2_fopen(const char* path, const char* mode) {
    return open_file(path, mode);
}
WINBASEAPI FILE* ws2_freopen(const char* path, const char* mode, FILE* file) {
    return reopen(path, mode, file);
}
WINBASEAPI int ws2_fgetpos(FILE* file, long long* to) {
    if (file == nullptr || to == nullptr)
        return refuse_parameter(EINVAL), -1;
    *to = ftello(file);
    return *to < 0 ? -1 : 0;
}
WINBASEAPI int ws2_fsetpos(FILE* file, const long long* to) {
    if (file == nullptr || to == nullptr)
        return refuse_parameter(EINVAL), -1;
    return fseeko(file, *to, SEEK_SET);
}
WINBASEAPI int ws2_remove(const char* path) {
    return with_path(path, -1, [](const char* name) { return std::remove(name); });
}
// Windows does not replace what is there. Not every file system can promise that.
static int rename_to_new(const char* from, const char* to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    struct stat there {};
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (lstat(to, &there) == 0) {
        errno = EEXIST;
        return -1;
    }
    return std::rename(from, to);
}
WINBASEAPI int ws2_rename(const char* from, const char* to) {
    return with_path(from, -1, [&](const char* old_name) {
        return with_path(to, -1, [&](const char* name) { return rename_to_new(old_name, name); });
    });
}
WINBASEAPI int ws2_access(const char* path, int mode) {
    return access_of(path, mode);
}
WINBASEAPI int ws2_unlink(const char* path) {
    return unlink_file(path);
}
WINBASEAPI int ws2_rmdir(const char* path) {
    return remove_folder(path);
}
WINBASEAPI int ws2_chdir(const char* path) {
    return change_folder(path);
}
// Whether the program gives a mode or not, as Windows has none.
WINBASEAPI int ws2_mkdir(const char* path, ...) {
    return make_folder(path);
}
WINBASEAPI int ws2_stat(const char* path, struct stat* status) {
    return with_path(path, -1, [=](const char* name) { return stat(name, status); });
}

errno_t fopen_s(FILE** file, const char* path, const char* mode) {
    if (file == nullptr || path == nullptr || mode == nullptr)
        return refuse_parameter(EINVAL);
    *file = open_file(path, mode);
    return *file == nullptr ? errno : 0;
}
errno_t freopen_s(FILE** out, const char* path, const char* mode, FILE* file) {
    if (out == nullptr || mode == nullptr || file == nullptr)
        return refuse_parameter(EINVAL);
    *out = reopen(path, mode, file);
    return *out == nullptr ? errno : 0;
}
FILE* _fsopen(const char* path, const char* mode, int) {
    return open_file(path, mode);
}
FILE* _fdopen(int fd, const char* mode) noexcept {
    return contained(static_cast<FILE*>(nullptr),
                     [&] { return fdopen(fd, mode_of(mode).c_str()); });
}
FILE* _popen(const char* command, const char* mode) {
    if (command == nullptr || mode == nullptr)
        return refuse_parameter(EINVAL), nullptr;
    return contained(static_cast<FILE*>(nullptr),
                     [&] { return popen(for_shell(command).c_str(), mode[0] == 'w' ? "w" : "r"); });
}
int _pclose(FILE* file) {
    const int status = pclose(file);
    return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : status;
}
int _fseeki64(FILE* file, WS2_INT64 to, int from) {
    return fseeko(file, to, from);
}
WS2_INT64 _ftelli64(FILE* file) {
    return ftello(file);
}
int _fileno(FILE* file) noexcept {
    return fileno(file);
}
int _fcloseall(void) {
    return fcloseall();
}
int _flushall(void) {
    return std::fflush(nullptr);
}
char* gets_s(char* to, size_t size) {
    if (to == nullptr || size == 0)
        return refuse_parameter(EINVAL), nullptr;
    std::size_t length = 0;
    int c = 0;
    while ((c = std::getc(stdin)) != EOF && c != '\n') {
        if (length + 1 == size)
            return refuse_text(to, size, ERANGE), nullptr;
        to[length++] = static_cast<char>(c);
    }
    to[length] = 0;
    return c == EOF && length == 0 ? nullptr : to;
}
int _getmaxstdio(void) noexcept {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<int>(std::min(limit.rlim_cur, rlim_t{INT_MAX}));
}
int _setmaxstdio(int files) noexcept {
    constexpr int least = 20; // the limits that are documented
    constexpr int most = 8192;
    if (files < least || files > most)
        return refuse_parameter(EINVAL), -1;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const auto wanted = static_cast<rlim_t>(files);
    if (limit.rlim_cur >= wanted)
        return files;
    limit.rlim_cur = wanted;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? files : -1;
}

errno_t tmpnam_s(char* to, size_t size) noexcept {
    static std::atomic<unsigned> count{0};
    if (to == nullptr || size == 0)
        return refuse_parameter(EINVAL);
    const char* folder = std::getenv("TMPDIR");
    if (folder == nullptr || *folder == 0)
        folder = "/tmp";
    int length = 0;
    do {
        length =
            std::snprintf(to, size, "%s/s%x.%x", folder, static_cast<unsigned>(getpid()), ++count);
    } while (length > 0 && static_cast<size_t>(length) < size && access(to, F_OK) == 0);
    return length > 0 && static_cast<size_t>(length) < size ? 0 : refuse_text(to, size, ERANGE);
}
errno_t tmpfile_s(FILE** file) {
    if (file == nullptr)
        return refuse_parameter(EINVAL);
    *file = std::tmpfile();
    return *file == nullptr ? errno : 0;
}
char* _mktemp(char* name) noexcept {
    return temporary_name(name, SIZE_MAX) == 0 ? name : nullptr;
}
errno_t _mktemp_s(char* name, size_t size) noexcept {
    return temporary_name(name, size);
}

int _access(const char* path, int mode) noexcept {
    return access_of(path, mode);
}
errno_t _access_s(const char* path, int mode) noexcept {
    return access_of(path, mode) == 0 ? 0 : errno;
}
int _chmod(const char* path, int mode) noexcept {
    return with_path(path, -1,
                     [=](const char* name) { return chmod(name, static_cast<mode_t>(mode)); });
}
int _unlink(const char* path) noexcept {
    return unlink_file(path);
}
int _mkdir(const char* path) noexcept {
    return make_folder(path);
}
int _rmdir(const char* path) noexcept {
    return remove_folder(path);
}
int _chdir(const char* path) noexcept {
    return change_folder(path);
}
char* _getcwd(char* to, int size) noexcept {
    return contained(static_cast<char*>(nullptr), [&]() -> char* {
        const std::unique_ptr<char, void (*)(void*)> here(getcwd(nullptr, 0), std::free);
        if (here == nullptr)
            return nullptr;
        const std::string path = windows_path(here.get());
        std::size_t room = static_cast<std::size_t>(std::max(size, 0));
        if (to == nullptr) {
            room = std::max(room, path.size() + 1);
            to = static_cast<char*>(std::malloc(room));
        }
        if (to == nullptr || room <= path.size()) {
            errno = to == nullptr ? ENOMEM : ERANGE;
            return nullptr;
        }
        std::memcpy(to, path.c_str(), path.size() + 1);
        return to;
    });
}
}
