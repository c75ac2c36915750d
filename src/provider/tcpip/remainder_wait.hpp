// Room provider_tcpip: waiting, in one poll, for sockets whose unsent octets the provider owns:
// they become writable when these are gone.
#pragma once

#include "kernel/readiness.hpp"
#include "provider/tcpip/remainder.hpp"

#include <optional>
#include <vector>

namespace ws2::provider::tcpip {

// The sockets are held by the caller for as long as this lives.
class RemainderWait {
public:
    RemainderWait() = default;
    RemainderWait(const RemainderWait&) = delete;
    RemainderWait& operator=(const RemainderWait&) = delete;
    ~RemainderWait() {
        for (SocketState* socket : watched_)
            stop_waiting(*socket, *drained_);
    }

    void add(SocketState& socket) {
        if (!drained_)
            drained_.emplace();
        for (const SocketState* known : watched_)
            if (known == &socket)
                return;
        if (wait_for_remainder(socket, *drained_))
            watched_.push_back(&socket);
        else
            drained_->raise(); // gone in between: look again
    }

    // What to poll for readability; -1 if nothing was added.
    [[nodiscard]] int descriptor() const noexcept { return drained_ ? drained_->descriptor() : -1; }
    void clear() const noexcept {
        if (drained_)
            drained_->clear();
    }

private:
    std::optional<kernel::Signal> drained_;
    std::vector<SocketState*> watched_;
};

} // namespace ws2::provider::tcpip
