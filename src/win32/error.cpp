// Room win32: errno to system error code, for files, memory and processes.
#include "win32/call.hpp"

#include <cerrno>

namespace ws2::win32 {

int windows_error(int error) noexcept {
    switch (error) {
    case 0: return ERROR_SUCCESS;
    case ENOENT: return ERROR_FILE_NOT_FOUND;
    case ENOTDIR: return ERROR_PATH_NOT_FOUND;
    case EISDIR:
    case EACCES:
    case EPERM:
    case ETXTBSY: return ERROR_ACCESS_DENIED;
    case EROFS: return ERROR_WRITE_PROTECT;
    case EEXIST: return ERROR_ALREADY_EXISTS;
    case ENOTEMPTY: return ERROR_DIR_NOT_EMPTY;
    case EMFILE:
    case ENFILE: return ERROR_TOO_MANY_OPEN_FILES;
    case EBADF: return ERROR_INVALID_HANDLE;
    case ENOMEM: return ERROR_NOT_ENOUGH_MEMORY;
    case EAGAIN: return ERROR_NO_DATA;
    case ECANCELED: return ERROR_OPERATION_ABORTED;
    case ENOSPC:
    case EDQUOT: return ERROR_DISK_FULL;
    case EFBIG: return ERROR_FILE_INVALID;
    case EPIPE: return ERROR_NO_DATA; // a pipe that is being closed
    case EXDEV: return ERROR_NOT_SAME_DEVICE;
    case ESPIPE: return ERROR_SEEK;
    case EFAULT: return ERROR_NOACCESS;
    case ENAMETOOLONG: return ERROR_FILENAME_EXCED_RANGE;
    case ELOOP: return ERROR_CANT_RESOLVE_FILENAME;
    case EBUSY: return ERROR_BUSY;
    case EIO: return ERROR_IO_DEVICE;
    case ENOEXEC: return ERROR_BAD_EXE_FORMAT;
    case ENXIO:
    case ENODEV: return ERROR_NOT_READY;
    case ENOSYS:
    case EOPNOTSUPP: return ERROR_NOT_SUPPORTED;
    case ESRCH: return ERROR_INVALID_PARAMETER; // no such process
    case EINVAL: return ERROR_INVALID_PARAMETER;
    default: return ERROR_GEN_FAILURE;
    }
}

int fail_errno() noexcept {
    const int error = windows_error(errno);
    nt::set_last_error(error);
    return error;
}

} // namespace ws2::win32
