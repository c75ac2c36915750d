// Room win32: CreateFileMapping and MapViewOfFile, over mmap and memfd_create.
#include "nt/handle.hpp"
#include "win32/descriptor.hpp"
#include "win32/pages.hpp"
#include "win32/text.hpp"

#include <cerrno>
#include <map>
#include <memoryapi.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

// A section: a descriptor of its own, and the protection that views may have.
class Section final : public nt::Object {
public:
    static constexpr nt::Kind kKind = nt::Kind::other;
    Section(int descriptor, int protection, bool copies) noexcept
        : Object(kKind), descriptor_(descriptor), protection_(protection), copies_(copies) {}

    int descriptor() const noexcept { return descriptor_; }
    int protection() const noexcept { return protection_; }
    bool copies() const noexcept { return copies_; }

private:
    ~Section() override { close(descriptor_); }
    const int descriptor_;
    const int protection_;
    const bool copies_; // PAGE_WRITECOPY
};

// The lengths of views. Never destroyed: threads may outlive static objects.
struct Views {
    std::mutex mutex;
    std::map<const void*, std::size_t> lengths;
};
Views& views() {
    static auto* all = new Views;
    return *all;
}

HANDLE open_section(int descriptor, DWORD protect) {
    const int protection = protection_of(protect & 0xff);
    auto section = nt::Ref<Section>::adopt(
        new Section(descriptor, protection, (protect & 0xff) == PAGE_WRITECOPY));
    HANDLE handle = nt::open_handle(*section);
    return handle ? handle : failure<HANDLE>(ERROR_NO_SYSTEM_RESOURCES, nullptr);
}

HANDLE map_file(HANDLE file, DWORD protect, std::uint64_t size) {
    struct stat status {};
    const int copy = fcntl(descriptor_of(file), F_DUPFD_CLOEXEC, 3);
    if (copy < 0 || fstat(copy, &status) != 0)
        return failure<HANDLE>(ERROR_INVALID_HANDLE, nullptr);
    const auto length = static_cast<std::uint64_t>(status.st_size);
    const bool writes = (protection_of(protect) & PROT_WRITE) &&
                        (protect & 0xff) != PAGE_WRITECOPY &&
                        (protect & 0xff) != PAGE_EXECUTE_WRITECOPY;
    int error = size == 0 && length == 0 ? ERROR_FILE_INVALID : 0;
    if (writes && (fcntl(copy, F_GETFL) & O_ACCMODE) != O_RDWR)
        error = ERROR_ACCESS_DENIED;
    if (error == 0 && size > length) {
        const bool grows = protection_of(protect) & PROT_WRITE;
        if (!grows || ftruncate(copy, static_cast<off_t>(size)) != 0)
            error = ERROR_NOT_ENOUGH_MEMORY;
    }
    if (error != 0) {
        close(copy);
        return failure<HANDLE>(error, nullptr);
    }
    return open_section(copy, protect);
}

HANDLE map_memory(DWORD protect, std::uint64_t size) {
    const int made = memfd_create("ws2", MFD_CLOEXEC);
    if (made < 0)
        return fail_errno(), nullptr;
    if (size == 0 || ftruncate(made, static_cast<off_t>(size)) != 0) {
        close(made);
        return failure<HANDLE>(size == 0 ? ERROR_INVALID_PARAMETER : ERROR_NOT_ENOUGH_MEMORY,
                               nullptr);
    }
    return open_section(made, protect);
}

template<typename Char>
HANDLE create_mapping(HANDLE file, DWORD protect, std::uint64_t size, const Char* name) {
    return contained<HANDLE>(nullptr, [&] {
        if (protection_of(protect) < 0 || (protect & 0xff) == PAGE_NOACCESS)
            return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
        // Names are shared between processes on Windows, and nothing here is.
        if (name != nullptr)
            return failure<HANDLE>(ERROR_NOT_SUPPORTED, nullptr);
        HANDLE made =
            file == handle_of(-1) ? map_memory(protect, size) : map_file(file, protect, size);
        if (made != nullptr)
            nt::set_last_error(0); // not ERROR_ALREADY_EXISTS
        return made;
    });
}

int wanted_protection(DWORD access) noexcept {
    int out = PROT_READ;
    if (access & (FILE_MAP_WRITE | FILE_MAP_COPY))
        out |= PROT_WRITE;
    return access & FILE_MAP_EXECUTE ? out | PROT_EXEC : out;
}

} // namespace

