// Room provider_tcpip: the blocking hooks of 1.1 programs. A call that would block asks for the
// thread's hook first; nearly always there is none, and the kernel waits.
#pragma once

#include "base/blocking_hooks.hpp"
#include "kernel/poll.hpp"
#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

// The hook of this thread, asked for through the upcall. One indirect call.
class Hook {
public:
    explicit Hook(const SocketState& socket) noexcept {
        const auto query = socket.family->query_blocking_callback.load(std::memory_order_acquire);
        int ignored = 0;
        if (query != nullptr)
            (void)query(socket.entry->dwCatalogEntryId, &callback_, &context_, &ignored);
    }
    explicit operator bool() const noexcept { return callback_ != nullptr; }
    // Lets the program do its things once. False: it cancelled the call.
    bool run() const;

private:
    LPBLOCKINGCALLBACK callback_ = nullptr;
    DWORD_PTR context_ = 0;
};

// Before a call that would block until the socket is ready: with a hook, runs it until then. 0 to
// go on, WSAEINTR (cancelled, or the socket was closed) or WSAETIMEDOUT.
int run_hook_until(const SocketState& socket, short events, kernel::Moment deadline);

inline int before_blocking(const SocketState& socket, short events, unsigned timeout_ms) {
    if (!base::blocking_hooks_in_use.load(std::memory_order_relaxed) ||
        socket.has(status::non_blocking)) [[likely]]
        return 0;
    return run_hook_until(socket, events, kernel::deadline_after(timeout_ms));
}

// For WSPCancelBlockingCall: whether a hook of ours runs in this thread.
bool hook_runs() noexcept;

} // namespace ws2::provider::tcpip
