#include "win32/file_status.hpp"

#include "win32/call.hpp"

#include <cerrno>
#include <initializer_list>

namespace ws2::win32 {

FILETIME filetime_of(const timespec& time) noexcept {
    const auto ticks = static_cast<std::uint64_t>(time.tv_sec * 10'000'000 + time.tv_nsec / 100) +
                       116'444'736'000'000'000;
    return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

timespec earliest(const struct stat& status) noexcept {
    timespec out = status.st_ctim;
    for (const timespec& other : {status.st_mtim, status.st_atim}) {
        if (other.tv_sec < out.tv_sec ||
            (other.tv_sec == out.tv_sec && other.tv_nsec < out.tv_nsec))
            out = other;
    }
    return out;
}

DWORD attributes_of(const struct stat& status, const std::string& name) noexcept {
    DWORD out = 0;
    if (S_ISDIR(status.st_mode))
        out |= FILE_ATTRIBUTE_DIRECTORY;
    if ((status.st_mode & 0222) == 0)
        out |= FILE_ATTRIBUTE_READONLY;
    if (name.size() > 1 && name[0] == '.' && name != "..")
        out |= FILE_ATTRIBUTE_HIDDEN;
    if (S_ISLNK(status.st_mode))
        out |= FILE_ATTRIBUTE_REPARSE_POINT;
    if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode))
        out |= FILE_ATTRIBUTE_DEVICE;
    return out != 0 ? out : FILE_ATTRIBUTE_NORMAL;
}

int path_error(const std::string& path, int error) {
    const std::size_t slash = path.find_last_of('/');
    struct stat status {};
    if (error == ENOENT && slash != std::string::npos && slash > 0 &&
        stat(path.substr(0, slash).c_str(), &status) != 0)
        return ERROR_PATH_NOT_FOUND;
    return windows_error(error);
}

} // namespace ws2::win32
