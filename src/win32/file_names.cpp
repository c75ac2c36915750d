// Room win32: files and folders by name: delete, move, copy, attributes, the current folder.
#include "win32/file.hpp"
#include "win32/file_status.hpp"
#include "win32/text.hpp"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <fileapi.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

std::string last_part(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

// The body with the path, its errors mapped.
template<typename Char, typename Body>
BOOL by_path(const Char* name, Body&& body) {
    return contained(FALSE, [&] {
        const std::string path = linux_path(utf8_of(name));
        if (path.empty())
            return outcome(ERROR_PATH_NOT_FOUND);
        return body(path) == 0 ? TRUE : outcome(path_error(path, errno));
    });
}

int delete_file(const std::string& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0)
        return -1;
    if (S_ISDIR(status.st_mode) || (!S_ISLNK(status.st_mode) && !(status.st_mode & 0222))) {
        errno = EACCES; // folders and read-only files
        return -1;
    }
    return unlink(path.c_str());
}

BOOL copy_file(const std::string& from, const std::string& to, bool must_be_new) {
    const int source = open(from.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (source < 0 || fstat(source, &status) != 0)
        return outcome(path_error(from, errno));
    const int target =
        open(to.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (must_be_new ? O_EXCL : O_TRUNC),
             status.st_mode & 0777);
    if (target < 0) {
        const int error = errno == EEXIST ? ERROR_FILE_EXISTS : path_error(to, errno);
        close(source);
        return outcome(error);
    }
    ssize_t moved = 1;
    while (moved > 0 || (moved < 0 && errno == EINTR))
        moved = sendfile(target, source, nullptr, 1 << 20);
    const int error = moved < 0 ? windows_error(errno) : 0;
    close(source);
    if (close(target) != 0 && error == 0)
        return fail_errno(), FALSE;
    return outcome(error);
}

BOOL move_file(const std::string& from, const std::string& to, DWORD flags) {
    struct stat status {};
    if (lstat(from.c_str(), &status) != 0)
        return outcome(path_error(from, errno));
    if (!(flags & MOVEFILE_REPLACE_EXISTING) && lstat(to.c_str(), &status) == 0)
        return outcome(ERROR_ALREADY_EXISTS);
    if (std::rename(from.c_str(), to.c_str()) == 0)
        return TRUE;
    if (errno != EXDEV || !(flags & MOVEFILE_COPY_ALLOWED))
        return outcome(path_error(to, errno));
    return copy_file(from, to, false) && (unlink(from.c_str()) == 0 || (fail_errno(), false));
}

template<typename Char>
BOOL move(const Char* from, const Char* to, DWORD flags) {
    return contained(FALSE, [&] {
        if (to == nullptr)
            return outcome(ERROR_NOT_SUPPORTED); // deletion at the next start of the system
        return move_file(linux_path(utf8_of(from)), linux_path(utf8_of(to)), flags);
    });
}

template<typename Char>
BOOL copy(const Char* from, const Char* to, BOOL must_be_new) {
    return contained(FALSE, [&] {
        return copy_file(linux_path(utf8_of(from)), linux_path(utf8_of(to)), must_be_new);
    });
}

template<typename Char>
DWORD attributes(const Char* name) {
    DWORD out = INVALID_FILE_ATTRIBUTES;
    by_path(name, [&](const std::string& path) {
        struct stat status {};
        if (stat(path.c_str(), &status) != 0)
            return -1;
        out = attributes_of(status, last_part(path));
        return 0;
    });
    return out;
}

template<typename Char>
BOOL attributes_ex(const Char* name, GET_FILEEX_INFO_LEVELS level, void* information) {
    if (level != GetFileExInfoStandard)
        return outcome(ERROR_INVALID_PARAMETER);
    return by_path(name, [&](const std::string& path) {
        struct stat status {};
        if (stat(path.c_str(), &status) != 0)
            return -1;
        give_status(status, last_part(path), *static_cast<WIN32_FILE_ATTRIBUTE_DATA*>(information));
        return 0;
    });
}

template<typename Char>
BOOL set_attributes(const Char* name, DWORD wanted) {
    return by_path(name, [&](const std::string& path) {
        struct stat status {};
        if (stat(path.c_str(), &status) != 0)
            return -1;
        const mode_t mode = wanted & FILE_ATTRIBUTE_READONLY ? status.st_mode & ~mode_t{0222}
                                                             : status.st_mode | 0200;
        return chmod(path.c_str(), mode & 07777);
    });
}

template<typename Char>
DWORD current_folder(DWORD size, Char* buffer) {
    return contained(DWORD{0}, [&] {
        char path[PATH_MAX];
        if (getcwd(path, sizeof(path)) == nullptr)
            return fail_errno(), DWORD{0};
        return give_text(windows_path(path), buffer, size);
    });
}

std::string temporary_folder() {
    const char* set = std::getenv("TMPDIR");
    std::string path = set && *set ? set : "/tmp";
    return path.back() == '/' ? path : path + "/";
}

template<typename Char>
DWORD temporary_path(DWORD size, Char* buffer) {
    return contained(DWORD{0},
                     [&] { return give_text(windows_path(temporary_folder()), buffer, size); });
}

// PATH/PREuuuu.TMP. With a number of 0 one is found for which there was no file, and it is created.
template<typename Char>
UINT temporary_name(const Char* folder, const Char* prefix, UINT unique, Char* name) {
    return contained(UINT{0}, [&] {
        static std::atomic<unsigned> next{static_cast<unsigned>(getpid())};
        std::string stem = linux_path(utf8_of(folder));
        if (stem.empty() || stem.back() != '/')
            stem += "/";
        stem += utf8_of(prefix).substr(0, 3);
        for (int tries = 0; tries < 65536; ++tries) {
            const unsigned number = unique ? unique & 0xffff : next++ & 0xffff;
            if (number == 0)
                continue;
            char digits[16];
            std::snprintf(digits, sizeof(digits), "%X.TMP", number);
            const std::string path = stem + digits;
            if (give_text(windows_path(path), name, MAX_PATH) >= MAX_PATH)
                return failure(ERROR_BUFFER_OVERFLOW, UINT{0});
            if (unique != 0)
                return UINT{number};
            const int made = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
            if (made >= 0) {
                close(made);
                return UINT{number};
            }
            if (errno != EEXIST)
                return failure(errno == ENOENT || errno == ENOTDIR ? ERROR_DIRECTORY
                                                                   : windows_error(errno),
                               UINT{0});
        }
        return failure(ERROR_FILE_EXISTS, UINT{0});
    });
}

// Absolute, without "." and ".."; links are not followed and nothing need exist.
std::string full_path(const std::string& given) {
    std::string path = linux_path(given);
    if (path.empty() || path[0] != '/') {
        char here[PATH_MAX];
        path = std::string(getcwd(here, sizeof(here)) ? here : "") + "/" + path;
    }
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string part = path.substr(at, end - at);
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
        at = end + 1;
    }
    std::string out;
    for (const std::string& part : parts)
        out += "/" + part;
    return out.empty() || path.back() == '/' ? out + "/" : out;
}

