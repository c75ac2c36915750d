#include "provider/tcpip/hook.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

constinit thread_local int running = 0;

class Running {
public:
    Running() noexcept { ++running; }
    ~Running() { --running; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
};

} // namespace

bool Hook::run() const {
    const Running mark;
    return callback_(context_) != FALSE;
}

int run_hook_until(const SocketState& socket, short events, kernel::Moment deadline) {
    const Hook hook(socket);
    if (!hook) [[likely]]
        return 0;
    kernel::Moment until = kernel::at_once;
    while (kernel::poll_one(socket.descriptor, events, until).value == 0) {
        if (!hook.run() || socket.closing())
            return WSAEINTR;
        until = std::min(deadline, kernel::deadline_after(base::hook_pause_ms));
        if (until == deadline && kernel::poll_one(socket.descriptor, events, deadline).value == 0)
            return WSAETIMEDOUT;
    }
    return socket.closing() ? WSAEINTR : 0;
}

bool hook_runs() noexcept {
    return running != 0;
}

} // namespace ws2::provider::tcpip
