// Room api: waits, as kernel32 and Winsock have them.
#include "api/windows_result.hpp"
#include "nt/event.hpp"
#include "nt/mutex.hpp"
#include "nt/thread.hpp"
#include "nt/wait.hpp"

#include <array>
#include <optional>
#include <span>

namespace nt = ws2::nt;
using ws2::api::windows_failure;

namespace {

// Objects to wait for, held while the wait lasts.
class Waited {
public:
    // 0, or ERROR_INVALID_HANDLE at the first handle that is closed or cannot be waited for.
    int hold(std::span<const HANDLE> handles, bool all) {
        for (HANDLE handle : handles) {
            nt::Waitable* object = hold_one(handle);
            if (!object)
                return ERROR_INVALID_HANDLE;
            for (std::size_t i = 0; all && i < count_; ++i) {
                if (objects_[i] == object)
                    return ERROR_INVALID_PARAMETER; // it would have to be taken twice
            }
            objects_[count_++] = object;
        }
        return 0;
    }
    std::span<nt::Waitable* const> objects() const { return {objects_.data(), count_}; }

private:
    nt::Waitable* hold_one(HANDLE handle) {
        if (handle == ws2::api::current_thread())
            return &nt::Thread::current();
        nt::Pin& pin = pins_[count_];
        pin = nt::Pin(handle);
        if (!pin || pin.object()->kind() == nt::Kind::port ||
            pin.object()->kind() == nt::Kind::other)
            return nullptr;
        return static_cast<nt::Waitable*>(pin.object());
    }

    std::array<nt::Pin, nt::kWaitsMax> pins_;
    std::array<nt::Waitable*, nt::kWaitsMax> objects_;
    std::size_t count_ = 0;
};

DWORD wait_for_one(HANDLE handle, DWORD timeout_ms, bool alertable) {
    Waited waited;
    if (const int error = waited.hold({&handle, 1}, false))
        return windows_failure(error, WAIT_FAILED);
    return nt::wait_one(*waited.objects()[0], nt::deadline_after(timeout_ms), alertable);
}

int signal(HANDLE handle) {
    nt::Pin pin(handle);
    if (!pin)
        return ERROR_INVALID_HANDLE;
    switch (pin.object()->kind()) {
    case nt::Kind::event: return nt::set_event(handle);
    case nt::Kind::mutex: return nt::release_mutex(handle);
    case nt::Kind::semaphore: return nt::release_semaphore(handle, 1, nullptr);
    default: return ERROR_INVALID_HANDLE;
    }
}

} // namespace

DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable) {
    return wait_for_one(hHandle, dwMilliseconds, bAlertable);
}

DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds) {
    return wait_for_one(hHandle, dwMilliseconds, false);
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                      DWORD dwMilliseconds, BOOL bAlertable) {
    if (nCount == 0 || nCount > MAXIMUM_WAIT_OBJECTS || !lpHandles)
        return windows_failure(ERROR_INVALID_PARAMETER, WAIT_FAILED);
    Waited waited;
    if (const int error = waited.hold({lpHandles, nCount}, bWaitAll))
        return windows_failure(error, WAIT_FAILED);
    const std::int64_t deadline_ns = nt::deadline_after(dwMilliseconds);
    return bWaitAll ? nt::wait_all(waited.objects(), deadline_ns, bAlertable)
                    : nt::wait_any(waited.objects(), deadline_ns, bAlertable);
}

DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                    DWORD dwMilliseconds) {
    return WaitForMultipleObjectsEx(nCount, lpHandles, bWaitAll, dwMilliseconds, FALSE);
}

DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
                                 DWORD dwMilliseconds, BOOL bAlertable) {
    Waited waited; // before anything is signalled: a bad handle leaves everything as it was
    if (const int error = waited.hold({&hObjectToWaitOn, 1}, false))
        return windows_failure(error, WAIT_FAILED);
    if (const int error = signal(hObjectToSignal))
        return windows_failure(error, WAIT_FAILED);
    return nt::wait_one(*waited.objects()[0], nt::deadline_after(dwMilliseconds), bAlertable);
}

DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable) {
    const DWORD result = nt::sleep_until(nt::deadline_after(dwMilliseconds), bAlertable);
    if (dwMilliseconds == 0 && result == WAIT_TIMEOUT)
        SwitchToThread();
    return result == WAIT_IO_COMPLETION ? WAIT_IO_COMPLETION : 0;
}

VOID WINAPI Sleep(DWORD dwMilliseconds) {
    SleepEx(dwMilliseconds, FALSE);
}
