// Room win32: what is known of an open file: GetFileInformationByHandleEx, its path.
#include "win32/descriptor.hpp"
#include "win32/file.hpp"
#include "win32/file_status.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <unistd.h>

using namespace ws2::win32;

namespace {

LARGE_INTEGER time_of(const timespec& time) noexcept {
    const FILETIME ticks = filetime_of(time);
    LARGE_INTEGER out;
    out.LowPart = ticks.dwLowDateTime;
    out.HighPart = static_cast<LONG>(ticks.dwHighDateTime);
    return out;
}

std::string path_of(int descriptor) {
    char target[PATH_MAX + 1];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = readlink(link.c_str(), target, PATH_MAX);
    return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string();
}

template<typename Info>
BOOL give(const Info& info, void* to, DWORD size) noexcept {
    if (size < sizeof info)
        return outcome(ERROR_BAD_LENGTH);
    std::memcpy(to, &info, sizeof info);
    return TRUE;
}

BOOL give_basic(const struct stat& status, const std::string& name, void* to, DWORD size) {
    FILE_BASIC_INFO info{};
    info.CreationTime = time_of(earliest(status));
    info.LastAccessTime = time_of(status.st_atim);
    info.LastWriteTime = time_of(status.st_mtim);
    info.ChangeTime = time_of(status.st_ctim);
    info.FileAttributes = attributes_of(status, name);
    return give(info, to, size);
}

BOOL give_standard(const struct stat& status, void* to, DWORD size) {
    FILE_STANDARD_INFO info{};
    info.AllocationSize.QuadPart = status.st_blocks * 512;
    info.EndOfFile.QuadPart = S_ISREG(status.st_mode) ? status.st_size : 0;
    info.NumberOfLinks = static_cast<DWORD>(status.st_nlink);
    info.DeletePending = status.st_nlink == 0;
    info.Directory = S_ISDIR(status.st_mode);
    return give(info, to, size);
}

// The name follows the length, and is cut where there is no room.
BOOL give_name(const std::string& path, void* to, DWORD size) {
    constexpr std::size_t head = offsetof(FILE_NAME_INFO, FileName);
    const std::string text = path[0] == '/' ? windows_path(path).substr(2) : path;
    const std::u16string name = ws2::base::text_as<char16_t>(text);
    if (size < sizeof(FILE_NAME_INFO))
        return outcome(ERROR_BAD_LENGTH);
    auto* const info = static_cast<FILE_NAME_INFO*>(to);
    const std::size_t length = name.size() * sizeof(WCHAR);
    const std::size_t room = (size - head) / sizeof(WCHAR) * sizeof(WCHAR);
    info->FileNameLength = static_cast<DWORD>(length);
    std::memcpy(static_cast<char*>(to) + head, name.data(), std::min(length, room));
    return outcome(length <= room ? 0 : ERROR_MORE_DATA);
}

template<typename Char>
DWORD give_path(HANDLE file, Char* to, DWORD size, DWORD flags) {
    return contained(DWORD{0}, [&] {
        const int descriptor = descriptor_of(file);
        const std::string path = descriptor < 0 ? std::string() : path_of(descriptor);
        if (path.empty())
            return failure(ERROR_INVALID_HANDLE, DWORD{0});
        if ((flags & ~DWORD{FILE_NAME_OPENED | VOLUME_NAME_NONE}) != 0 || path[0] != '/')
            return failure(ERROR_PATH_NOT_FOUND, DWORD{0});
        struct stat status {};
        if (fstat(descriptor, &status) != 0 || status.st_nlink == 0)
            return failure(ERROR_FILE_NOT_FOUND, DWORD{0}); // it is deleted
        const std::string name = windows_path(path);
        return give_text(flags & VOLUME_NAME_NONE ? name.substr(2) : "\\\\?\\" + name, to, size);
    });
}

} // namespace

extern "C" {

BOOL WINAPI GetFileInformationByHandleEx(HANDLE hFile,
                                         FILE_INFO_BY_HANDLE_CLASS FileInformationClass,
                                         LPVOID lpFileInformation, DWORD dwBufferSize) {
    return contained(FALSE, [&] {
        struct stat status {};
        const int descriptor = descriptor_of(hFile);
        if (descriptor < 0 || fstat(descriptor, &status) != 0)
            return outcome(ERROR_INVALID_HANDLE);
        if (lpFileInformation == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const std::string path = path_of(descriptor);
        switch (FileInformationClass) {
        case FileBasicInfo:
            return give_basic(status, path.substr(path.find_last_of('/') + 1), lpFileInformation,
                              dwBufferSize);
        case FileStandardInfo: return give_standard(status, lpFileInformation, dwBufferSize);
        case FileNameInfo:
            return path.empty() ? outcome(ERROR_INVALID_HANDLE)
                                : give_name(path, lpFileInformation, dwBufferSize);
        case FileIdInfo: {
            FILE_ID_INFO info{};
            info.VolumeSerialNumber = status.st_dev;
            std::memcpy(info.FileId.Identifier, &status.st_ino, sizeof status.st_ino);
            return give(info, lpFileInformation, dwBufferSize);
        }
        default: return outcome(ERROR_NOT_SUPPORTED);
        }
    });
}

BOOL WINAPI AreFileApisANSI(VOID) {
    return TRUE;
}
VOID WINAPI SetFileApisToANSI(VOID) {}
VOID WINAPI SetFileApisToOEM(VOID) {}

DWORD WINAPI GetFinalPathNameByHandleA(HANDLE hFile, LPSTR lpszFilePath, DWORD cchFilePath,
                                       DWORD dwFlags) {
    return give_path(hFile, lpszFilePath, cchFilePath, dwFlags);
}
DWORD WINAPI GetFinalPathNameByHandleW(HANDLE hFile, LPWSTR lpszFilePath, DWORD cchFilePath,
                                       DWORD dwFlags) {
    return give_path(hFile, lpszFilePath, cchFilePath, dwFlags);
}
}
