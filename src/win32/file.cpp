// Room win32: CreateFile, and what is asked and told of an open file.
#include "win32/file.hpp"

#include "win32/file_status.hpp"
#include "win32/named_pipe.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cerrno>
#include <fileapi.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace ws2::win32 {

std::string linux_path(std::string path) {
    std::replace(path.begin(), path.end(), '\\', '/');
    if (path.rfind("//?/", 0) == 0 || path.rfind("//./", 0) == 0)
        path.erase(0, 4);
    const bool drive = path.size() >= 2 && path[1] == ':' &&
                       ((path[0] >= 'A' && path[0] <= 'Z') || (path[0] >= 'a' && path[0] <= 'z'));
    if (drive)
        path.erase(0, 2);
    return path;
}

std::string windows_path(std::string path) {
    const bool absolute = !path.empty() && path[0] == '/';
    std::replace(path.begin(), path.end(), '/', '\\');
    return absolute ? "C:" + path : path;
}

std::string device_or_path(std::string path) {
    std::string upper = path;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (upper == "NUL")
        return "/dev/null";
    if (upper == "CONIN$" || upper == "CONOUT$" || upper == "CON")
        return "/dev/tty";
    return path;
}

} // namespace ws2::win32

namespace {

HANDLE no_file(int error) {
    return failure(error, handle_of(-1));
}

int access_flags(DWORD access) noexcept {
    const bool reads = access & (GENERIC_READ | GENERIC_ALL | FILE_READ_DATA);
    const bool writes = access & (GENERIC_WRITE | GENERIC_ALL | FILE_WRITE_DATA | FILE_APPEND_DATA);
    int flags = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY;
    if ((access & FILE_APPEND_DATA) && !(access & (GENERIC_WRITE | FILE_WRITE_DATA)))
        flags |= O_APPEND;
    return flags | O_CLOEXEC | O_NOCTTY;
}

// open(2) by a disposition; `existed` tells what OPEN_ALWAYS and CREATE_ALWAYS report.
int open_by(const char* path, int flags, DWORD disposition, mode_t mode, bool& existed) {
    existed = false;
    switch (disposition) {
    case CREATE_NEW: return open(path, flags | O_CREAT | O_EXCL, mode);
    case OPEN_EXISTING: return open(path, flags);
    case TRUNCATE_EXISTING: return open(path, flags | O_TRUNC);
    default: break;
    }
    const int truncate = disposition == CREATE_ALWAYS ? O_TRUNC : 0;
    int descriptor = open(path, flags | O_CREAT | O_EXCL, mode);
    if (descriptor < 0 && errno == EEXIST) {
        existed = true;
        descriptor = open(path, flags | O_CREAT | truncate, mode);
    }
    return descriptor;
}

HANDLE create_file(const std::string& name, DWORD access, const SECURITY_ATTRIBUTES* security,
                   DWORD disposition, DWORD flags) {
    if (name.empty())
        return no_file(ERROR_PATH_NOT_FOUND);
    if (disposition < CREATE_NEW || disposition > TRUNCATE_EXISTING)
        return no_file(ERROR_INVALID_PARAMETER);
    if (disposition == TRUNCATE_EXISTING && !(access & (GENERIC_WRITE | FILE_WRITE_DATA)))
        return no_file(ERROR_INVALID_PARAMETER);
    if (std::string pipe; is_pipe_path(name, pipe))
        return open_pipe(pipe, access, security, disposition, flags);
    const std::string path = device_or_path(linux_path(name));
    int open_flags = access_flags(access);
    if (flags & FILE_FLAG_WRITE_THROUGH)
        open_flags |= O_DSYNC;
    const mode_t mode = flags & FILE_ATTRIBUTE_READONLY ? 0444 : 0666;
    bool existed = false;
    int descriptor = open_by(path.c_str(), open_flags, disposition, mode, existed);
    if (descriptor < 0)
        return no_file(errno == EEXIST ? ERROR_FILE_EXISTS : path_error(path, errno));
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode) &&
        !(flags & FILE_FLAG_BACKUP_SEMANTICS)) {
        close(descriptor);
        return no_file(ERROR_ACCESS_DENIED);
    }
    if (descriptor < 3) { // these numbers are the standard streams', even where those are closed
        const int higher = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
        close(descriptor);
        descriptor = higher;
    }
    if (security != nullptr && security->bInheritHandle)
        fcntl(descriptor, F_SETFD, 0);
    if (flags & FILE_FLAG_SEQUENTIAL_SCAN)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    remember_file(descriptor, (flags & FILE_FLAG_OVERLAPPED) != 0,
                  flags & FILE_FLAG_DELETE_ON_CLOSE ? path : std::string());
    ws2::nt::set_last_error(existed ? ERROR_ALREADY_EXISTS : 0);
    return handle_of(descriptor);
}

