// Room win32: LockFile and its kin, by locks of open file descriptions. Linux keeps one state for
// every octet; Windows keeps regions, which are unlocked as they were locked and may lie one over
// the other. So the regions are kept here, and an octet's state is the strongest of those over it.
#include "win32/file_lock.hpp"

#include "kernel/service_thread.hpp"
#include "win32/call.hpp"
#include "win32/file.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fileapi.h>
#include <memory>
#include <new>
#include <unistd.h>
#include <ws2io.h>

#include <fcntl.h>

using namespace ws2::win32;
namespace kernel = ws2::kernel;

namespace {

constexpr std::uint64_t kEnd = std::uint64_t{1} << 63; // files go no further

bool overlap(const Region& a, const Region& b) noexcept {
    return a.start < b.end && b.start < a.end;
}

// 0 or errno. `wait` sleeps until the lock can be had.
int set_octets(int descriptor, short type, std::uint64_t start, std::uint64_t end, bool wait) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = static_cast<off_t>(start);
    lock.l_len = end == kEnd ? 0 : static_cast<off_t>(end - start);
    if (!wait)
        return fcntl(descriptor, F_OFD_SETLK, &lock) == 0 ? 0 : errno;
    return waiting_call([&] { return fcntl(descriptor, F_OFD_SETLKW, &lock); }) == 0 ? 0 : errno;
}

// Gives each octet of `within` the state that the regions ask for. 0 or errno.
int settle(int descriptor, const Regions& regions, const Region& within) {
    std::vector<std::uint64_t> cuts{within.start, within.end};
    for (const Region& each : regions.all) {
        for (const std::uint64_t edge : {each.start, each.end}) {
            if (edge > within.start && edge < within.end)
                cuts.push_back(edge);
        }
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const Region part{cuts[i], cuts[i + 1], false};
        if (part.start == part.end)
            continue;
        short type = F_UNLCK;
        for (const Region& each : regions.all) {
            if (overlap(each, part) && type != F_WRLCK)
                type = each.exclusive ? F_WRLCK : F_RDLCK;
        }
        if (const int error = set_octets(descriptor, type, part.start, part.end, false))
            return error;
    }
    return 0;
}

int lock_error(int error) {
    return error == EAGAIN || error == EACCES ? ERROR_LOCK_VIOLATION
           : error == EBADF                   ? ERROR_ACCESS_DENIED // not open for that
                                              : windows_error(error);
}

// With the mutex held. An exclusive region lies over no other of this handle.
bool clashes(const Regions& regions, const Region& wanted) {
    return wanted.exclusive &&
           std::any_of(regions.all.begin(), regions.all.end(),
                       [&](const Region& each) { return overlap(each, wanted); });
}

// With the mutex held. 0 or an error.
int try_lock(int descriptor, Regions& regions, const Region& wanted) {
    if (clashes(regions, wanted))
        return ERROR_LOCK_VIOLATION;
    regions.all.push_back(wanted);
    const int error = settle(descriptor, regions, wanted);
    if (error == 0)
        return 0;
    regions.all.pop_back();
    settle(descriptor, regions, wanted); // giving up what was won fails never
    return lock_error(error);
}

int lock_now(int descriptor, Regions& regions, const Region& wanted) {
    std::lock_guard hold(regions.mutex);
    return try_lock(descriptor, regions, wanted);
}

// Waits until the region can be had.
int lock_waiting(int descriptor, Regions& regions, const Region& wanted) {
    for (;;) {
        {
            std::unique_lock hold(regions.mutex);
            regions.unlocked.wait(hold, [&] { return !clashes(regions, wanted); });
            const int error = try_lock(descriptor, regions, wanted);
            if (error != ERROR_LOCK_VIOLATION)
                return error;
        }
        // The wait is for nothing but the moment: what it locks is not ours before try_lock.
        const short type = wanted.exclusive ? F_WRLCK : F_RDLCK;
        const int error = set_octets(descriptor, type, wanted.start, wanted.end, true);
        if (error != 0)
            return lock_error(error);
    }
}

