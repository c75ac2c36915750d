// Room provider_itot: Link, how it ends.
#include "provider/itot/link.hpp"

#include "winsock2.h"

#include <algorithm>

namespace ws2::provider::itot {
namespace {

int code_of(Connection::Release release) noexcept {
    switch (release) {
    case Connection::Release::done: return 0;
    case Connection::Release::shut_down: return WSAESHUTDOWN;
    default: return WSAENOTCONN;
    }
}

} // namespace

// Never waits and never fails for memory. What TCP has received by now is read first: data that has
// arrived stays readable, and a DR that has arrived makes this the answer to it.
int Link::send_disconnect(std::optional<Octets> data) {
    const Lock lock(*this);
    if (!connection_.was_open())
        return WSAENOTCONN;
    const Time now = kernel::monotonic_ms();
    pump(now);
    int code = 0;
    // Overlapped sends that were posted before go first.
    connection_.output().hold_last(!sends_.empty());
    // Class 0 has no place for data; nothing was done, the connection stays as it is.
    if (data && connection_.form() == codec::Form::class0 &&
        !connection_.settings().class0_disconnect)
        code = WSAENOPROTOOPT;
    else
        code = code_of(connection_.release(data, now));
    settle(now);
    return code;
}

int Link::receive_disconnect(std::array<std::uint8_t, codec::max_disconnect_data>& data,
                             std::size_t room, std::size_t& size) {
    const Lock lock(*this);
    if (!connection_.was_open())
        return WSAENOTCONN;
    if (connection_.ending() == Ending::none)
        look(kernel::monotonic_ms());
    const Octets arrived = connection_.disconnect_data();
    size = arrived.size();
    int code = 0;
    if (arrived.size() > room)
        code = WSAEFAULT; // the data stays for a larger buffer
    else {
        std::ranges::copy(arrived, data.begin());
        receive_closed_ = true;
        serve_receives();
        waiters_.wake_all();
    }
    return code;
}

int Link::shut_down(bool receiving, bool sending, std::optional<Octets> data) {
    const Lock lock(*this);
    if (!connection_.was_open())
        return WSAENOTCONN;
    const Time now = kernel::monotonic_ms();
    int code = 0;
    if (sending) {
        pump(now);
        connection_.output().hold_last(!sends_.empty());
        const Connection::Release released = connection_.release(data, now);
        if (released == Connection::Release::not_connected)
            code = WSAENOTCONN;
    }
    if (receiving && code == 0)
        receive_closed_ = true;
    settle(now);
    return code;
}

// Common to every way of leaving but abort.
void Link::begin_leave(std::optional<Octets> data) {
    const Time now = kernel::monotonic_ms();
    abort_operations(now);
    notifier_.reset();
    left_ = true;
    if (connection_.was_open()) {
        pump(now);
        (void)connection_.release(data, now);
        connection_.detach(now);
    } else if (connection_.phase() == Phase::awaiting_answer) {
        connection_.refuse(codec::Reason::not_attached, {}, now);
    } else if (connection_.ending() == Ending::none) {
        // Nobody waits for the CC any more. Before it there is no reference to release.
        connection_.give_up();
    }
    armed_ = true;
    settle(now);
}

void Link::leave(std::optional<Octets> data) {
    const Lock lock(*this);
    begin_leave(data);
}

// Waits as TCP's linger does: until the peer's system has everything, whatever its program does
// with it. Nobody tells when the last octet is acknowledged, so that is asked for.
void Link::leave_and_wait(std::optional<Octets> data, Time timeout_ms) {
    Lock lock(*this);
    begin_leave(data);
    const Time until = kernel::monotonic_ms() + timeout_ms;
    Time pause_ms = 1;
    while (connection_.ending() == Ending::none && !has_delivered()) {
        const Time now = kernel::monotonic_ms();
        if (now >= until) {
            connection_.abort();
            settle(now);
            return;
        }
        const Time next = connection_.flushed() ? std::min(until, now + pause_ms) : until;
        (void)wait(lock, true, true, next, 0);
        pause_ms = std::min<Time>(pause_ms * 2, 20);
    }
}

void Link::abort() {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    abort_operations(now);
    notifier_.reset();
    left_ = true;
    connection_.abort();
    settle(now);
}

bool Link::has_delivered() const noexcept {
    if (!descriptor_)
        return true;
    return connection_.flushed() && !carrier_.holds_output() &&
           (connection_.ending() != Ending::none ||
            kernel::stream_unacknowledged(descriptor_.get()) == 0);
}

bool Link::seen_off() {
    const Lock lock(*this);
    return (!left_ && !connection_.send_closed()) || has_delivered();
}

} // namespace ws2::provider::itot