bool seek(HANDLE file, std::int64_t distance, DWORD method, std::int64_t& position) {
    const int whence = method == FILE_BEGIN     ? SEEK_SET
                       : method == FILE_CURRENT ? SEEK_CUR
                                                : SEEK_END;
    const int descriptor = descriptor_of(file);
    if (method > FILE_END || descriptor < 0)
        return failure(descriptor < 0 ? ERROR_INVALID_HANDLE : ERROR_INVALID_PARAMETER, false);
    position = lseek(descriptor, distance, whence);
    if (position >= 0)
        return true;
    return failure(errno == EINVAL ? ERROR_NEGATIVE_SEEK : windows_error(errno), false);
}

bool status_of(HANDLE file, struct stat& status) {
    const int descriptor = descriptor_of(file);
    if (descriptor >= 0 && fstat(descriptor, &status) == 0)
        return true;
    return failure(descriptor < 0 ? ERROR_INVALID_HANDLE : windows_error(errno), false);
}

timespec timespec_of(const FILETIME* time) noexcept {
    if (time == nullptr)
        return {0, UTIME_OMIT};
    const auto ticks = static_cast<std::int64_t>((std::uint64_t{time->dwHighDateTime} << 32) |
                                                 time->dwLowDateTime) -
                       116444736000000000;
    return {ticks / 10'000'000, ticks % 10'000'000 * 100};
}

} // namespace

extern "C" {

HANDLE WINAPI CreateFileA(LPCSTR lpFileName, DWORD dwDesiredAccess, DWORD,
                          LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
                          DWORD dwFlagsAndAttributes, HANDLE) {
    return contained(handle_of(-1), [&] {
        return create_file(utf8_of(lpFileName), dwDesiredAccess, lpSecurityAttributes,
                           dwCreationDisposition, dwFlagsAndAttributes);
    });
}

HANDLE WINAPI CreateFileW(LPCWSTR lpFileName, DWORD dwDesiredAccess, DWORD,
                          LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
                          DWORD dwFlagsAndAttributes, HANDLE) {
    return contained(handle_of(-1), [&] {
        return create_file(utf8_of(lpFileName), dwDesiredAccess, lpSecurityAttributes,
                           dwCreationDisposition, dwFlagsAndAttributes);
    });
}

DWORD WINAPI SetFilePointer(HANDLE hFile, LONG lDistanceToMove, PLONG lpDistanceToMoveHigh,
                            DWORD dwMoveMethod) {
    std::int64_t distance = lDistanceToMove;
    if (lpDistanceToMoveHigh != nullptr)
        distance = static_cast<std::int64_t>(
            (static_cast<std::uint64_t>(static_cast<DWORD>(*lpDistanceToMoveHigh)) << 32) |
            static_cast<DWORD>(lDistanceToMove));
    std::int64_t position = 0;
    if (!seek(hFile, distance, dwMoveMethod, position))
        return INVALID_SET_FILE_POINTER;
    if (lpDistanceToMoveHigh != nullptr)
        *lpDistanceToMoveHigh = static_cast<LONG>(position >> 32);
    ws2::nt::set_last_error(NO_ERROR); // tells 0xffffffff from a failure
    return static_cast<DWORD>(position);
}

BOOL WINAPI SetFilePointerEx(HANDLE hFile, LARGE_INTEGER liDistanceToMove,
                             PLARGE_INTEGER lpNewFilePointer, DWORD dwMoveMethod) {
    std::int64_t position = 0;
    if (!seek(hFile, liDistanceToMove.QuadPart, dwMoveMethod, position))
        return FALSE;
    if (lpNewFilePointer != nullptr)
        lpNewFilePointer->QuadPart = position;
    return TRUE;
}

DWORD WINAPI GetFileSize(HANDLE hFile, LPDWORD lpFileSizeHigh) {
    struct stat status {};
    if (!status_of(hFile, status))
        return INVALID_FILE_SIZE;
    if (lpFileSizeHigh != nullptr)
        *lpFileSizeHigh = static_cast<DWORD>(status.st_size >> 32);
    ws2::nt::set_last_error(NO_ERROR);
    return static_cast<DWORD>(status.st_size);
}

BOOL WINAPI GetFileSizeEx(HANDLE hFile, PLARGE_INTEGER lpFileSize) {
    struct stat status {};
    if (!status_of(hFile, status))
        return FALSE;
    lpFileSize->QuadPart = status.st_size;
    return TRUE;
}

BOOL WINAPI SetEndOfFile(HANDLE hFile) {
    const int descriptor = descriptor_of(hFile);
    const off_t end = descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_CUR);
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    return end >= 0 && ftruncate(descriptor, end) == 0
               ? TRUE
               : outcome(errno == EINVAL ? ERROR_ACCESS_DENIED : windows_error(errno));
}