template<typename Char>
DWORD full_name(const Char* name, DWORD size, Char* buffer, Char** last) {
    return contained(DWORD{0}, [&] {
        if (name == nullptr || *name == 0)
            return failure(ERROR_INVALID_NAME, DWORD{0});
        const std::string path = windows_path(full_path(utf8_of(name)));
        const DWORD given = give_text(path, buffer, size);
        if (last != nullptr && buffer != nullptr && given < size) {
            Char* end = buffer + given;
            while (end[-1] != '\\')
                --end;
            *last = *end != 0 ? end : nullptr;
        }
        return given;
    });
}

template<typename Char>
DWORD same_name(const Char* name, DWORD size, Char* buffer) {
    return contained(DWORD{0}, [&] {
        struct stat status {};
        const std::string path = name ? linux_path(utf8_of(name)) : std::string();
        if (name == nullptr || lstat(path.c_str(), &status) != 0)
            return failure(name ? path_error(path, errno) : ERROR_INVALID_PARAMETER, DWORD{0});
        return give_text(utf8_of(name), buffer, size);
    });
}

template<typename Char>
BOOL remove_folder(const Char* name) {
    return contained(FALSE, [&] {
        const std::string path = linux_path(utf8_of(name));
        struct stat status {};
        if (!path.empty() && stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))
            return outcome(ERROR_DIRECTORY);
        return by_path(name, [](const std::string& folder) { return rmdir(folder.c_str()); });
    });
}

int make_folder(const std::string& path) {
    return mkdir(path.c_str(), 0777);
}

} // namespace

