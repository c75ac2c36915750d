// Room provider_itot: how a connection's octets get through its TCP connection: as they are, or by
// a guard that seals and opens them. Plain ones cost a branch.
//
// A guard may have to read before it can write, and may still have opened octets when TCP has none;
// so whoever waits for TCP asks here what to wait for.
#pragma once

#include "kernel/stream_socket.hpp"
#include "provider/itot/guard/guard.hpp"

#include <memory>
#include <utility>

namespace ws2::provider::itot {

class Carrier {
public:
    using Count = base::Result<std::size_t>;

    void set_guard(std::unique_ptr<guard::Guard> guard) noexcept { guard_ = std::move(guard); }
    const guard::Guard* guard() const noexcept { return guard_.get(); }

    // As kernel::stream_receive and kernel::stream_send.
    Count receive(int descriptor, void* data, std::size_t size) noexcept {
        return guard_ ? open(descriptor, data, size)
                      : kernel::stream_receive(descriptor, data, size);
    }
    Count send(int descriptor, const kernel::StreamPiece* pieces, std::size_t count) noexcept {
        return guard_ ? seal(descriptor, pieces, count)
                      : kernel::stream_send(descriptor, pieces, count);
    }
    // The end behind everything that was sent. False while TCP has no room for what is before it.
    bool finish(int descriptor) noexcept;
    // Moves on what was sent and is not in TCP yet.
    void push(int descriptor) noexcept {
        if (holds_output())
            (void)write(descriptor);
    }

    // receive() may have something although TCP has nothing.
    bool holds_input() const noexcept { return guard_ && !dry_; }
    bool holds_output() const noexcept { return guard_ && !guard_->outgoing().empty(); }
    // Whether TCP's next room is good for something, if there is `more` to send or not.
    bool wants_room(bool more) const noexcept {
        return guard_ ? holds_output() || (more && guard_->agreed()) : more;
    }

private:
    Count open(int descriptor, void* data, std::size_t size) noexcept;
    Count seal(int descriptor, const kernel::StreamPiece* pieces, std::size_t count) noexcept;
    int write(int descriptor) noexcept;

    std::unique_ptr<guard::Guard> guard_;
    bool dry_ = true; // the guard has said that it needs more from TCP
    bool finished_ = false;
};

} // namespace ws2::provider::itot