BOOL WINAPI FlushFileBuffers(HANDLE hFile) {
    const int descriptor = descriptor_of(hFile);
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (const auto pipe = pipe_of(descriptor))
        return outcome(pipe->flush(descriptor));
    // An anonymous pipe or terminal has no buffers of the system's to flush.
    return fsync(descriptor) == 0 || errno == EINVAL ? TRUE : (fail_errno(), FALSE);
}

DWORD WINAPI GetFileType(HANDLE hFile) {
    struct stat status {};
    if (!status_of(hFile, status))
        return FILE_TYPE_UNKNOWN;
    if (S_ISCHR(status.st_mode))
        return FILE_TYPE_CHAR;
    return S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) ? FILE_TYPE_PIPE : FILE_TYPE_DISK;
}

BOOL WINAPI GetFileTime(HANDLE hFile, LPFILETIME lpCreationTime, LPFILETIME lpLastAccessTime,
                        LPFILETIME lpLastWriteTime) {
    struct stat status {};
    if (!status_of(hFile, status))
        return FALSE;
    if (lpCreationTime != nullptr)
        *lpCreationTime = filetime_of(earliest(status));
    if (lpLastAccessTime != nullptr)
        *lpLastAccessTime = filetime_of(status.st_atim);
    if (lpLastWriteTime != nullptr)
        *lpLastWriteTime = filetime_of(status.st_mtim);
    return TRUE;
}

BOOL WINAPI SetFileTime(HANDLE hFile, const FILETIME*, const FILETIME* lpLastAccessTime,
                        const FILETIME* lpLastWriteTime) {
    const int descriptor = descriptor_of(hFile);
    const timespec times[2] = {timespec_of(lpLastAccessTime), timespec_of(lpLastWriteTime)};
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    return futimens(descriptor, times) == 0 ? TRUE : (fail_errno(), FALSE);
}

BOOL WINAPI GetFileInformationByHandle(HANDLE hFile,
                                       LPBY_HANDLE_FILE_INFORMATION lpFileInformation) {
    struct stat status {};
    if (!status_of(hFile, status))
        return FALSE;
    BY_HANDLE_FILE_INFORMATION& out = *lpFileInformation;
    out = {};
    give_status(status, "", out);
    out.dwVolumeSerialNumber = static_cast<DWORD>(status.st_dev);
    out.nNumberOfLinks = static_cast<DWORD>(status.st_nlink);
    out.nFileIndexHigh = static_cast<DWORD>(status.st_ino >> 32);
    out.nFileIndexLow = static_cast<DWORD>(status.st_ino);
    return TRUE;
}
}
