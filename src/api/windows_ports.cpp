// Room api: completion ports and overlapped results, as kernel32 has them.
#include "api/windows_result.hpp"
#include "nt/association.hpp"
#include "nt/overlapped.hpp"
#include "nt/port.hpp"
#include "nt/status.hpp"
#include "nt/thread.hpp"

#include <array>
#include <limits>
#include <optional>

namespace nt = ws2::nt;
using ws2::api::windows_failure;
using ws2::api::windows_result;

namespace {

// A descriptor, or -1: handles of objects of ours and rubbish have none.
int descriptor_of(HANDLE handle) {
    const auto value = reinterpret_cast<std::uintptr_t>(handle);
    return value < nt::kFirstHandle ? static_cast<int>(value) : -1;
}

// The port of a call that runs nothing of the program's while it waits. One that the thread serves
// already lives as long as it does: a look at the handle is enough.
class ServedPort {
public:
    explicit ServedPort(HANDLE handle) noexcept {
        const nt::Thread* thread = nt::Thread::current_if_known();
        if (thread && thread->port() && nt::stands_for(handle, *thread->port())) {
            port_ = thread->port();
        } else if (pinned_.emplace(handle); *pinned_) {
            port_ = &**pinned_;
        }
    }
    explicit operator bool() const noexcept { return port_ != nullptr; }
    nt::Port* operator->() const noexcept { return port_; }

private:
    nt::Port* port_ = nullptr;
    std::optional<nt::Pinned<nt::Port>> pinned_;
};

// What a packet's status means to GetQueuedCompletionStatus.
BOOL result_of(const nt::Packet& packet) {
    const auto status = static_cast<std::uint32_t>(packet.status);
    return windows_result(status == 0 ? 0 : nt::windows_from_status(status));
}

} // namespace

HANDLE WINAPI CreateIoCompletionPort(HANDLE FileHandle, HANDLE ExistingCompletionPort,
                                     ULONG_PTR CompletionKey, DWORD NumberOfConcurrentThreads) {
    if (FileHandle == INVALID_HANDLE_VALUE) {
        if (ExistingCompletionPort)
            return windows_failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
        HANDLE made = nt::create_port(NumberOfConcurrentThreads);
        return made ? made : windows_failure<HANDLE>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
    }
    HANDLE port = ExistingCompletionPort;
    if (!port)
        port = nt::create_port(NumberOfConcurrentThreads);
    if (!port)
        return windows_failure<HANDLE>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
    if (const int error = nt::associate(descriptor_of(FileHandle), port, CompletionKey)) {
        if (!ExistingCompletionPort)
            nt::close_handle(port);
        return windows_failure<HANDLE>(error, nullptr);
    }
    return port;
}

BOOL WINAPI PostQueuedCompletionStatus(HANDLE CompletionPort, DWORD dwNumberOfBytesTransferred,
                                       ULONG_PTR dwCompletionKey, LPOVERLAPPED lpOverlapped) {
    nt::Pinned<nt::Port> port(CompletionPort);
    if (!port)
        return windows_result(ERROR_INVALID_HANDLE);
    return windows_result(
        port->post({dwCompletionKey, lpOverlapped, 0, dwNumberOfBytesTransferred}));
}

[[gnu::hot]] BOOL WINAPI GetQueuedCompletionStatus(HANDLE CompletionPort,
                                                   LPDWORD lpNumberOfBytesTransferred,
                                                   PULONG_PTR lpCompletionKey,
                                                   LPOVERLAPPED* lpOverlapped,
                                                   DWORD dwMilliseconds) {
    *lpOverlapped = nullptr;
    const ServedPort port(CompletionPort);
    if (!port)
        return windows_result(ERROR_INVALID_HANDLE);
    std::array<nt::Packet, 1> got;
    std::uint32_t count = 0;
    if (const int error = port->get(got, &count, nt::deadline_after(dwMilliseconds), false))
        return windows_result(error);
    *lpNumberOfBytesTransferred = got[0].bytes;
    *lpCompletionKey = got[0].key;
    *lpOverlapped = static_cast<LPOVERLAPPED>(got[0].overlapped);
    return result_of(got[0]);
}

[[gnu::hot]] BOOL WINAPI GetQueuedCompletionStatusEx(HANDLE CompletionPort,
                                                     LPOVERLAPPED_ENTRY lpCompletionPortEntries,
                                                     ULONG ulCount, PULONG ulNumEntriesRemoved,
                                                     DWORD dwMilliseconds, BOOL fAlertable) {
    *ulNumEntriesRemoved = 0;
    nt::Pinned<nt::Port> port(CompletionPort);
    if (!port)
        return windows_result(ERROR_INVALID_HANDLE);
    if (ulCount == 0)
        return windows_result(ERROR_INVALID_PARAMETER);
    std::array<nt::Packet, 64> got; // longer batches come in pieces
    const std::size_t room = ulCount < got.size() ? ulCount : got.size();
    std::uint32_t count = 0;
    if (const int error =
            port->get({got.data(), room}, &count, nt::deadline_after(dwMilliseconds), fAlertable))
        return windows_result(error);
    for (std::uint32_t i = 0; i < count; ++i)
        lpCompletionPortEntries[i] = {got[i].key, static_cast<LPOVERLAPPED>(got[i].overlapped),
                                      got[i].status & std::numeric_limits<DWORD>::max(),
                                      got[i].bytes};
    *ulNumEntriesRemoved = count;
    return TRUE;
}

BOOL WINAPI SetFileCompletionNotificationModes(HANDLE FileHandle, UCHAR Flags) {
    return windows_result(nt::set_completion_modes(descriptor_of(FileHandle), Flags));
}

BOOL WINAPI GetOverlappedResultEx(HANDLE, LPOVERLAPPED lpOverlapped,
                                  LPDWORD lpNumberOfBytesTransferred, DWORD dwMilliseconds,
                                  BOOL bAlertable) {
    if (!nt::is_complete(*lpOverlapped)) {
        if (dwMilliseconds == 0)
            return windows_result(ERROR_IO_INCOMPLETE);
        const std::int64_t deadline_ns = nt::deadline_after(dwMilliseconds);
        if (const int error = nt::await_overlapped(*lpOverlapped, deadline_ns, bAlertable))
            return windows_result(error);
    }
    const nt::Outcome outcome = nt::outcome_of(*lpOverlapped);
    *lpNumberOfBytesTransferred = outcome.bytes;
    const auto status = static_cast<std::uint32_t>(lpOverlapped->Internal);
    return windows_result(status == 0 ? 0 : nt::windows_from_status(status));
}

BOOL WINAPI GetOverlappedResult(HANDLE hFile, LPOVERLAPPED lpOverlapped,
                                LPDWORD lpNumberOfBytesTransferred, BOOL bWait) {
    return GetOverlappedResultEx(hFile, lpOverlapped, lpNumberOfBytesTransferred,
                                 bWait ? INFINITE : 0, FALSE);
}
