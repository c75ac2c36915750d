#include "dispatch/blocking.hpp"

#include "base/blocking_hooks.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/session.hpp"

namespace ws2::dispatch {
namespace {

struct Blocking {
    FARPROC hook = nullptr;
    const Provider* provider = nullptr; // that blocks
    bool running = false;
    bool cancelled = false;
};

constinit thread_local Blocking blocking;

// Counts the hook into the gate for as long as it runs, however it ends.
class Running {
public:
    Running() noexcept {
        blocking.running = true;
        gate.fetch_add(gate_hook, std::memory_order_acq_rel);
    }
    ~Running() {
        gate.fetch_sub(gate_hook, std::memory_order_acq_rel);
        blocking.running = false;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
};

// A hook of 1.1 is called until it has nothing more to do. TRUE: go on blocking.
BOOL CALLBACK run_hook(DWORD_PTR) {
    if (blocking.hook == nullptr)
        return TRUE;
    {
        const Running running;
        while (!blocking.cancelled && blocking.hook() != 0) {
        }
    }
    return blocking.cancelled ? FALSE : TRUE;
}

} // namespace

FARPROC set_blocking_hook(FARPROC hook) noexcept {
    base::blocking_hooks_in_use.store(true, std::memory_order_relaxed);
    FARPROC before = blocking.hook;
    blocking.hook = hook;
    return before;
}

bool hook_is_set_in_this_thread() noexcept {
    return blocking.hook != nullptr;
}

bool hook_runs_in_this_thread() noexcept {
    return blocking.running;
}

LPBLOCKINGCALLBACK blocking_callback(const Provider* provider, DWORD_PTR& context) noexcept {
    context = 0;
    if (blocking.hook == nullptr)
        return nullptr;
    blocking.provider = provider;
    blocking.cancelled = false;
    return run_hook;
}

int cancel_blocking_call() noexcept {
    if (!blocking.running)
        return WSAEINVAL;
    blocking.cancelled = true;
    int error = 0;
    if (blocking.provider != nullptr)
        guarded(SOCKET_ERROR, blocking.provider->table.lpWSPCancelBlockingCall, &error);
    return 0;
}

} // namespace ws2::dispatch
