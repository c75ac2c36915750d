// Room win32: the C library's calls that take a wide name: files, folders, environment, errors.
#include "win32/command_shell.hpp"
#include "win32/crt_locale.hpp"
#include "win32/crt_path.hpp"
#include "win32/file.hpp"

#include <cerrno>
#include <clocale>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

// A copy that the program frees.
WCHAR* copied(std::u16string_view text) {
    auto* copy = static_cast<WCHAR*>(std::malloc((text.size() + 1) * sizeof(WCHAR)));
    if (copy != nullptr) {
        std::memcpy(copy, text.data(), text.size() * sizeof(WCHAR));
        copy[text.size()] = 0;
    }
    return copy;
}

// Into the caller's buffer, or into one that the program frees if there is none.
WCHAR* given(std::u16string_view text, WCHAR* to, size_t size) {
    if (to == nullptr)
        return copied(text);
    if (text.size() >= size) {
        errno = ERANGE;
        return nullptr;
    }
    std::memcpy(to, text.data(), text.size() * sizeof(WCHAR));
    to[text.size()] = 0;
    return to;
}

// One text for each call of the thread, as libc has one for the narrow call.
WCHAR* kept(std::u16string& place, const char* text) {
    return contained(static_cast<WCHAR*>(nullptr), [&]() -> WCHAR* {
        if (text == nullptr)
            return nullptr;
        place = ws2::base::to_utf16(text);
        return place.data();
    });
}

} // namespace

