// Room win32: reading, writing and closing files.
//
// A disk file is read and written in the calling thread, also with OVERLAPPED: the operation is
// complete when the call returns, and is then indicated by event and port as any other.
#include "kernel/pipe_signal.hpp"
#include "nt/association.hpp"
#include "nt/overlapped.hpp"
#include "win32/call.hpp"
#include "win32/file.hpp"
#include "win32/named_pipe.hpp"
#include "win32/waiting_call.hpp"

#include <cerrno>
#include <climits>
#include <map>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <ws2io.h>

#include <fcntl.h>

namespace ws2::win32 {
namespace {

struct Record {
    bool overlapped = false;
    std::string delete_path;
    std::shared_ptr<Regions> regions; // once one was locked
};

// Never destroyed: threads may outlive static objects.
struct Records {
    std::mutex mutex;
    std::map<int, Record> by_descriptor;
};
Records& records() {
    static auto* all = new Records;
    return *all;
}

std::int64_t offset_of(const OVERLAPPED& overlapped) noexcept {
    return static_cast<std::int64_t>((std::uint64_t{overlapped.OffsetHigh} << 32) |
                                     overlapped.Offset);
}

// The S_IF part of its mode; 0 if it is not open.
mode_t kind_of(int descriptor) noexcept {
    struct stat status {};
    return fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0;
}

// EBADF is said of an open descriptor, too, that is for the other direction.
int access_error(int descriptor, int error) noexcept {
    return error == ERROR_INVALID_HANDLE && kind_of(descriptor) != 0 ? ERROR_ACCESS_DENIED : error;
}

struct Moved {
    ssize_t count = 0;
    int error = 0;
};

Moved outcome_of(ssize_t count) noexcept {
    return count >= 0 ? Moved{count, 0} : Moved{0, windows_error(errno)};
}

Moved read_once(int descriptor, void* buffer, DWORD size, const OVERLAPPED* at) noexcept {
    return outcome_of(waiting_call([&] {
        return at ? pread(descriptor, buffer, size, offset_of(*at))
                  : read(descriptor, buffer, size);
    }));
}

// All of it, as Windows writes, unless an error comes between, or a cancel: then both are told, the
// error and what has gone.
Moved write_all(int descriptor, const void* buffer, DWORD size, const OVERLAPPED* at) noexcept {
    const bool append = at != nullptr && at->Offset == 0xffffffff && at->OffsetHigh == 0xffffffff;
    if (append && lseek(descriptor, 0, SEEK_END) < 0)
        return {0, windows_error(errno)};
    Moved whole;
    do {
        const auto* from = static_cast<const char*>(buffer) + whole.count;
        const auto left = size - static_cast<DWORD>(whole.count);
        const Moved part = outcome_of(waiting_call([&] {
            return at && !append ? pwrite(descriptor, from, left, offset_of(*at) + whole.count)
                                 : write(descriptor, from, left);
        }));
        if (part.error == ERROR_OPERATION_ABORTED)
            return {whole.count, part.error};
        if (part.error == ERROR_NO_DATA && errno == EAGAIN)
            return whole; // a pipe with PIPE_NOWAIT takes what fits
        if (part.error != 0)
            return whole.count > 0 ? whole : part;
        whole.count += part.count;
    } while (static_cast<DWORD>(whole.count) < size);
    return whole;
}

// Moves the file's position behind what was done at an offset, as a synchronous handle does.
void follow(int descriptor, const OVERLAPPED* at, ssize_t count) {
    if (at != nullptr && !is_overlapped(descriptor))
        lseek(descriptor, offset_of(*at) + count, SEEK_SET);
}

} // namespace

bool is_open(int descriptor) noexcept {
    return fcntl(descriptor, F_GETFD) >= 0;
}

void remember_file(int descriptor, bool overlapped, std::string delete_path) {
    Records& all = records();
    std::lock_guard lock(all.mutex);
    all.by_descriptor[descriptor] = {overlapped, std::move(delete_path), nullptr};
}

bool is_overlapped(int descriptor) {
    Records& all = records();
    std::lock_guard lock(all.mutex);
    const auto at = all.by_descriptor.find(descriptor);
    return at != all.by_descriptor.end() && at->second.overlapped;
}

std::shared_ptr<Regions> regions_of(int descriptor) {
    if (fcntl(descriptor, F_GETFD) < 0)
        return nullptr;
    Records& all = records();
    std::lock_guard lock(all.mutex);
    Record& record = all.by_descriptor[descriptor];
    if (!record.regions)
        record.regions = std::make_shared<Regions>();
    return record.regions;
}

BOOL indicate_success(int descriptor, DWORD count, DWORD* done, OVERLAPPED* overlapped) {
    if (done != nullptr)
        *done = count;
    if (overlapped == nullptr)
        return TRUE;
    nt::Association association;
    if (is_overlapped(descriptor)) {
        association = nt::association_of(descriptor);
        if (association.modes & nt::kSkipPortOnSuccess)
            association.port = nullptr;
    }
    nt::complete_overlapped(*overlapped, {0, count, 0}, association);
    return TRUE;
}

BOOL read_file(HANDLE file, void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped) {
    const int descriptor = descriptor_of(file);
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (const auto pipe = pipe_of(descriptor))
        return read_pipe(*pipe, descriptor, buffer, size, done, overlapped, nullptr);
    if (done != nullptr)
        *done = 0;
    const bool seekable = kind_of(descriptor) == S_IFREG;
    const OVERLAPPED* at = seekable ? overlapped : nullptr;
    if (overlapped != nullptr)
        if (const int error = nt::begin_overlapped(*overlapped, true))
            return outcome(error);
    const Moved moved = read_once(descriptor, buffer, size, at);
    int error = access_error(descriptor, moved.error);
    if (error == 0 && moved.count == 0 && size != 0) {
        if (seekable && overlapped != nullptr)
            error = ERROR_HANDLE_EOF;
        else if (kind_of(descriptor) == S_IFIFO)
            error = ERROR_BROKEN_PIPE;
    }
    if (error != 0) {
        if (overlapped != nullptr)
            nt::complete_overlapped(*overlapped, {error, 0, 0}, {}); // no packet: it did not start
        return outcome(error);
    }
    follow(descriptor, at, moved.count);
    return indicate_success(descriptor, static_cast<DWORD>(moved.count), done, overlapped);
}

BOOL write_file(HANDLE file, const void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped) {
    const int descriptor = descriptor_of(file);
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (const auto pipe = pipe_of(descriptor))
        return write_pipe(*pipe, descriptor, buffer, size, done, overlapped, nullptr);
    if (done != nullptr)
        *done = 0;
    const mode_t kind = kind_of(descriptor);
    const OVERLAPPED* at = kind == S_IFREG ? overlapped : nullptr;
    if (overlapped != nullptr)
        if (const int error = nt::begin_overlapped(*overlapped, true))
            return outcome(error);
    std::optional<kernel::NoPipeSignal> quiet;
    if (kind == S_IFIFO || kind == S_IFSOCK)
        quiet.emplace();
    Moved moved = write_all(descriptor, buffer, size, at);
    quiet.reset();
    moved.error = access_error(descriptor, moved.error);
    if (moved.error != 0) {
        if (done != nullptr)
            *done = static_cast<DWORD>(moved.count);
        if (overlapped != nullptr)
            nt::complete_overlapped(*overlapped, {moved.error, 0, 0}, {});
        return outcome(moved.error);
    }
    follow(descriptor, at, moved.count);
    return indicate_success(descriptor, static_cast<DWORD>(moved.count), done, overlapped);
}

bool read_file_ex(HANDLE file, void* buffer, DWORD size, OVERLAPPED* overlapped,
                  LPOVERLAPPED_COMPLETION_ROUTINE routine, BOOL* result) {
    const auto pipe = pipe_of(descriptor_of(file));
    if (pipe)
        *result = read_pipe(*pipe, descriptor_of(file), buffer, size, nullptr, overlapped, routine);
    return pipe != nullptr;
}

bool write_file_ex(HANDLE file, const void* buffer, DWORD size, OVERLAPPED* overlapped,
                   LPOVERLAPPED_COMPLETION_ROUTINE routine, BOOL* result) {
    const auto pipe = pipe_of(descriptor_of(file));
    if (pipe)
        *result =
            write_pipe(*pipe, descriptor_of(file), buffer, size, nullptr, overlapped, routine);
    return pipe != nullptr;
}

unsigned operations_of_program(int descriptor) {
    const auto pipe = pipe_of(descriptor);
    return pipe ? pipe->waiting(descriptor) : UINT_MAX;
}

int close_file(HANDLE file) {
    const int descriptor = descriptor_of(file);
    if (descriptor < 0 || fcntl(descriptor, F_GETFD) < 0)
        return ERROR_INVALID_HANDLE;
    forget_pipe(descriptor);
    std::string delete_path;
    {
        Records& all = records();
        std::lock_guard lock(all.mutex);
        const auto at = all.by_descriptor.find(descriptor);
        if (at != all.by_descriptor.end()) {
            delete_path = std::move(at->second.delete_path);
            all.by_descriptor.erase(at);
        }
    }
    ws2io_close(descriptor); // cancels a lock that is waited for
    if (!delete_path.empty())
        unlink(delete_path.c_str());
    return close(descriptor) == 0 || errno == EINTR ? 0 : windows_error(errno);
}

int duplicate_file(HANDLE file, HANDLE* copy, bool inherit) {
    const int descriptor = descriptor_of(file);
    const int made =
        descriptor < 0 ? -1 : fcntl(descriptor, inherit ? F_DUPFD : F_DUPFD_CLOEXEC, 3);
    if (made < 0)
        return descriptor < 0 ? ERROR_INVALID_HANDLE : windows_error(errno);
    Records& all = records();
    std::lock_guard lock(all.mutex);
    const auto at = all.by_descriptor.find(descriptor);
    if (at != all.by_descriptor.end()) {
        if (!at->second.regions)
            at->second.regions = std::make_shared<Regions>();
        all.by_descriptor[made] = {at->second.overlapped, {}, at->second.regions};
    }
    if (const auto pipe = pipe_of(descriptor))
        remember_pipe(made, pipe);
    *copy = handle_of(made);
    return 0;
}

} // namespace ws2::win32
