// Room win32: the C library's calls that take a wide name: files, folders, environment, errors.
#include "win32/file.hpp"
#include "win32/text.hpp"

#include <cerrno>
#include <clocale>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fileapi.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

std::string path_of(const WCHAR* path) {
    return linux_path(narrow(path));
}

// The mode without what Microsoft adds: t, S, R, T, D, ", ccs=..."; N is "closed by exec".
std::string mode_of(const WCHAR* mode) {
    std::string out;
    for (; *mode != 0 && *mode != ','; ++mode) {
        if (*mode == 'N')
            out.push_back('e');
        else if (*mode < 0x80 && std::strchr("rwa+bx", static_cast<char>(*mode)) != nullptr)
            out.push_back(static_cast<char>(*mode));
    }
    return out;
}

template<typename Body>
auto with_path(const WCHAR* path, decltype(std::declval<Body>()(nullptr)) failed, Body body) {
    if (path == nullptr) {
        errno = EINVAL;
        return failed;
    }
    return contained(failed, [&] { return body(path_of(path).c_str()); });
}

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

void part(WCHAR* to, std::u16string_view text) {
    if (to != nullptr)
        given(text, to, 256); // _MAX_DIR, _MAX_FNAME, _MAX_EXT
}

} // namespace

extern "C" {

FILE* _wfopen(const WCHAR* path, const WCHAR* mode) {
    return with_path(path, static_cast<FILE*>(nullptr),
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
    return with_path(path, static_cast<FILE*>(nullptr), [&](const char* name) {
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
    constexpr int text_and_binary = 0x4000 | 0x8000; // io.h's, which mean nothing here
    return with_path(path, -1,
                     [&](const char* name) { return open(name, flags & ~text_and_binary, bits); });
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
        return renameat2(AT_FDCWD, name, AT_FDCWD, path_of(to).c_str(), RENAME_NOREPLACE);
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
        const std::u16string wide = ws2::base::to_utf16(here);
        std::free(here);
        return given(wide, to, static_cast<size_t>(size));
    });
}
WCHAR* _wfullpath(WCHAR* to, const WCHAR* path, size_t size) {
    return contained(static_cast<WCHAR*>(nullptr), [&]() -> WCHAR* {
        const WCHAR* name = path != nullptr && *path != 0 ? path : u".";
        std::u16string whole(GetFullPathNameW(name, 0, nullptr, nullptr), u'\0');
        whole.resize(
            GetFullPathNameW(name, static_cast<DWORD>(whole.size()), whole.data(), nullptr));
        return given(whole, to, size);
    });
}
void _wsplitpath(const WCHAR* path, WCHAR* drive, WCHAR* folder, WCHAR* name, WCHAR* extension) {
    std::u16string_view rest(path, length_of(path));
    const bool has_drive = rest.size() >= 2 && rest[1] == ':';
    part(drive, rest.substr(0, has_drive ? 2 : 0));
    rest.remove_prefix(has_drive ? 2 : 0);
    const size_t slash = rest.find_last_of(u"/\\");
    const size_t start = slash == rest.npos ? 0 : slash + 1;
    part(folder, rest.substr(0, start));
    rest.remove_prefix(start);
    const size_t dot = std::min(rest.rfind(u'.'), rest.size());
    part(name, rest.substr(0, dot));
    part(extension, rest.substr(dot));
}
void _wmakepath(WCHAR* path, const WCHAR* drive, const WCHAR* folder, const WCHAR* name,
                const WCHAR* extension) {
    *path = 0;
    if (drive != nullptr && *drive != 0) {
        ws2_wcsncat(path, drive, 1);
        ws2_wcscat(path, u":");
    }
    if (folder != nullptr && *folder != 0) {
        ws2_wcscat(path, folder);
        const WCHAR last = folder[length_of(folder) - 1];
        if (last != '/' && last != '\\')
            ws2_wcscat(path, u"/");
    }
    if (name != nullptr)
        ws2_wcscat(path, name);
    if (extension != nullptr && *extension != 0) {
        if (*extension != '.')
            ws2_wcscat(path, u".");
        ws2_wcscat(path, extension);
    }
}

int _wsystem(const WCHAR* command) {
    return contained(
        -1, [&] { return std::system(command == nullptr ? nullptr : narrow(command).c_str()); });
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
        return kept(place,
                    std::setlocale(category, name == nullptr ? nullptr : narrow(name).c_str()));
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
