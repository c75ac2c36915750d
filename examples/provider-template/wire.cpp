#include "wire.hpp"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

namespace courier::wire {
namespace {

template<typename Call>
auto retried(Call call) {
    decltype(call()) result;
    do
        result = call();
    while (result < 0 && errno == EINTR);
    return result < 0 ? static_cast<decltype(result)>(-errno) : result;
}

// A name without a file: it goes away with its socket.
socklen_t name_of(std::uint16_t port, sockaddr_un& name) {
    name.sun_family = AF_UNIX;
    name.sun_path[0] = 0;
    const int length = std::snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "ws2-courier-%u",
                                     static_cast<unsigned>(port));
    return static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 +
                                  static_cast<std::size_t>(length));
}

// Repeats what would wait until the time is over.
template<typename Call>
auto waited(int fd, short event, int wait_ms, Closed closed, Call call) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds(wait_ms);
    for (;;) {
        auto result = retried(call);
        if (result != -EAGAIN || wait_ms == no_wait)
            return result;
        if (closed)
            return static_cast<decltype(result)>(-EINTR);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd one{fd, static_cast<short>(event | POLLRDHUP), 0}; // which wake() sets off
        if (wait_ms != for_ever && left <= 0)
            return result;
        retried([&] { return ::poll(&one, 1, wait_ms == for_ever ? -1 : static_cast<int>(left)); });
    }
}

} // namespace

int open() {
    return retried([] { return ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0); });
}

int bind(int fd, std::uint16_t port) {
    sockaddr_un name{};
    const socklen_t length = name_of(port, name);
    return retried([&] { return ::bind(fd, reinterpret_cast<sockaddr*>(&name), length); });
}

int listen(int fd, int backlog) {
    return retried([&] { return ::listen(fd, backlog); });
}

int accept(int fd, int wait_ms) {
    pollfd one{fd, POLLIN, 0};
    if (wait_ms == no_wait && ::poll(&one, 1, 0) == 0)
        return -EAGAIN;
    return retried([&] { return ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC); });
}

int connect(int fd, std::uint16_t port, int wait_ms) {
    sockaddr_un name{};
    const socklen_t length = name_of(port, name);
    const auto set_waiting = [&](bool on) {
        const int flags = ::fcntl(fd, F_GETFL);
        ::fcntl(fd, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
    };
    set_waiting(wait_ms != no_wait);
    const int result =
        retried([&] { return ::connect(fd, reinterpret_cast<sockaddr*>(&name), length); });
    set_waiting(true);
    return result == -EAGAIN ? -ECONNREFUSED : result; // the listener takes no more
}

int send(int fd, Kind kind, std::span<const char> bytes, int wait_ms, Closed closed) {
    iovec parts[] = {{&kind, 1}, {const_cast<char*>(bytes.data()), bytes.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    const auto sent = waited(fd, POLLOUT, wait_ms, closed,
                             [&] { return ::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT); });
    return static_cast<int>(sent < 0 ? sent : 0);
}

int receive(int fd, int wait_ms, Kind& kind, std::vector<char>& bytes, Closed closed) {
    bytes.resize(message_octets_max + 1);
    const auto count = waited(fd, POLLIN, wait_ms, closed,
                              [&] { return ::recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT); });
    if (count <= 0)
        return static_cast<int>(count);
    kind = static_cast<Kind>(bytes.front());
    bytes.erase(bytes.begin());
    bytes.resize(static_cast<std::size_t>(count) - 1);
    return 1;
}

int next_octets(int fd, Kind& kind) {
    return static_cast<int>(
        retried([&] { return ::recv(fd, &kind, 1, MSG_DONTWAIT | MSG_PEEK | MSG_TRUNC); }));
}

int peer_port(int fd) {
    sockaddr_un name{};
    socklen_t length = sizeof name;
    unsigned port = 0;
    if (::getpeername(fd, reinterpret_cast<sockaddr*>(&name), &length) != 0 ||
        length <= offsetof(sockaddr_un, sun_path) + 1 ||
        std::sscanf(name.sun_path + 1, "ws2-courier-%5u", &port) != 1)
        return 0;
    return static_cast<int>(port);
}

int duplicate(int fd) {
    return retried([&] { return ::dup(fd); });
}

int poll(std::span<Watch> watches, int timeout_ms) {
    std::vector<pollfd> all;
    for (const Watch& watch : watches)
        all.push_back({watch.fd,
                       static_cast<short>((watch.read ? POLLIN : 0) | (watch.write ? POLLOUT : 0)),
                       0});
    const int ready = retried([&] { return ::poll(all.data(), all.size(), timeout_ms); });
    for (std::size_t i = 0; i < all.size(); ++i) {
        watches[i].read = watches[i].read && (all[i].revents & ~POLLOUT) != 0;
        watches[i].write = watches[i].write && (all[i].revents & (POLLOUT | POLLERR)) != 0;
    }
    return ready;
}

// The kernel copies, and finds out what may not be touched.
bool copy_in(void* to, const void* from, std::size_t octets) {
    const iovec here{to, octets};
    const iovec there{const_cast<void*>(from), octets};
    return octets == 0 ||
           ::process_vm_readv(::getpid(), &here, 1, &there, 1, 0) == static_cast<ssize_t>(octets);
}

bool copy_out(void* to, const void* from, std::size_t octets) {
    const iovec here{const_cast<void*>(from), octets};
    const iovec there{to, octets};
    return octets == 0 ||
           ::process_vm_writev(::getpid(), &here, 1, &there, 1, 0) == static_cast<ssize_t>(octets);
}

void wake(int fd, bool reset) {
    ::shutdown(fd, reset ? SHUT_RDWR : SHUT_RD);
}

void close(int fd) {
    char octet = 0; // Linux would tell the peer of unread packets before it has read ours
    while (::recv(fd, &octet, 1, MSG_DONTWAIT) > 0)
        ;
    ::close(fd);
}

} // namespace courier::wire
