// Room provider_itot: the queue of connection requests of one listening socket.
#include "provider/itot/listener.hpp"

#include "kernel/cancellation.hpp"
#include "winsock2.h"

#include <algorithm>
#include <array>

namespace ws2::provider::itot {
namespace {

bool waits(Link& link) {
    return link.state().phase == Phase::awaiting_answer;
}

} // namespace

void Listener::set_backlog(std::size_t backlog) {
    const std::lock_guard lock(mutex_);
    backlog_ = backlog;
}

void Listener::configure(const Settings& settings) {
    const std::lock_guard lock(mutex_);
    settings_ = settings;
}

Settings Listener::settings() {
    const std::lock_guard lock(mutex_);
    return settings_;
}

bool Listener::offer(const std::shared_ptr<Link>& link) {
    std::shared_ptr<Notifier> told;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(queue_,
                      [](const Entry& entry) { return !entry.deferred && !waits(*entry.link); });
        if (closed_ || queue_.size() >= backlog_)
            return false;
        queue_.push_back({link, false});
        waiters_.wake_all();
        told = due();
    }
    if (told)
        told->tell();
    serve_accepts();
    return true;
}

// With the lock held: whom to tell once it is not. While a deferred request is the head nobody
// hears of those behind it, because only an accept re-enables.
std::shared_ptr<Notifier> Listener::due() {
    const bool news = notifier_ && has_caller() && notifier_->note({FD_ACCEPT, 0, 0});
    return news ? notifier_ : nullptr;
}

void Listener::watch(std::shared_ptr<Notifier> notifier) {
    std::shared_ptr<Notifier> told;
    {
        const std::lock_guard lock(mutex_);
        notifier_.swap(notifier);
        told = due();
    }
    if (told)
        told->tell();
}

void Listener::note_again(long reenabled) {
    std::shared_ptr<Notifier> told;
    {
        const std::lock_guard lock(mutex_);
        if (!notifier_)
            return;
        notifier_->reenable(reenabled);
        told = due();
    }
    if (told)
        told->tell();
}

bool Listener::has_caller() {
    return std::ranges::any_of(
        queue_, [](const Entry& entry) { return entry.deferred || waits(*entry.link); });
}

int Listener::next(const Patience& patience, std::shared_ptr<Link>& link, bool& deferred) {
    std::unique_lock lock(mutex_);
    const Time until =
        patience.timeout_ms == 0 ? never : kernel::monotonic_ms() + patience.timeout_ms;
    while (true) {
        if (closed_)
            return WSAEINTR;
        while (!queue_.empty()) {
            Entry entry = std::move(queue_.front());
            queue_.pop_front();
            if (waits(*entry.link)) {
                link = std::move(entry.link);
                deferred = entry.deferred;
                return 0;
            }
            if (entry.deferred)
                return WSAEACCES;
        }
        if (!patience.blocking)
            return WSAEWOULDBLOCK;
        Waiter& waiter = Waiter::of_this_thread();
        std::array<kernel::StreamWait, 1> wait{{{waiter.descriptor(), kernel::stream_readable, 0}}};
        const int code = [&] {
            const Waiting waiting(waiters_, waiter, lock);
            const kernel::MayCancel mark;
            return sleep(wait, until, patience.entry);
        }();
        waiter.rest();
        if (code != 0)
            return code;
    }
}

void Listener::defer(std::shared_ptr<Link> link) {
    {
        const std::lock_guard lock(mutex_);
        if (!closed_) {
            queue_.push_front({std::move(link), true});
            return;
        }
    }
    link->refuse(codec::Reason::not_attached);
}

bool Listener::readable() {
    const std::lock_guard lock(mutex_);
    return closed_ || has_caller();
}

void Listener::enlist(Waiter& waiter) {
    const std::lock_guard lock(mutex_);
    waiters_.add(waiter);
}

void Listener::delist(Waiter& waiter) noexcept {
    const std::lock_guard lock(mutex_);
    waiters_.remove(waiter);
}

void Listener::close() {
    std::deque<Entry> queue;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        notifier_.reset();
        queue.swap(queue_);
        waiters_.wake_all();
    }
    for (const Entry& entry : queue)
        entry.link->refuse(codec::Reason::not_attached);
}

} // namespace ws2::provider::itot
