// Room provider_itot: the one thread of the provider.
#include "provider/itot/reactor.hpp"

#include "kernel/wsa.hpp"

#include <algorithm>
#include <array>

namespace ws2::provider::itot {

Reactor& Reactor::get() {
    // Never destroyed: a program may leave main() without WSACleanup.
    static Reactor& reactor = *new Reactor;
    return reactor;
}

int Reactor::add(const std::shared_ptr<Pollable>& pollable, int descriptor, bool read, bool write) {
    const std::lock_guard lock(mutex_);
    if (!poller_)
        return kernel::wsa::no_buffers;
    const std::uint64_t key = next_key_++;
    pollable->key_ = key;
    known_.emplace(key, pollable);
    const base::Result<void> added = poller_.add(descriptor, key, read, write);
    if (!added) {
        known_.erase(key);
        pollable->key_ = 0;
        return added.error;
    }
    if (!thread_.joinable()) {
        stopping_ = false;
        thread_ = std::thread([this] { run(); });
    }
    return 0;
}

void Reactor::remove(std::uint64_t key) noexcept {
    std::shared_ptr<Pollable> last; // dies outside the lock
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    if (found == known_.end())
        return;
    last = std::move(found->second);
    known_.erase(found);
}

void Reactor::hurry(Time due) noexcept {
    Time current = next_scan_.load();
    while (due < current && !next_scan_.compare_exchange_weak(current, due)) {
    }
    if (due < asleep_until_.load())
        poller_.wake();
}

std::shared_ptr<Pollable> Reactor::find(std::uint64_t key) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Pollable>> Reactor::all() const {
    std::vector<std::shared_ptr<Pollable>> all;
    const std::lock_guard lock(mutex_);
    all.reserve(known_.size());
    for (const auto& [key, pollable] : known_)
        all.push_back(pollable);
    return all;
}

void Reactor::scan(Time now) {
    std::vector<std::shared_ptr<Pollable>> expired;
    next_scan_ = never; // whoever sets an earlier one from here on is heard
    Time next = never;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, pollable] : known_) {
            const Time due = pollable->due();
            if (due <= now)
                expired.push_back(pollable);
            else
                next = std::min(next, due);
        }
    }
    hurry(next);
    for (const std::shared_ptr<Pollable>& pollable : expired)
        pollable->expire(now);
}

void Reactor::run() noexcept {
    std::array<kernel::StreamPoller::Ready, 64> ready;
    while (!stopping_) {
        if (const Time now = kernel::monotonic_ms(); now >= next_scan_) {
            try {
                scan(now);
            } catch (...) { // out of memory: look again shortly
                hurry(now + 100);
            }
        }
        const Time next = next_scan_;
        asleep_until_ = next;
        // An earlier time set since `next` was read has not seen us asleep.
        const Time wait = next_scan_ < next || stopping_ ? 0
                          : next == never                ? -1
                                          : std::max<Time>(0, next - kernel::monotonic_ms());
        const std::size_t count = poller_.wait(ready, wait);
        asleep_until_ = 0;
        const Time now = kernel::monotonic_ms();
        for (std::size_t i = 0; i < count; ++i)
            if (const std::shared_ptr<Pollable> pollable = find(ready[i].key))
                pollable->ready(ready[i].read, ready[i].write, now);
    }
}

void Reactor::stop() noexcept {
    std::thread thread;
    std::unordered_map<std::uint64_t, std::shared_ptr<Pollable>> known;
    {
        const std::lock_guard lock(mutex_);
        thread.swap(thread_);
        if (!thread.joinable())
            return;
        stopping_ = true;
        poller_.wake();
    }
    thread.join();
    const std::lock_guard lock(mutex_);
    known.swap(known_);
    next_scan_ = never;
}

} // namespace ws2::provider::itot
