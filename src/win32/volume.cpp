// Room win32: drives, file systems, links.
#include "win32/file.hpp"
#include "win32/file_status.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fstream>
#include <linux/magic.h>
#include <optional>
#include <sstream>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <ws2/volume_calls.h>

using namespace ws2::win32;

namespace {

// The path to ask; none for a drive that there is not. Null is the current folder.
template<typename Char>
std::optional<std::string> root_of(const Char* name) {
    const std::string text = name != nullptr ? utf8_of(name) : ".";
    if (text.size() > 1 && text[1] == ':' && std::toupper(text[0]) != 'C')
        return std::nullopt;
    const std::string path = linux_path(text);
    return path.empty() ? std::string("/") : path;
}

unsigned kind_of(const std::string& path) noexcept {
    struct statfs status {};
    if (statfs(path.c_str(), &status) != 0)
        return DRIVE_NO_ROOT_DIR;
    switch (static_cast<unsigned long>(status.f_type) & 0xFFFFFFFF) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case CIFS_SUPER_MAGIC:
    case V9FS_MAGIC: return DRIVE_REMOTE;
    case TMPFS_MAGIC:
    case RAMFS_MAGIC: return DRIVE_RAMDISK;
    case ISOFS_SUPER_MAGIC: return DRIVE_CDROM;
    default: return DRIVE_FIXED;
    }
}

// Of the mount that holds the path.
std::string file_system_of(const std::string& path) {
    char real[PATH_MAX];
    if (realpath(path.c_str(), real) == nullptr)
        return {};
    const std::string whole = real;
    std::ifstream mounts("/proc/self/mountinfo");
    std::string best_point;
    std::string best;
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream words(line);
        std::string skipped;
        std::string point;
        std::string kind;
        words >> skipped >> skipped >> skipped >> skipped >> point;
        while (words >> skipped && skipped != "-") {
        }
        words >> kind;
        const bool holds = point == "/" || whole == point || whole.starts_with(point + "/");
        if (holds && point.size() >= best_point.size()) {
            best_point = point;
            best = kind;
        }
    }
    return best;
}

template<typename Char>
BOOL space(const Char* name, ULARGE_INTEGER* available, ULARGE_INTEGER* total,
           ULARGE_INTEGER* left) {
    return contained(FALSE, [&] {
        const auto path = root_of(name);
        struct statvfs status {};
        if (!path)
            return outcome(ERROR_PATH_NOT_FOUND);
        if (statvfs(path->c_str(), &status) != 0)
            return outcome(errno == ENOENT ? ERROR_PATH_NOT_FOUND : windows_error(errno));
        const auto give = [&](ULARGE_INTEGER* to, std::uint64_t blocks) {
            if (to != nullptr)
                to->QuadPart = blocks * status.f_frsize;
        };
        give(available, status.f_bavail);
        give(total, status.f_blocks);
        give(left, status.f_bfree);
        return TRUE;
    });
}

// Clusters of 4096 octets, more where their number would not fit.
template<typename Char>
BOOL clusters(const Char* name, DWORD* sectors, DWORD* octets, DWORD* left, DWORD* total) {
    ULARGE_INTEGER available{};
    ULARGE_INTEGER whole{};
    if (!space(name, &available, &whole, nullptr))
        return FALSE;
    DWORD each = 8;
    while (whole.QuadPart / (each * 512ULL) > UINT32_MAX)
        each *= 2;
    const auto give = [](DWORD* to, std::uint64_t value) {
        if (to != nullptr)
            *to = static_cast<DWORD>(value);
    };
    give(sectors, each);
    give(octets, 512);
    give(left, available.QuadPart / (each * 512ULL));
    give(total, whole.QuadPart / (each * 512ULL));
    return TRUE;
}

template<typename Char>
DWORD drives(Char* to, DWORD size) {
    constexpr std::string_view list{"C:\\\0", 4};
    if (to == nullptr || size < list.size() + 1)
        return static_cast<DWORD>(list.size() + 1);
    std::copy(list.begin(), list.end(), to);
    to[list.size()] = 0;
    return static_cast<DWORD>(list.size());
}

template<typename Char>
UINT drive_type(const Char* name) {
    return contained(UINT{DRIVE_UNKNOWN}, [&] {
        const auto path = root_of(name);
        return path ? kind_of(*path) : UINT{DRIVE_NO_ROOT_DIR};
    });
}