// The same, but nothing of it is left once `given_up` is set and told. So it asks again and again:
// a wait of the kernel's would go on to win the lock, and to keep the file open.
int lock_unless(int descriptor, Regions& regions, const Region& wanted,
                const std::atomic<bool>& given_up) {
    constexpr std::chrono::milliseconds longest{50};
    std::chrono::milliseconds pause{1};
    std::unique_lock hold(regions.mutex);
    while (!given_up) {
        const int error = try_lock(descriptor, regions, wanted);
        if (error != ERROR_LOCK_VIOLATION)
            return error;
        regions.unlocked.wait_for(hold, pause);
        pause = std::min(pause * 2, longest);
    }
    return ERROR_OPERATION_ABORTED;
}

// A lock that a thread of its own waits for, because the program does not. It has a descriptor of
// its own: the handle's number may be another file's before the thread hears that it is closed.
struct PendingLock {
    ws2io_operation operation{};
    int handle = -1;
    int descriptor = -1;
    std::shared_ptr<Regions> regions;
    Region wanted{};
    std::atomic<bool> given_up{false};
    std::atomic<int> owners{2}; // the engine and the thread

    void let_go() {
        if (--owners == 0)
            delete this;
    }
    ~PendingLock() {
        if (descriptor >= 0)
            close(descriptor);
    }
};

PendingLock& pending_of(ws2io_operation* operation) noexcept {
    return *reinterpret_cast<PendingLock*>(operation); // its first member
}

int unlock(int descriptor, Regions& regions, Region wanted) {
    std::lock_guard hold(regions.mutex);
    // Of two over one another the exclusive one goes first, as documented.
    wanted.exclusive = true;
    auto at = std::find(regions.all.begin(), regions.all.end(), wanted);
    if (at == regions.all.end()) {
        wanted.exclusive = false;
        at = std::find(regions.all.begin(), regions.all.end(), wanted);
    }
    if (at == regions.all.end())
        return ERROR_NOT_LOCKED;
    regions.all.erase(at);
    const int error = settle(descriptor, regions, wanted);
    regions.unlocked.notify_all();
    return error == 0 ? 0 : windows_error(error);
}

void wait_for(void* context) {
    PendingLock& pending = *static_cast<PendingLock*>(context);
    int error = ERROR_NOT_ENOUGH_MEMORY;
    try {
        error = lock_unless(pending.descriptor, *pending.regions, pending.wanted, pending.given_up);
    } catch (const std::exception&) { // no memory: as it is
    }
    if (ws2io_complete(pending.handle, &pending.operation, error) == 0 && error == 0)
        unlock(pending.descriptor, *pending.regions, pending.wanted); // cancelled before
    pending.let_go();
}

BOOL lock_later(int descriptor, std::shared_ptr<Regions> regions, const Region& wanted,
                OVERLAPPED& overlapped) {
    auto pending = std::make_unique<PendingLock>();
    pending->handle = descriptor;
    pending->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (pending->descriptor < 0)
        return fail_errno(), FALSE;
    pending->regions = std::move(regions);
    pending->wanted = wanted;
    pending->operation.kind = WS2IO_HELD;
    pending->operation.overlapped = &overlapped;
    pending->operation.finish = [](ws2io_operation* operation) {
        if (operation->error == 0)
            return;
        PendingLock& cancelled = pending_of(operation);
        std::lock_guard hold(cancelled.regions->mutex);
        cancelled.given_up = true;
        cancelled.regions->unlocked.notify_all();
    };
    pending->operation.release = [](ws2io_operation* operation) { pending_of(operation).let_go(); };
    const int answer = ws2io_submit(descriptor, &pending->operation);
    if (answer != WS2IO_PENDING)
        return outcome(answer);
    PendingLock& given = *pending.release();
    if (!kernel::start_service_thread(wait_for, &given)) {
        ws2io_complete(descriptor, &given.operation, ERROR_NO_SYSTEM_RESOURCES);
        given.let_go();
    }
    return outcome(ERROR_IO_PENDING);
}

std::uint64_t joined(DWORD high, DWORD low) noexcept {
    return (std::uint64_t{high} << 32) | low;
}

// False where Linux' files have no such octets, which none can use either.
bool region_of(std::uint64_t start, std::uint64_t size, bool exclusive, Region& out) noexcept {
    if (start >= kEnd)
        return false;
    out = {start, size > kEnd - start ? kEnd : start + size, exclusive};
    return true;
}

