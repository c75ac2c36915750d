// Room win32: waits of a thread pool, and RegisterWaitForSingleObject.
#include "kernel/futex.hpp"
#include "nt/event.hpp"
#include "nt/thread.hpp"
#include "win32/call.hpp"
#include "win32/due_time.hpp"
#include "win32/pool_object.hpp"
#include "win32/wait_thread.hpp"

#include <limits>
#include <synchapi.h>
#include <threadpoollegacyapiset.h>
#include <winbase.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

// Makes a callback due when an object is signalled. A watch that is on holds a reference.
class WaitingObject : public PoolObject, private Watch {
public:
    void start(nt::Ref<nt::Waitable> object, std::uint32_t timeout_ms) {
        stop();
        retain();
        try {
            watch(*this, std::move(object), timeout_ms);
        } catch (...) {
            release();
            throw;
        }
    }

    void stop() noexcept override {
        if (unwatch(*this))
            release();
    }

protected:
    WaitingObject(PVOID context, PTP_CALLBACK_ENVIRON environment, bool once)
        : PoolObject(context, environment), once_(once) {}

    // Of the callback that comes now: callbacks come in the order of their causes.
    bool timed_out() noexcept {
        std::lock_guard hold(outcomes_mutex_);
        const bool outcome = (outcomes_ & 1) != 0;
        outcomes_ >>= 1;
        --outcomes_count_;
        return outcome;
    }

private:
    bool fired(bool timed_out) noexcept override {
        {
            std::lock_guard hold(outcomes_mutex_);
            if (outcomes_count_ == std::numeric_limits<std::uint64_t>::digits)
                return true; // a callback is far behind: this one time is lost in those that are
                             // due
            outcomes_ |= std::uint64_t{timed_out} << outcomes_count_++;
        }
        submit();
        if (once_)
            release(); // never the last: the callback that is due holds one too
        return !once_;
    }
    const bool once_;
    std::mutex outcomes_mutex_; // guards the next two
    std::uint64_t outcomes_ = 0;
    unsigned outcomes_count_ = 0;
};

// Empty if the handle cannot be waited for.
nt::Ref<nt::Waitable> waitable_of(HANDLE handle) {
    nt::Pin pin(handle);
    if (!pin || pin.object()->kind() == nt::Kind::port || pin.object()->kind() == nt::Kind::other ||
        pin.object()->kind() == nt::Kind::mutex)
        return {};
    return nt::Ref<nt::Waitable>::share(static_cast<nt::Waitable*>(pin.object()));
}

std::uint32_t timeout_of(PFILETIME time) noexcept {
    if (!time)
        return INFINITE;
    const std::uint64_t high = time->dwHighDateTime;
    const std::int64_t left_ns =
        due_time_ns(static_cast<std::int64_t>(high << 32 | time->dwLowDateTime)) -
        ws2::kernel::monotonic_ns();
    return left_ns <= 0 ? 0 : static_cast<std::uint32_t>(left_ns / kMillisecond_ns);
}

class RegisteredWait final : public WaitingObject {
public:
    RegisteredWait(WAITORTIMERCALLBACK callback, PVOID context, bool once)
        : WaitingObject(context, nullptr, once), callback_(callback) {}

    void at_end(HANDLE event) noexcept { event_ = event; }

private:
    ~RegisteredWait() override {
        if (event_)
            nt::set_event(event_);
    }
    void call(TP_CALLBACK_INSTANCE&, const nt::Packet&) override {
        callback_(context(), timed_out() ? TRUE : FALSE);
    }

    const WAITORTIMERCALLBACK callback_;
    HANDLE event_ = nullptr;
};

} // namespace

struct _TP_WAIT final : WaitingObject {
    _TP_WAIT(PTP_WAIT_CALLBACK given, PVOID argument, PTP_CALLBACK_ENVIRON environment)
        : WaitingObject(argument, environment, true), callback(given) {}

    const PTP_WAIT_CALLBACK callback;

private:
    void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet&) override {
        callback(&instance, context(), this, timed_out() ? WAIT_TIMEOUT : WAIT_OBJECT_0);
    }
};

PTP_WAIT WINAPI CreateThreadpoolWait(PTP_WAIT_CALLBACK pfnwa, PVOID pv, PTP_CALLBACK_ENVIRON pcbe) {
    if (!pfnwa)
        return failure<PTP_WAIT>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<PTP_WAIT>(nullptr, [&] { return new _TP_WAIT(pfnwa, pv, pcbe); });
}

VOID WINAPI SetThreadpoolWait(PTP_WAIT pwa, HANDLE h, PFILETIME pftTimeout) {
    if (!h) {
        pwa->stop();
        return;
    }
    nt::Ref<nt::Waitable> object = waitable_of(h);
    if (!object) {
        nt::set_last_error(ERROR_INVALID_HANDLE);
        return;
    }
    contained(FALSE, [&] {
        pwa->start(std::move(object), timeout_of(pftTimeout));
        return TRUE;
    });
}

VOID WINAPI WaitForThreadpoolWaitCallbacks(PTP_WAIT pwa, BOOL fCancelPendingCallbacks) {
    pwa->wait(fCancelPendingCallbacks);
}
VOID WINAPI CloseThreadpoolWait(PTP_WAIT pwa) {
    pwa->close();
}

BOOL WINAPI RegisterWaitForSingleObject(PHANDLE phNewWaitObject, HANDLE hObject,
                                        WAITORTIMERCALLBACK Callback, PVOID Context,
                                        ULONG dwMilliseconds, ULONG dwFlags) {
    if (!phNewWaitObject || !Callback)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    nt::Ref<nt::Waitable> object = waitable_of(hObject);
    if (!object)
        return failure(ERROR_INVALID_HANDLE, FALSE);
    return contained(FALSE, [&] {
        auto* made = new RegisteredWait(Callback, Context, (dwFlags & WT_EXECUTEONLYONCE) != 0);
        *phNewWaitObject = made; // the callback may come before this call returns
        try {
            made->start(std::move(object), dwMilliseconds);
        } catch (...) {
            made->close();
            throw;
        }
        return TRUE;
    });
}

BOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle, HANDLE CompletionEvent) {
    if (!WaitHandle)
        return failure(ERROR_INVALID_HANDLE, FALSE);
    auto& wait = *static_cast<RegisteredWait*>(WaitHandle);
    wait.stop();
    if (CompletionEvent == INVALID_HANDLE_VALUE) {
        wait.wait(false);
        wait.close();
        return TRUE;
    }
    const bool busy = wait.busy();
    wait.at_end(CompletionEvent);
    wait.close();
    return busy ? failure(ERROR_IO_PENDING, FALSE) : TRUE;
}

BOOL WINAPI UnregisterWait(HANDLE WaitHandle) {
    return UnregisterWaitEx(WaitHandle, nullptr);
}
