// Room provider_itot: how a guarded connection's octets get through its TCP connection.
#include "provider/itot/carrier.hpp"

#include "kernel/wsa.hpp"

#include <array>

namespace ws2::provider::itot {

using kernel::wsa::would_block;

// 0 when the guard has nothing more for TCP.
int Carrier::write(int descriptor) noexcept {
    while (holds_output()) {
        const guard::Octets octets = guard_->outgoing();
        const kernel::StreamPiece piece{octets.data(), octets.size()};
        const Count sent = kernel::stream_send(descriptor, &piece, 1);
        if (!sent)
            return sent.error;
        guard_->sent(sent.value);
    }
    return 0;
}

Carrier::Count Carrier::open(int descriptor, void* data, std::size_t size) noexcept {
    std::array<std::uint8_t, 16640> sealed; // a record of TLS is not longer
    while (true) {
        const Count opened = guard_->open(data, size);
        (void)write(descriptor); // its part in agreeing on keys; last words
        dry_ = !opened && opened.error == would_block;
        if (!dry_)
            return opened;
        const Count arrived = kernel::stream_receive(descriptor, sealed.data(), sealed.size());
        if (!arrived)
            return arrived;
        dry_ = false;
        if (arrived.value == 0)
            guard_->arrived_end();
        else if (!guard_->arrived({sealed.data(), arrived.value}))
            return Count::fail(kernel::wsa::no_buffers);
    }
}

// What the guard has taken counts as sent; it takes nothing while TCP is full, so that it never
// holds more than one call's octets.
Carrier::Count Carrier::seal(int descriptor, const kernel::StreamPiece* pieces,
                             std::size_t count) noexcept {
    if (const int error = write(descriptor); error != 0)
        return Count::fail(error);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Count sealed =
            guard_->seal({static_cast<const std::uint8_t*>(pieces[i].start), pieces[i].size});
        if (!sealed) {
            (void)write(descriptor);
            return taken != 0 ? Count::ok(taken) : sealed;
        }
        taken += sealed.value;
    }
    (void)write(descriptor); // an error comes again
    return Count::ok(taken);
}

bool Carrier::finish(int descriptor) noexcept {
    if (guard_ && !std::exchange(finished_, true))
        guard_->finish();
    if (guard_ && write(descriptor) == would_block)
        return false;
    kernel::stream_finish(descriptor);
    return true;
}

} // namespace ws2::provider::itot
