// Room iphlp: NotifyAddrChange, NotifyRouteChange: the end of a wait for the next change.
#include "kernel/network_watch.hpp"

#include <algorithm>
#include <condition_variable>
#include <iphlpapi.h>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <windows.h>
#include <ws2spi.h>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;

std::string addresses_now() {
    return kernel::addresses_now(AF_INET) + kernel::addresses_now(AF_INET6);
}

struct Notice {
    bool of_addresses = false;
    std::string before;
    LPWSAOVERLAPPED overlapped = nullptr; // null: somebody waits at `over`
    bool over = false;
};

// Never destroyed: its watch outlives everything.
struct Notices {
    std::mutex mutex; // guards the list
    std::condition_variable changed;
    std::list<Notice*> waiting;
};

Notices& notices() {
    static Notices* const one = new Notices;
    return *one;
}

void indicate(LPWSAOVERLAPPED overlapped, ULONG_PTR status) {
    overlapped->InternalHigh = 0;
    __atomic_store_n(&overlapped->Internal, status, __ATOMIC_RELEASE);
    if (overlapped->hEvent != nullptr)
        SetEvent(overlapped->hEvent);
}

// Takes what `is_over` says out of the list, and tells it with the lock let go.
template<typename IsOver>
bool end_some(IsOver is_over, ULONG_PTR status) {
    Notices& all = notices();
    std::list<Notice*> ended;
    {
        const std::lock_guard lock(all.mutex);
        for (auto each = all.waiting.begin(); each != all.waiting.end();) {
            const auto next = std::next(each);
            if (is_over(**each)) {
                (*each)->over = true;
                if ((*each)->overlapped != nullptr)
                    ended.splice(ended.end(), all.waiting, each);
                else
                    all.waiting.erase(each);
            }
            each = next;
        }
        all.changed.notify_all();
    }
    for (Notice* each : ended) {
        indicate(each->overlapped, status);
        delete each;
    }
    return !ended.empty();
}

void network_changed() {
    try {
        const std::string now = addresses_now();
        end_some([&](const Notice& each) { return !each.of_addresses || each.before != now; }, 0);
    } catch (const std::bad_alloc&) {
        // The next change is another chance.
    }
}

DWORD notify(bool of_addresses, HANDLE* handle, LPWSAOVERLAPPED overlapped) {
    if (!kernel::watch_network(network_changed))
        return ERROR_NOT_ENOUGH_MEMORY;
    Notices& all = notices();
    const std::string before = of_addresses ? addresses_now() : std::string();
    if (overlapped == nullptr) {
        Notice notice{of_addresses, before, nullptr, false};
        std::unique_lock lock(all.mutex);
        all.waiting.push_back(&notice);
        all.changed.wait(lock, [&] { return notice.over; });
        return NO_ERROR;
    }
    if (handle == nullptr)
        return ERROR_INVALID_PARAMETER;
    auto notice = std::make_unique<Notice>(Notice{of_addresses, before, overlapped, false});
    if (overlapped->hEvent != nullptr)
        ResetEvent(overlapped->hEvent);
    overlapped->Internal = WSS_OPERATION_IN_PROGRESS;
    *handle = nullptr;
    const std::lock_guard lock(all.mutex);
    all.waiting.push_back(notice.get());
    (void)notice.release();
    return ERROR_IO_PENDING;
}

} // namespace

extern "C" {

DWORD WINAPI NotifyAddrChange(PHANDLE Handle, LPWSAOVERLAPPED overlapped) {
    try {
        return notify(true, Handle, overlapped);
    } catch (const std::bad_alloc&) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

DWORD WINAPI NotifyRouteChange(PHANDLE Handle, LPWSAOVERLAPPED overlapped) {
    try {
        return notify(false, Handle, overlapped);
    } catch (const std::bad_alloc&) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

BOOL WINAPI CancelIPChangeNotify(LPWSAOVERLAPPED notifyOverlapped) {
    constexpr ULONG_PTR status_cancelled = 0xC0000120;
    const bool found = end_some(
        [=](const Notice& each) {
            return each.overlapped != nullptr && each.overlapped == notifyOverlapped;
        },
        status_cancelled);
    return found ? TRUE : FALSE;
}
}
