// Room win32: what stat(2) says, in Windows' words.
#pragma once

#include <fileapi.h>
#include <string>
#include <sys/stat.h>

namespace ws2::win32 {

FILETIME filetime_of(const timespec& time) noexcept;
// Linux's own time of creation is not in stat: the earliest of the others stands for it.
timespec earliest(const struct stat& status) noexcept;
// `name` is the last part of the path; one that starts with a dot is hidden.
DWORD attributes_of(const struct stat& status, const std::string& name) noexcept;

// ERROR_PATH_NOT_FOUND where the folder is missing, and not just the file in it.
int path_error(const std::string& path, int error);

// Fills the members that all of Windows' structures about files begin with.
template<typename Info>
void give_status(const struct stat& status, const std::string& name, Info& out) noexcept {
    out.dwFileAttributes = attributes_of(status, name);
    out.ftCreationTime = filetime_of(earliest(status));
    out.ftLastAccessTime = filetime_of(status.st_atim);
    out.ftLastWriteTime = filetime_of(status.st_mtim);
    const auto size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    out.nFileSizeHigh = static_cast<DWORD>(size >> 32);
    out.nFileSizeLow = static_cast<DWORD>(size);
}

} // namespace ws2::win32
