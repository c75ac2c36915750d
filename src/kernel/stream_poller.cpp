// Room kernel: what the ISO transport's threads sleep on.
#include "kernel/stream_poller.hpp"

#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <ctime>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace ws2::kernel {

static_assert(sizeof(StreamWait) == sizeof(pollfd));
static_assert(stream_readable == POLLIN && stream_writable == POLLOUT);

namespace {

std::int64_t read_ms(clockid_t clock) noexcept {
    timespec now{};
    (void)clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

std::int64_t monotonic_ms() noexcept {
    return read_ms(CLOCK_MONOTONIC);
}

std::int64_t coarse_monotonic_ms() noexcept {
    return read_ms(CLOCK_MONOTONIC_COARSE);
}

namespace {

int bounded(std::int64_t timeout_ms) noexcept {
    return timeout_ms < 0 ? -1 : static_cast<int>(std::min<std::int64_t>(timeout_ms, INT_MAX));
}

constexpr std::uint64_t wake_key = 0;

} // namespace

StreamSignal::StreamSignal() noexcept : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void StreamSignal::raise() const noexcept {
    const std::uint64_t one = 1;
    while (::write(descriptor_.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

void StreamSignal::clear() const noexcept {
    std::uint64_t count = 0;
    while (::read(descriptor_.get(), &count, sizeof count) < 0 && errno == EINTR) {
    }
}

StreamPoller::StreamPoller() noexcept : set_(::epoll_create1(EPOLL_CLOEXEC)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wake_key;
    if (set_ && ::epoll_ctl(set_.get(), EPOLL_CTL_ADD, wake_.descriptor(), &event) != 0)
        set_.reset();
}

namespace {

epoll_event interest(std::uint64_t key, bool read, bool write) noexcept {
    epoll_event event{};
    event.events = EPOLLONESHOT;
    if (read)
        event.events |= EPOLLIN;
    if (write)
        event.events |= EPOLLOUT;
    event.data.u64 = key;
    return event;
}

} // namespace

base::Result<void> StreamPoller::add(int descriptor, std::uint64_t key, bool read,
                                     bool write) const noexcept {
    epoll_event event = interest(key, read, write);
    if (::epoll_ctl(set_.get(), EPOLL_CTL_ADD, descriptor, &event) != 0)
        return base::Result<void>::fail(last_wsa_error(Operation::other));
    return base::Result<void>::ok();
}

void StreamPoller::want(int descriptor, std::uint64_t key, bool read, bool write) const noexcept {
    epoll_event event = interest(key, read, write);
    (void)::epoll_ctl(set_.get(), EPOLL_CTL_MOD, descriptor, &event);
}

std::size_t StreamPoller::wait(std::span<Ready> ready, std::int64_t timeout_ms) const noexcept {
    std::array<epoll_event, 64> events;
    const int room = static_cast<int>(std::min(ready.size(), events.size()));
    const int count = ::epoll_wait(set_.get(), events.data(), room, bounded(timeout_ms));
    std::size_t filled = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == wake_key) {
            wake_.clear();
            continue;
        }
        const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        ready[filled++] = {event.data.u64, broken || (event.events & EPOLLIN) != 0,
                           broken || (event.events & EPOLLOUT) != 0};
    }
    return filled;
}

base::Result<std::size_t> stream_wait(std::span<StreamWait> waits,
                                      std::int64_t timeout_ms) noexcept {
    const std::int64_t until = timeout_ms < 0 ? -1 : monotonic_ms() + timeout_ms;
    while (true) {
        const int count =
            ::poll(reinterpret_cast<pollfd*>(waits.data()), waits.size(), bounded(timeout_ms));
        if (count >= 0)
            return base::Result<std::size_t>::ok(static_cast<std::size_t>(count));
        if (const int code = last_wsa_error(Operation::other); code != wsa::interrupted)
            return base::Result<std::size_t>::fail(code);
        if (until >= 0)
            timeout_ms = std::max<std::int64_t>(0, until - monotonic_ms());
    }
}

} // namespace ws2::kernel
