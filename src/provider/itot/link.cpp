// Room provider_itot: Link and its reactor: reading, writing, arming, waiting.
#include "provider/itot/link.hpp"

#include "kernel/cancellation.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <random>

namespace ws2::provider::itot {
namespace {

constexpr Time lookout_ms = 200;

// The references of this process's connections: unique among all of them, as RFC 2126 section 6.9
// wants where a second TCP connection could be joined to one by its reference alone.
struct ReferencePool {
    std::mutex mutex;
    std::bitset<65536> used;
    std::minstd_rand random{std::random_device{}()};
};
ReferencePool& all_references() {
    static ReferencePool& references = *new ReferencePool;
    return references;
}

} // namespace

std::uint16_t Link::fresh_reference() {
    ReferencePool& all = all_references();
    const std::lock_guard lock(all.mutex);
    for (int attempt = 0; attempt < 1'000'000; ++attempt) {
        const auto reference = static_cast<std::uint16_t>(all.random() >> 8);
        if (reference != 0 && !all.used[reference]) {
            all.used[reference] = true;
            return reference;
        }
    }
    return 0;
}

Link::~Link() {
    if (gone_)
        gone_();
    if (const std::uint16_t own = connection_.references().own; own != 0) {
        ReferencePool& all = all_references();
        const std::lock_guard lock(all.mutex);
        all.used[own] = false;
    }
}

// Reads what TCP has now, at most until the connection wants no more. Threads that wait for it at
// the descriptor find nothing there any more, so they are woken.
void Link::pump(Time now) {
    bool taken = false;
    while (descriptor_ && connection_.wants_input()) {
        const std::span<std::uint8_t> space = connection_.input_space();
        const base::Result<std::size_t> received =
            carrier_.receive(descriptor_.get(), space.data(), space.size());
        if (!received) {
            if (received.error != kernel::wsa::would_block)
                connection_.tcp_failed(received.error, now);
            break;
        }
        if (received.value == 0) {
            connection_.end_of_input(now);
            break;
        }
        connection_.input(received.value, now);
        taken = true;
        if (received.value < space.size() && !carrier_.holds_input())
            break;
    }
    if (has_receives())
        serve_receives();
    if (taken)
        waiters_.wake_all();
}

// Reads what TCP has now, and acts on it if it was more than data.
void Link::look(Time now) {
    const Phase before = connection_.phase();
    pump(now);
    if (before != Phase::open || connection_.phase() != Phase::open ||
        connection_.output().can_write() || carrier_.holds_output())
        settle(now);
}

// TCP does not take what we write: what it still has to read comes first, the peer's DR perhaps.
void Link::fail(int code, Time now) {
    pump(now);
    if (connection_.phase() != Phase::closed)
        connection_.tcp_failed(code, now);
}

void Link::flush(Time now) {
    write_output(now);
    if (sends_.empty())
        return;
    serve_sends(now);
    write_output(now);
}

void Link::write_output(Time now) {
    if (descriptor_)
        carrier_.push(descriptor_.get());
    while (descriptor_ && !connection_.output().empty()) {
        if (connection_.phase() == Phase::tcp_connecting)
            return;
        const Output::Pending pending = connection_.output().pending();
        if (pending.count == 0)
            return; // the goodbye waits for overlapped sends
        std::array<kernel::StreamPiece, 2> pieces{};
        for (std::size_t i = 0; i < pending.count; ++i)
            pieces[i] = {pending.runs[i].data(), pending.runs[i].size()};
        const base::Result<std::size_t> sent =
            carrier_.send(descriptor_.get(), pieces.data(), pending.count);
        if (!sent) {
            if (sent.error != kernel::wsa::would_block)
                fail(sent.error, now);
            return;
        }
        connection_.output_taken(sent.value, now);
    }
}

void Link::close_descriptor() noexcept {
    if (!descriptor_)
        return;
    Reactor::get().remove(std::exchange(key_, 0));
    descriptor_.reset();
    due_ = never;
    armed_ = false;
    interest_read_ = interest_write_ = false;
}

void Link::obey(Time) {
    if (!descriptor_)
        return;
    if (connection_.wish() == TcpWish::half_close && carrier_.finish(descriptor_.get()))
        connection_.half_closed();
    const TcpWish wish = connection_.wish();
    if (wish == TcpWish::abort)
        kernel::stream_reset_on_close(descriptor_.get());
    if (wish == TcpWish::abort || wish == TcpWish::close)
        close_descriptor();
}

void Link::begin_lookout(Time now) {
    armed_ = false;
    activity_ = false;
    lookout_ = now + lookout_ms;
}

// The program may receive at any time, also what answers its goodbye; before and after that the
// descriptor is the reactor's.
bool Link::program_watches() const noexcept {
    const Phase phase = connection_.phase();
    return (phase == Phase::open || phase == Phase::closing || phase == Phase::answering) && !left_;
}

// Tells the reactor what to wait for, if it does not know yet.
void Link::arm(Time) {
    if (!descriptor_ || key_ == 0)
        return;
    const bool watched = program_watches();
    const bool read = connection_.wants_input() && (!watched || armed_ || reactor_reads());
    const bool more = connection_.output().can_write() ||
                      (!sends_.empty() && !connection_.awaits_acknowledgement());
    // TCP has room nearly always: what is here already is then read at once.
    const bool write = connection_.phase() == Phase::tcp_connecting || carrier_.wants_room(more) ||
                       (read && carrier_.holds_input());
    if ((read && !interest_read_) || (write && !interest_write_)) {
        interest_read_ = read;
        interest_write_ = write;
        Reactor::get().want(key_, descriptor_.get(), read, write);
    }
    const Time due = watched ? std::min(connection_.deadline(), lookout_) : connection_.deadline();
    if (due_.exchange(due) != due && due != never)
        Reactor::get().hurry(due);
}

// After every change: writes, closes, arms, wakes.
void Link::settle(Time now) {
    if (connection_.should_call_class0() && dial_ && !left_)
        call_class0(now);
    if (opened_ == never && connection_.was_open())
        opened_ = now;
    serve_connect();
    flush(now);
    obey(now);
    if (has_receives())
        serve_receives();
    arm(now);
    waiters_.wake_all();
}

void Link::ready(bool read, bool write, Time now) noexcept {
    const std::shared_ptr<Link> self = shared_from_this();
    std::function<void(const std::shared_ptr<Link>&)> offer;
    std::function<void()> gone;
    {
        const Lock lock(*this);
        interest_read_ = interest_write_ = false;
        if (!descriptor_)
            return;
        try {
            if (write && connection_.phase() == Phase::tcp_connecting) {
                const base::Result<void> result = kernel::stream_connect_result(descriptor_.get());
                if (result)
                    connection_.tcp_connected(now);
                else
                    connection_.tcp_failed(result.error, now);
            } else if (read && program_watches() && activity_ && !reactor_reads()) {
                begin_lookout(now); // the program reads by itself again
            } else if (read || carrier_.holds_input()) {
                pump(now);
            }
            if (program_watches() && lookout_ == never && !armed_)
                begin_lookout(now);
        } catch (...) { // out of memory
            connection_.abort();
        }
        settle(now);
        if (connection_.phase() != Phase::awaiting_request)
            gone.swap(gone_);
        if (connection_.phase() == Phase::awaiting_answer)
            offer.swap(offer_);
    }
    if (gone)
        gone();
    if (offer)
        offer(self);
}

void Link::expire(Time now) noexcept {
    const std::shared_ptr<Link> self = shared_from_this();
    std::function<void()> gone;
    Lock lock(*this);
    due_ = never;
    try {
        connection_.tick(now);
        if (program_watches() && lookout_ <= now) {
            if (activity_) {
                begin_lookout(now);
            } else {
                lookout_ = never;
                armed_ = true;
                connection_.trim();
            }
        }
    } catch (...) {
        connection_.abort();
    }
    settle(now);
    if (connection_.phase() == Phase::closed)
        gone.swap(gone_);
    lock.unlock();
    if (gone)
        gone();
}

// Sleeps until something may have changed (0), or as sleep() says. What TCP then has or takes is
// moved on the way out.
int Link::wait(Lock& lock, bool read, bool write, Time until, DWORD entry) {
    Waiter& waiter = Waiter::of_this_thread();
    std::array<kernel::StreamWait, 2> waits{};
    if (descriptor_ && connection_.phase() != Phase::tcp_connecting) {
        const bool reads = read && connection_.wants_input();
        const bool writes = write && carrier_.wants_room(connection_.output().can_write());
        if (reads && carrier_.holds_input()) {
            look(kernel::monotonic_ms());
            return 0;
        }
        if (reads || writes) {
            waits[0].descriptor = descriptor_.get();
            waits[0].wanted = static_cast<short>((reads ? kernel::stream_readable : 0) |
                                                 (writes ? kernel::stream_writable : 0));
        }
    }
    waits[1] = {waiter.descriptor(), kernel::stream_readable, 0};
    const int code = [&] {
        const Waiting waiting(waiters_, waiter, lock);
        const kernel::MayCancel mark;
        return sleep(waits, until, entry);
    }();
    if (waits[1].happened != 0)
        waiter.rest();
    if (waits[0].happened != 0 && descriptor_) {
        const Time now = kernel::monotonic_ms();
        const Phase before = connection_.phase();
        if (read)
            pump(now);
        if (write)
            flush(now);
        if (before != Phase::open || connection_.phase() != Phase::open ||
            connection_.output().can_write() || carrier_.holds_output())
            settle(now);
    }
    return code;
}

void Link::enlist(Waiter& waiter) {
    const Lock lock(*this);
    waiters_.add(waiter);
}

void Link::delist(Waiter& waiter) noexcept {
    const Lock lock(*this);
    waiters_.remove(waiter);
}

} // namespace ws2::provider::itot