extern "C" {

BOOL WINAPI DeleteFileA(LPCSTR n) {
    return by_path(n, delete_file);
}
BOOL WINAPI DeleteFileW(LPCWSTR n) {
    return by_path(n, delete_file);
}
BOOL WINAPI MoveFileA(LPCSTR a, LPCSTR b) {
    return move(a, b, MOVEFILE_COPY_ALLOWED);
}
BOOL WINAPI MoveFileW(LPCWSTR a, LPCWSTR b) {
    return move(a, b, MOVEFILE_COPY_ALLOWED);
}
BOOL WINAPI MoveFileExA(LPCSTR a, LPCSTR b, DWORD flags) {
    return move(a, b, flags);
}
BOOL WINAPI MoveFileExW(LPCWSTR a, LPCWSTR b, DWORD flags) {
    return move(a, b, flags);
}
BOOL WINAPI CopyFileA(LPCSTR a, LPCSTR b, BOOL must_be_new) {
    return copy(a, b, must_be_new);
}
BOOL WINAPI CopyFileW(LPCWSTR a, LPCWSTR b, BOOL must_be_new) {
    return copy(a, b, must_be_new);
}
BOOL WINAPI CreateDirectoryA(LPCSTR n, LPSECURITY_ATTRIBUTES) {
    return by_path(n, make_folder);
}
BOOL WINAPI CreateDirectoryW(LPCWSTR n, LPSECURITY_ATTRIBUTES) {
    return by_path(n, make_folder);
}
BOOL WINAPI RemoveDirectoryA(LPCSTR n) {
    return remove_folder(n);
}
BOOL WINAPI RemoveDirectoryW(LPCWSTR n) {
    return remove_folder(n);
}
DWORD WINAPI GetFileAttributesA(LPCSTR n) {
    return attributes(n);
}
DWORD WINAPI GetFileAttributesW(LPCWSTR n) {
    return attributes(n);
}
BOOL WINAPI GetFileAttributesExA(LPCSTR n, GET_FILEEX_INFO_LEVELS level, LPVOID out) {
    return attributes_ex(n, level, out);
}
BOOL WINAPI GetFileAttributesExW(LPCWSTR n, GET_FILEEX_INFO_LEVELS level, LPVOID out) {
    return attributes_ex(n, level, out);
}
BOOL WINAPI SetFileAttributesA(LPCSTR n, DWORD wanted) {
    return set_attributes(n, wanted);
}
BOOL WINAPI SetFileAttributesW(LPCWSTR n, DWORD wanted) {
    return set_attributes(n, wanted);
}
DWORD WINAPI GetTempPathA(DWORD size, LPSTR buffer) {
    return temporary_path(size, buffer);
}
DWORD WINAPI GetTempPathW(DWORD size, LPWSTR buffer) {
    return temporary_path(size, buffer);
}
UINT WINAPI GetTempFileNameA(LPCSTR folder, LPCSTR prefix, UINT unique, LPSTR name) {
    return temporary_name(folder, prefix, unique, name);
}
UINT WINAPI GetTempFileNameW(LPCWSTR folder, LPCWSTR prefix, UINT unique, LPWSTR name) {
    return temporary_name(folder, prefix, unique, name);
}
DWORD WINAPI GetFullPathNameA(LPCSTR name, DWORD size, LPSTR buffer, LPSTR* last) {
    return full_name(name, size, buffer, last);
}
DWORD WINAPI GetFullPathNameW(LPCWSTR name, DWORD size, LPWSTR buffer, LPWSTR* last) {
    return full_name(name, size, buffer, last);
}
DWORD WINAPI GetLongPathNameA(LPCSTR name, LPSTR buffer, DWORD size) {
    return same_name(name, size, buffer);
}
DWORD WINAPI GetLongPathNameW(LPCWSTR name, LPWSTR buffer, DWORD size) {
    return same_name(name, size, buffer);
}
DWORD WINAPI GetShortPathNameA(LPCSTR name, LPSTR buffer, DWORD size) {
    return same_name(name, size, buffer);
}
DWORD WINAPI GetShortPathNameW(LPCWSTR name, LPWSTR buffer, DWORD size) {
    return same_name(name, size, buffer);
}
DWORD WINAPI GetCurrentDirectoryA(DWORD size, LPSTR buffer) {
    return current_folder(size, buffer);
}
DWORD WINAPI GetCurrentDirectoryW(DWORD size, LPWSTR buffer) {
    return current_folder(size, buffer);
}
BOOL WINAPI SetCurrentDirectoryA(LPCSTR n) {
    return by_path(n, [](const std::string& path) { return chdir(path.c_str()); });
}
BOOL WINAPI SetCurrentDirectoryW(LPCWSTR n) {
    return by_path(n, [](const std::string& path) { return chdir(path.c_str()); });
}
}