extern "C" {

HANDLE WINAPI CreateFileMappingA(HANDLE hFile, LPSECURITY_ATTRIBUTES, DWORD flProtect,
                                 DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCSTR lpName) {
    return create_mapping(hFile, flProtect,
                          std::uint64_t{dwMaximumSizeHigh} << 32 | dwMaximumSizeLow, lpName);
}

HANDLE WINAPI CreateFileMappingW(HANDLE hFile, LPSECURITY_ATTRIBUTES, DWORD flProtect,
                                 DWORD dwMaximumSizeHigh, DWORD dwMaximumSizeLow, LPCWSTR lpName) {
    return create_mapping(hFile, flProtect,
                          std::uint64_t{dwMaximumSizeHigh} << 32 | dwMaximumSizeLow, lpName);
}

HANDLE WINAPI OpenFileMappingA(DWORD, BOOL, LPCSTR lpName) {
    return failure<HANDLE>(lpName ? ERROR_FILE_NOT_FOUND : ERROR_INVALID_PARAMETER, nullptr);
}

HANDLE WINAPI OpenFileMappingW(DWORD, BOOL, LPCWSTR lpName) {
    return failure<HANDLE>(lpName ? ERROR_FILE_NOT_FOUND : ERROR_INVALID_PARAMETER, nullptr);
}

LPVOID WINAPI MapViewOfFile(HANDLE hFileMappingObject, DWORD dwDesiredAccess,
                            DWORD dwFileOffsetHigh, DWORD dwFileOffsetLow,
                            SIZE_T dwNumberOfBytesToMap) {
    return contained<LPVOID>(nullptr, [&]() -> LPVOID {
        nt::Pin pin(hFileMappingObject);
        const auto* section = pin ? dynamic_cast<const Section*>(pin.object()) : nullptr;
        if (section == nullptr)
            return failure<LPVOID>(ERROR_INVALID_HANDLE, nullptr);
        const bool copy = (dwDesiredAccess & FILE_MAP_COPY) &&
                          (dwDesiredAccess & FILE_MAP_ALL_ACCESS) != FILE_MAP_ALL_ACCESS;
        int protection = wanted_protection(copy ? FILE_MAP_COPY : dwDesiredAccess);
        if (!copy && (protection & PROT_WRITE) &&
            (!(section->protection() & PROT_WRITE) || section->copies()))
            return failure<LPVOID>(ERROR_ACCESS_DENIED, nullptr);
        const auto offset =
            static_cast<off_t>(std::uint64_t{dwFileOffsetHigh} << 32 | dwFileOffsetLow);
        struct stat status {};
        fstat(section->descriptor(), &status);
        if (offset % 65536 != 0)
            return failure<LPVOID>(1132, nullptr); // ERROR_MAPPED_ALIGNMENT
        if (offset >= status.st_size)
            return failure<LPVOID>(ERROR_INVALID_PARAMETER, nullptr);
        const auto left = static_cast<std::size_t>(status.st_size - offset);
        const std::size_t length = dwNumberOfBytesToMap ? dwNumberOfBytesToMap : left;
        if (length > left)
            return failure<LPVOID>(ERROR_ACCESS_DENIED, nullptr);
        void* view = mmap(nullptr, length, protection, copy ? MAP_PRIVATE : MAP_SHARED,
                          section->descriptor(), offset);
        if (view == MAP_FAILED)
            return fail_errno(), nullptr;
        std::lock_guard lock(views().mutex);
        views().lengths[view] = length;
        return view;
    });
}

BOOL WINAPI UnmapViewOfFile(LPCVOID lpBaseAddress) {
    std::lock_guard lock(views().mutex);
    const auto at = views().lengths.find(lpBaseAddress);
    if (at == views().lengths.end())
        return outcome(ERROR_INVALID_ADDRESS);
    munmap(const_cast<void*>(lpBaseAddress), at->second);
    views().lengths.erase(at);
    return TRUE;
}

BOOL WINAPI FlushViewOfFile(LPCVOID lpBaseAddress, SIZE_T dwNumberOfBytesToFlush) {
    std::lock_guard lock(views().mutex);
    const auto at = views().lengths.find(lpBaseAddress);
    const std::size_t length = dwNumberOfBytesToFlush        ? dwNumberOfBytesToFlush
                               : at != views().lengths.end() ? at->second
                                                             : 0;
    return msync(const_cast<void*>(lpBaseAddress), length, MS_ASYNC) == 0 ? TRUE
                                                                          : (fail_errno(), FALSE);
}
}