extern "C" {

FILE* _wfopen(const WCHAR* path, const WCHAR* mode) {
    return with_file(path, static_cast<FILE*>(nullptr),
                     [&](const char* name) { return std::fopen(name, mode_of(mode).c_str()); });
}
FILE* _wfsopen(const WCHAR* path, const WCHAR* mode, int) {
    return _wfopen(path, mode);
}
errno_t _wfopen_s(FILE** file, const WCHAR* path, const WCHAR* mode) {
    if (file == nullptr || path == nullptr || mode == nullptr)
        return errno = EINVAL;
    *file = _wfopen(path, mode);
    return *file == nullptr ? errno : 0;
}
FILE* _wfreopen(const WCHAR* path, const WCHAR* mode, FILE* file) {
    return with_file(path, static_cast<FILE*>(nullptr), [&](const char* name) {
        return std::freopen(name, mode_of(mode).c_str(), file);
    });
}
FILE* _wfdopen(int fd, const WCHAR* mode) {
    return contained(static_cast<FILE*>(nullptr),
                     [&] { return fdopen(fd, mode_of(mode).c_str()); });
}
FILE* _wpopen(const WCHAR* command, const WCHAR* mode) {
    return contained(static_cast<FILE*>(nullptr),
                     [&] { return popen(narrow(command).c_str(), mode[0] == 'w' ? "w" : "r"); });
}
int _wopen(const WCHAR* path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    const auto bits = (flags & O_CREAT) != 0 ? va_arg(list, unsigned) : 0;
    va_end(list);
    return with_file(path, -1,
                     [&](const char* name) { return open(name, flags & ~kTextModes, bits); });
}
int _wstat(const WCHAR* path, struct stat* status) {
    return with_path(path, -1, [=](const char* name) { return stat(name, status); });
}
int _waccess(const WCHAR* path, int mode) {
    return with_path(path, -1, [&](const char* name) { return access(name, mode); });
}
int _wchmod(const WCHAR* path, int mode) {
    return with_path(path, -1,
                     [&](const char* name) { return chmod(name, static_cast<mode_t>(mode)); });
}
int _wremove(const WCHAR* path) {
    return with_path(path, -1, [](const char* name) { return std::remove(name); });
}
int _wunlink(const WCHAR* path) {
    return with_path(path, -1, [](const char* name) { return unlink(name); });
}
int _wrename(const WCHAR* from, const WCHAR* to) {
    return with_path(from, -1, [&](const char* name) {
        // Windows does not replace what is there.
        return renameat2(AT_FDCWD, name, AT_FDCWD, linux_path(narrow(to)).c_str(),
                         RENAME_NOREPLACE);
    });
}
int _wmkdir(const WCHAR* path) {
    return with_path(path, -1, [](const char* name) { return mkdir(name, 0777); });
}
int _wrmdir(const WCHAR* path) {
    return with_path(path, -1, [](const char* name) { return rmdir(name); });
}
int _wchdir(const WCHAR* path) {
    return with_path(path, -1, [](const char* name) { return chdir(name); });
}
WCHAR* _wgetcwd(WCHAR* to, int size) {
    return contained(static_cast<WCHAR*>(nullptr), [&]() -> WCHAR* {
        char* here = getcwd(nullptr, 0);
        if (here == nullptr)
            return nullptr;
        const std::u16string wide = ws2::base::to_utf16(windows_path(here));
        std::free(here);
        return given(wide, to, static_cast<size_t>(size));
    });
}
int _wsystem(const WCHAR* command) {
    return contained(
        -1, [&] { return run_command(command == nullptr ? nullptr : narrow(command).c_str()); });
}
void _wperror(const WCHAR* text) {
    const int error = errno;
    contained(0, [&] {
        const std::string words = narrow(text);
        errno = error;
        std::perror(words.c_str());
        return 0;
    });
}
WCHAR* _wcserror(int error) {
    static thread_local std::u16string place;
    return kept(place, std::strerror(error));
}
errno_t _wcserror_s(WCHAR* to, size_t size, int error) {
    const WCHAR* text = _wcserror(error);
    const errno_t result = text == nullptr ? ENOMEM : wcsncpy_s(to, size, text, _TRUNCATE);
    return result == kTruncated ? 0 : result;
}

WCHAR* _wgetenv(const WCHAR* name) {
    static thread_local std::map<std::string, std::u16string> places;
    return contained(static_cast<WCHAR*>(nullptr), [&]() -> WCHAR* {
        const std::string key = narrow(name);
        const char* value = std::getenv(key.c_str());
        return value == nullptr ? nullptr : kept(places[key], value);
    });
}
errno_t _wgetenv_s(size_t* length, WCHAR* to, size_t size, const WCHAR* name) {
    if (length == nullptr || name == nullptr || (to == nullptr && size != 0))
        return errno = EINVAL;
    const WCHAR* value = _wgetenv(name);
    *length = value == nullptr ? 0 : length_of(value) + 1;
    if (to != nullptr && size != 0)
        to[0] = 0;
    return value == nullptr || size == 0 ? 0 : wcscpy_s(to, size, value);
}
errno_t _wdupenv_s(WCHAR** to, size_t* length, const WCHAR* name) {
    if (to == nullptr || name == nullptr)
        return errno = EINVAL;
    const WCHAR* value = _wgetenv(name);
    *to = value == nullptr ? nullptr : ws2_wcsdup(value);
    if (length != nullptr)
        *length = value == nullptr ? 0 : length_of(value) + 1;
    return value != nullptr && *to == nullptr ? ENOMEM : 0;
}
errno_t _wputenv_s(const WCHAR* name, const WCHAR* value) {
    if (name == nullptr || value == nullptr)
        return errno = EINVAL;
    return contained(ENOMEM, [&] {
        const std::string key = narrow(name);
        const int done =
            *value == 0 ? unsetenv(key.c_str()) : setenv(key.c_str(), narrow(value).c_str(), 1);
        return done == 0 ? 0 : errno;
    });
}
int _wputenv(const WCHAR* assignment) {
    const WCHAR* equals = ws2_wcschr(assignment, '=');
    if (equals == nullptr || equals == assignment) {
        errno = EINVAL;
        return -1;
    }
    return contained(-1, [&] {
        const std::u16string name(assignment, equals);
        return _wputenv_s(name.c_str(), equals + 1) == 0 ? 0 : -1;
    });
}
WCHAR* _wsetlocale(int category, const WCHAR* name) {
    static thread_local std::u16string place;
    return contained(static_cast<WCHAR*>(nullptr), [&] {
        return kept(place, set_locale(category, name == nullptr ? nullptr : narrow(name).c_str()));
    });
}

WCHAR* _wasctime(const struct tm* when) {
    static thread_local std::u16string place;
    char text[64];
    return kept(place, asctime_r(when, text));
}
WCHAR* _wctime(const time_t* when) {
    struct tm local {};
    return localtime_r(when, &local) == nullptr ? nullptr : _wasctime(&local);
}
errno_t _wasctime_s(WCHAR* to, size_t size, const struct tm* when) {
    const WCHAR* text = to == nullptr || when == nullptr ? nullptr : _wasctime(when);
    return text == nullptr ? (errno = EINVAL) : wcscpy_s(to, size, text);
}
errno_t _wctime_s(WCHAR* to, size_t size, const time_t* when) {
    const WCHAR* text = to == nullptr || when == nullptr ? nullptr : _wctime(when);
    return text == nullptr ? (errno = EINVAL) : wcscpy_s(to, size, text);
}
}
