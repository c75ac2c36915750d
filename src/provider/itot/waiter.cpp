// Room provider_itot: a thread of the program that waits inside a call.
#include "provider/itot/waiter.hpp"

#include "base/blocking_hooks.hpp"
#include "provider/itot/runtime.hpp"

#include <algorithm>
#include <memory>

namespace ws2::provider::itot {
namespace {

thread_local constinit std::unique_ptr<Waiter> this_thread;

constinit thread_local int hooks_running = 0;

struct Hook {
    LPBLOCKINGCALLBACK callback = nullptr;
    DWORD_PTR context = 0;

    // False: it cancelled the call.
    bool run() const {
        struct Running {
            Running() noexcept { ++hooks_running; }
            Running(const Running&) = delete;
            Running& operator=(const Running&) = delete;
            ~Running() { --hooks_running; }
        };
        const Running mark;
        return callback(context) != FALSE;
    }
};

Hook hook_of_this_thread(DWORD entry) noexcept {
    Hook hook;
    const auto query = Runtime::upcalls().lpWPUQueryBlockingCallback;
    int ignored = 0;
    if (query != nullptr)
        (void)query(entry, &hook.callback, &hook.context, &ignored);
    return hook;
}

// 0, WSAETIMEDOUT or WSA_OPERATION_ABORTED.
int wait_until(std::span<kernel::StreamWait> waits, Time until) noexcept {
    const base::Result<std::size_t> happened = kernel::stream_wait(
        waits, until == never ? -1 : std::max<Time>(0, until - kernel::monotonic_ms()));
    return happened && happened.value == 0 ? WSAETIMEDOUT : happened.error;
}

int sleep_hooked(std::span<kernel::StreamWait> waits, Time until, const Hook& hook) {
    Time next = 0;
    for (;;) {
        const int code = wait_until(waits, next);
        if (code != WSAETIMEDOUT || next == until)
            return code;
        if (!hook.run())
            return WSAEINTR;
        next = std::min(until, kernel::monotonic_ms() + base::hook_pause_ms);
    }
}

} // namespace

int sleep(std::span<kernel::StreamWait> waits, Time until, DWORD entry) {
    if (base::blocking_hooks_in_use.load(std::memory_order_relaxed) && entry != 0) [[unlikely]]
        if (const Hook hook = hook_of_this_thread(entry); hook.callback != nullptr)
            return sleep_hooked(waits, until, hook);
    return wait_until(waits, until);
}

bool hook_runs() noexcept {
    return hooks_running != 0;
}

Waiter& Waiter::of_this_thread() {
    if (!this_thread)
        this_thread = std::make_unique<Waiter>();
    return *this_thread;
}

void WaiterList::remove(Waiter& waiter) noexcept {
    const auto found = std::ranges::find(waiters_, &waiter);
    if (found == waiters_.end())
        return;
    *found = waiters_.back();
    waiters_.pop_back();
}

} // namespace ws2::provider::itot
