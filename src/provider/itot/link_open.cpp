// Room provider_itot: Link until it is open.
#include "kernel/wsa.hpp"
#include "provider/itot/link.hpp"

#include "winsock2.h"

#include <new>

namespace ws2::provider::itot {
namespace {

std::vector<std::uint8_t> copy(const std::optional<Octets>& octets) {
    if (!octets)
        return {};
    return {octets->begin(), octets->end()};
}

} // namespace

void Link::set_guard(std::unique_ptr<guard::Guard> guard) noexcept {
    carrier_.set_guard(std::move(guard));
}

base::Result<int> Link::open_tcp(const Endpoint& to, const Dial& dial) {
    const base::Result<int> opened = kernel::stream_open(to.v6);
    if (!opened)
        return opened;
    kernel::Descriptor descriptor(opened.value);
    if (dial.from)
        if (const base::Result<void> bound = kernel::stream_bind(opened.value, *dial.from); !bound)
            return base::Result<int>::fail(bound.error);
    set_up(opened.value, dial);
    return base::Result<int>::ok(descriptor.release());
}

void Link::set_up(int descriptor, const Dial& dial) noexcept {
    if (dial.send_buffer != 0)
        kernel::stream_set_buffer_size(descriptor, true, dial.send_buffer);
    if (dial.receive_buffer != 0)
        kernel::stream_set_buffer_size(descriptor, false, dial.receive_buffer);
    if (!dial.keep_alive)
        kernel::stream_set_keep_alive(descriptor, false);
}

int Link::call(kernel::Descriptor descriptor, const Endpoint& to, const Connection::Call& call,
               const Dial& dial_again) {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    peer_ = to;
    calling_ = true;
    const codec::Profile& profile = connection_.settings().profile;
    if (profile.class2 && profile.class0)
        dial_ = std::make_unique<Dial>(dial_again);
    connection_.call(call);
    if (const int code = dial(std::move(descriptor), now); code != 0)
        return code;
    settle(now);
    return 0;
}

// A plain class 0 CR, as a peer of class 0 alone knows it. The reference stays.
void Link::call_class0(Time now) try {
    Settings settings = connection_.settings();
    settings.profile.class2 = false;
    const codec::ConnectRequest& before = connection_.request();
    Connection again(settings);
    again.call({connection_.references().own, before.calling_selector.value_or(Octets{}),
                before.called_selector.value_or(Octets{}), before.data, now});
    connection_ = std::move(again);
    close_descriptor();
    const std::unique_ptr<Dial> how = std::move(dial_);
    const base::Result<int> opened = open_tcp(peer_, *how);
    if (!opened)
        return connection_.tcp_failed(opened.error, now);
    static_cast<void>(dial(kernel::Descriptor(opened.value), now));
} catch (const std::bad_alloc&) {
    connection_.give_up();
}

void Link::configure(const Settings& settings) {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    connection_.configure(settings, now);
    arm(now);
}

int Link::dial(kernel::Descriptor descriptor, Time now) {
    descriptor_ = std::move(descriptor);
    const base::Result<void> connected = kernel::stream_connect(descriptor_.get(), peer_);
    if (connected)
        connection_.tcp_connected(now);
    else if (connected.error != kernel::wsa::would_block) {
        connection_.tcp_failed(connected.error, now);
        descriptor_.reset();
        return connected.error;
    }
    interest_read_ = static_cast<bool>(connected);
    interest_write_ = !connected;
    if (const int error = Reactor::get().add(shared_from_this(), descriptor_.get(), interest_read_,
                                             interest_write_);
        error != 0) {
        connection_.tcp_failed(error, now);
        descriptor_.reset();
        return error;
    }
    return 0;
}

// Why a call did not open, in the words of connect.
int Link::call_code() const noexcept {
    if (connection_.was_open())
        return 0;
    switch (connection_.ending()) {
    case Ending::none: return WSAEWOULDBLOCK;
    case Ending::failed: return connection_.failure_code();
    case Ending::timed_out: return WSAETIMEDOUT;
    case Ending::aborted: return WSAECONNABORTED;
    default: return WSAECONNREFUSED;
    }
}

int Link::await_open(const Patience& patience) {
    Lock lock(*this);
    const Time until =
        patience.timeout_ms == 0 ? never : kernel::monotonic_ms() + patience.timeout_ms;
    while (true) {
        if (left_)
            return WSAEINTR;
        const int code = call_code();
        if (code != WSAEWOULDBLOCK || !patience.blocking)
            return code;
        if (const int ended = wait(lock, false, false, until, patience.entry); ended != 0)
            return ended;
    }
}

int Link::answer(kernel::Descriptor descriptor, const Endpoint& peer,
                 std::function<void(const std::shared_ptr<Link>&)> offer,
                 std::function<void()> gone) {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    peer_ = peer;
    descriptor_ = std::move(descriptor);
    offer_ = std::move(offer);
    connection_.listen(now);
    interest_read_ = true;
    if (const int error = Reactor::get().add(shared_from_this(), descriptor_.get(), true, false);
        error != 0) {
        descriptor_.reset();
        return error;
    }
    gone_ = std::move(gone);
    arm(now);
    return 0;
}

std::optional<Link::Request> Link::request() {
    const Lock lock(*this);
    if (connection_.phase() != Phase::awaiting_answer)
        return {};
    const codec::ConnectRequest& request = connection_.request();
    return Request{copy(request.calling_selector),
                   copy(request.called_selector),
                   {request.data.begin(), request.data.end()},
                   !request.data.empty()};
}

bool Link::screen(const codec::Profile& profile) {
    const Lock lock(*this);
    if (connection_.phase() != Phase::awaiting_answer)
        return false; // withdrawn
    const Time now = kernel::monotonic_ms();
    const bool suits = connection_.screen(profile, now);
    if (!suits)
        settle(now);
    return suits;
}

int Link::accept(const codec::Profile& profile, Octets data) {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    if (connection_.phase() != Phase::awaiting_answer)
        return WSAECONNRESET; // withdrawn
    const std::uint16_t own = fresh_reference();
    if (own == 0) {
        connection_.refuse(codec::Reason::reference_overflow, {}, now);
        settle(now);
        return WSAENOBUFS;
    }
    const bool accepted = connection_.accept(own, profile, data, now);
    if (accepted) {
        begin_lookout(now);
        // Its withdrawal is no longer waited for: the first message shall not wake the reactor.
        if (std::exchange(interest_read_, false) && descriptor_)
            Reactor::get().want(key_, descriptor_.get(), false, false);
    }
    settle(now);
    return accepted ? 0 : WSAECONNREFUSED;
}

void Link::refuse(codec::Reason reason) {
    const Lock lock(*this);
    const Time now = kernel::monotonic_ms();
    if (connection_.phase() == Phase::awaiting_answer)
        connection_.refuse(reason, {}, now);
    settle(now);
}

} // namespace ws2::provider::itot
