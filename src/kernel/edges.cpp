// Room kernel: edge-triggered epoll. The eventfd is never read: each write is a new edge, which
// wakes one thread, the last that came to wait.
#include "kernel/edges.hpp"

#include "kernel/direct_call.hpp"
#include "kernel/error.hpp"
#include "kernel/futex.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr std::size_t kBatch = 128;
constexpr std::int64_t kMillisecond_ns = 1'000'000;

int add_to(int set, int descriptor, std::uint32_t events, std::uint64_t key) noexcept {
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    const int saved = errno;
    const int failed = epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event);
    const int code = failed ? last_wsa_error(Operation::other) : 0;
    errno = saved;
    return code;
}

[[gnu::hot]] int timeout_until(std::int64_t deadline_ns) noexcept {
    if (deadline_ns == kNoDeadline_ns)
        return -1;
    if (deadline_ns == 0)
        return 0;
    const std::int64_t left = deadline_ns - monotonic_ns();
    if (left <= 0)
        return 0;
    constexpr std::int64_t most = INT32_MAX;
    return static_cast<int>(std::min(most, (left + kMillisecond_ns - 1) / kMillisecond_ns));
}

std::uint32_t edges_of(std::uint32_t events) noexcept {
    std::uint32_t what = 0;
    if (events & (EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        what |= kReadableEdge;
    if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
        what |= kWritableEdge;
    if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        what |= kEndEdge;
    return what;
}

} // namespace

int reserve_descriptor() noexcept {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

EdgeSet::EdgeSet() noexcept
    : set_(epoll_create1(EPOLL_CLOEXEC)), poke_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (set_ && poke_ &&
        add_to(set_.get(), poke_.get(), EPOLLIN | static_cast<std::uint32_t>(EPOLLET), 0) != 0)
        poke_.reset();
}

int EdgeSet::add(int descriptor, std::uint64_t key) const noexcept {
    return add_to(set_.get(), descriptor,
                  EPOLLIN | EPOLLOUT | EPOLLPRI | EPOLLRDHUP | static_cast<std::uint32_t>(EPOLLET),
                  key);
}

int EdgeSet::add_set(int descriptor, std::uint64_t key) const noexcept {
    return add_to(set_.get(), descriptor, EPOLLIN, key);
}

void EdgeSet::remove(int descriptor) const noexcept {
    const int saved = errno;
    epoll_ctl(set_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    errno = saved;
}

[[gnu::hot]] std::size_t EdgeSet::wait(std::span<Edge> edges,
                                       std::int64_t deadline_ns) const noexcept {
    std::array<epoll_event, kBatch> events;
    const long count = direct_wait(set_.get(), events.data(), std::min(edges.size(), events.size()),
                                   timeout_until(deadline_ns));
    std::size_t found = 0;
    for (long i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 != 0)
            edges[found++] = {event.data.u64, edges_of(event.events)};
    }
    return found;
}

void EdgeSet::poke() const noexcept {
    const std::uint64_t one = 1;
    const int saved = errno;
    static_cast<void>(write(poke_.get(), &one, sizeof one) == 0);
    errno = saved;
}

} // namespace ws2::kernel
