#include "kernel/readiness.hpp"

#include "kernel/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

Result<void> add(int set, int descriptor, std::uint32_t events, std::uint64_t key) noexcept {
    epoll_event event{};
    event.events = events | static_cast<std::uint32_t>(EPOLLET);
    event.data.u64 = key;
    return ::epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event) == 0
               ? Result<void>::ok()
               : Result<void>::fail(last_wsa_error(Operation::other));
}

} // namespace

Signal::Signal() noexcept : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void Signal::raise() const noexcept {
    const std::uint64_t one = 1;
    static_cast<void>(::write(descriptor_.get(), &one, sizeof one) == 0);
}

void Signal::clear() const noexcept {
    std::uint64_t count = 0;
    static_cast<void>(::read(descriptor_.get(), &count, sizeof count) == 0);
}

ReadinessSet::ReadinessSet() noexcept : descriptor_(::epoll_create1(EPOLL_CLOEXEC)) {}

Result<void> ReadinessSet::add_readable(int descriptor, std::uint64_t key) const noexcept {
    return add(descriptor_.get(), descriptor, EPOLLIN, key);
}

Result<void> ReadinessSet::add_writable(int descriptor, std::uint64_t key) const noexcept {
    return add(descriptor_.get(), descriptor, EPOLLOUT, key);
}

void ReadinessSet::remove(int descriptor) const noexcept {
    static_cast<void>(::epoll_ctl(descriptor_.get(), EPOLL_CTL_DEL, descriptor, nullptr));
}

std::size_t ReadinessSet::wait(std::uint64_t* keys, std::size_t room) const noexcept {
    std::array<epoll_event, 32> events;
    const int found = ::epoll_wait(descriptor_.get(), events.data(),
                                   static_cast<int>(std::min(room, events.size())), -1);
    for (int i = 0; i < found; ++i)
        keys[i] = events[static_cast<std::size_t>(i)].data.u64;
    return found > 0 ? static_cast<std::size_t>(found) : 0;
}

} // namespace ws2::kernel