template<typename Char>
BOOL volume(const Char* root, Char* label, DWORD label_size, DWORD* serial, DWORD* component,
            DWORD* flags, Char* system, DWORD system_size) {
    return contained(FALSE, [&] {
        const auto path = root_of(root);
        struct statvfs status {};
        if (!path || statvfs(path->c_str(), &status) != 0)
            return outcome(ERROR_PATH_NOT_FOUND);
        const auto give = [](std::string_view text, Char* to, DWORD size) {
            return to == nullptr || give_text(text, to, size) < size;
        };
        if (serial != nullptr)
            *serial = static_cast<DWORD>(status.f_fsid ^ status.f_fsid >> 32);
        if (component != nullptr)
            *component = static_cast<DWORD>(status.f_namemax);
        if (flags != nullptr)
            *flags = DWORD{FILE_CASE_SENSITIVE_SEARCH | FILE_CASE_PRESERVED_NAMES |
                           FILE_UNICODE_ON_DISK} |
                     (status.f_flag & ST_RDONLY ? DWORD{FILE_READ_ONLY_VOLUME} : 0);
        return outcome(give("", label, label_size) &&
                               give(file_system_of(*path), system, system_size)
                           ? 0
                           : ERROR_BAD_LENGTH);
    });
}

template<typename Char>
int make_link(const Char* fresh, const Char* old, bool symbolic) {
    const std::string from = linux_path(utf8_of(old));
    const std::string to = linux_path(utf8_of(fresh));
    const int result =
        symbolic ? symlink(from.c_str(), to.c_str()) : link(from.c_str(), to.c_str());
    return result == 0 ? 0 : errno == EEXIST ? ERROR_ALREADY_EXISTS : path_error(to, errno);
}

template<typename Char>
BOOL hard_link(const Char* fresh, const Char* old) {
    return contained(FALSE, [&] { return outcome(make_link(fresh, old, false)); });
}

template<typename Char>
BOOLEAN symbolic_link(const Char* fresh, const Char* old, DWORD flags) {
    return contained(BOOLEAN{0}, [&] {
        constexpr DWORD good = 3; // of a folder, and allowed without privilege
        const int error =
            (flags & ~good) != 0 ? ERROR_INVALID_PARAMETER : make_link(fresh, old, true);
        return static_cast<BOOLEAN>(outcome(error));
    });
}

} // namespace

#define FORMS(A, Text, Buffer)                                                                     \
    DWORD WINAPI GetLogicalDriveStrings##A(DWORD nBufferLength, Buffer lpBuffer) {                 \
        return drives(lpBuffer, nBufferLength);                                                    \
    }                                                                                              \
    UINT WINAPI GetDriveType##A(Text lpRootPathName) {                                             \
        return drive_type(lpRootPathName);                                                         \
    }                                                                                              \
    BOOL WINAPI GetDiskFreeSpace##A(Text lpRootPathName, LPDWORD lpSectorsPerCluster,              \
                                    LPDWORD lpBytesPerSector, LPDWORD lpNumberOfFreeClusters,      \
                                    LPDWORD lpTotalNumberOfClusters) {                             \
        return clusters(lpRootPathName, lpSectorsPerCluster, lpBytesPerSector,                     \
                        lpNumberOfFreeClusters, lpTotalNumberOfClusters);                          \
    }                                                                                              \
    BOOL WINAPI GetDiskFreeSpaceEx##A(                                                             \
        Text lpDirectoryName, PULARGE_INTEGER lpFreeBytesAvailableToCaller,                        \
        PULARGE_INTEGER lpTotalNumberOfBytes, PULARGE_INTEGER lpTotalNumberOfFreeBytes) {          \
        return space(lpDirectoryName, lpFreeBytesAvailableToCaller, lpTotalNumberOfBytes,          \
                     lpTotalNumberOfFreeBytes);                                                    \
    }                                                                                              \
    BOOL WINAPI GetVolumeInformation##A(                                                           \
        Text lpRootPathName, Buffer lpVolumeNameBuffer, DWORD nVolumeNameSize,                     \
        LPDWORD lpVolumeSerialNumber, LPDWORD lpMaximumComponentLength, LPDWORD lpFileSystemFlags, \
        Buffer lpFileSystemNameBuffer, DWORD nFileSystemNameSize) {                                \
        return volume(lpRootPathName, lpVolumeNameBuffer, nVolumeNameSize, lpVolumeSerialNumber,   \
                      lpMaximumComponentLength, lpFileSystemFlags, lpFileSystemNameBuffer,         \
                      nFileSystemNameSize);                                                        \
    }                                                                                              \
    BOOL WINAPI CreateHardLink##A(Text lpFileName, Text lpExistingFileName,                        \
                                  LPSECURITY_ATTRIBUTES) {                                         \
        return hard_link(lpFileName, lpExistingFileName);                                          \
    }                                                                                              \
    BOOLEAN WINAPI CreateSymbolicLink##A(Text lpSymlinkFileName, Text lpTargetFileName,            \
                                         DWORD dwFlags) {                                          \
        return symbolic_link(lpSymlinkFileName, lpTargetFileName, dwFlags);                        \
    }

extern "C" {
FORMS(A, LPCSTR, LPSTR)
FORMS(W, LPCWSTR, LPWSTR)

DWORD WINAPI GetLogicalDrives(VOID) {
    return DWORD{1} << ('C' - 'A');
}
}