BOOL lock_file(HANDLE file, std::uint64_t start, std::uint64_t size, DWORD flags,
               OVERLAPPED* overlapped) {
    const int descriptor = descriptor_of(file);
    if (descriptor < 0)
        return outcome(ERROR_INVALID_HANDLE);
    Region wanted{};
    if (!region_of(start, size, flags & LOCKFILE_EXCLUSIVE_LOCK, wanted))
        return outcome(ERROR_INVALID_PARAMETER);
    std::shared_ptr<Regions> regions = regions_of(descriptor);
    if (!regions)
        return outcome(ERROR_INVALID_HANDLE);
    int error = lock_now(descriptor, *regions, wanted);
    if (error == ERROR_LOCK_VIOLATION && !(flags & LOCKFILE_FAIL_IMMEDIATELY)) {
        if (overlapped != nullptr && is_overlapped(descriptor))
            return lock_later(descriptor, std::move(regions), wanted, *overlapped);
        error = lock_waiting(descriptor, *regions, wanted);
    }
    return error != 0 ? outcome(error) : indicate_success(descriptor, 0, nullptr, overlapped);
}

BOOL unlock_file(HANDLE file, std::uint64_t start, std::uint64_t size) {
    const int descriptor = descriptor_of(file);
    Region wanted{};
    const std::shared_ptr<Regions> regions = descriptor < 0 ? nullptr : regions_of(descriptor);
    if (!regions)
        return outcome(ERROR_INVALID_HANDLE);
    if (!region_of(start, size, false, wanted))
        return outcome(ERROR_NOT_LOCKED);
    return outcome(unlock(descriptor, *regions, wanted));
}

} // namespace

BOOL WINAPI LockFile(HANDLE hFile, DWORD dwFileOffsetLow, DWORD dwFileOffsetHigh,
                     DWORD nNumberOfBytesToLockLow, DWORD nNumberOfBytesToLockHigh) {
    return contained(FALSE, [&] {
        return lock_file(hFile, joined(dwFileOffsetHigh, dwFileOffsetLow),
                         joined(nNumberOfBytesToLockHigh, nNumberOfBytesToLockLow),
                         LOCKFILE_FAIL_IMMEDIATELY | LOCKFILE_EXCLUSIVE_LOCK, nullptr);
    });
}

BOOL WINAPI LockFileEx(HANDLE hFile, DWORD dwFlags, DWORD dwReserved, DWORD nNumberOfBytesToLockLow,
                       DWORD nNumberOfBytesToLockHigh, LPOVERLAPPED lpOverlapped) {
    if (lpOverlapped == nullptr || dwReserved != 0)
        return outcome(ERROR_INVALID_PARAMETER);
    return contained(FALSE, [&] {
        return lock_file(hFile, joined(lpOverlapped->OffsetHigh, lpOverlapped->Offset),
                         joined(nNumberOfBytesToLockHigh, nNumberOfBytesToLockLow), dwFlags,
                         lpOverlapped);
    });
}

BOOL WINAPI UnlockFile(HANDLE hFile, DWORD dwFileOffsetLow, DWORD dwFileOffsetHigh,
                       DWORD nNumberOfBytesToUnlockLow, DWORD nNumberOfBytesToUnlockHigh) {
    return contained(FALSE, [&] {
        return unlock_file(hFile, joined(dwFileOffsetHigh, dwFileOffsetLow),
                           joined(nNumberOfBytesToUnlockHigh, nNumberOfBytesToUnlockLow));
    });
}

BOOL WINAPI UnlockFileEx(HANDLE hFile, DWORD dwReserved, DWORD nNumberOfBytesToUnlockLow,
                         DWORD nNumberOfBytesToUnlockHigh, LPOVERLAPPED lpOverlapped) {
    if (lpOverlapped == nullptr || dwReserved != 0)
        return outcome(ERROR_INVALID_PARAMETER);
    return contained(FALSE, [&] {
        return unlock_file(hFile, joined(lpOverlapped->OffsetHigh, lpOverlapped->Offset),
                           joined(nNumberOfBytesToUnlockHigh, nNumberOfBytesToUnlockLow));
    });
}
