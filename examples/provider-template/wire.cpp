#include "wire.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
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

int wait_flag(bool wait) {
    return wait ? 0 : MSG_DONTWAIT;
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

int accept(int fd, bool wait) {
    pollfd one{fd, POLLIN, 0};
    if (!wait && ::poll(&one, 1, 0) == 0)
        return -EAGAIN;
    return retried([&] { return ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC); });
}

int connect(int fd, std::uint16_t port) {
    sockaddr_un name{};
    const socklen_t length = name_of(port, name);
    return retried([&] { return ::connect(fd, reinterpret_cast<sockaddr*>(&name), length); });
}

int send(int fd, Kind kind, std::span<const char> bytes, bool wait) {
    iovec parts[] = {{&kind, 1}, {const_cast<char*>(bytes.data()), bytes.size()}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    const auto sent =
        retried([&] { return ::sendmsg(fd, &message, MSG_NOSIGNAL | wait_flag(wait)); });
    return static_cast<int>(sent < 0 ? sent : 0);
}

int receive(int fd, bool wait, Kind& kind, std::vector<char>& bytes) {
    bytes.resize(message_octets_max + 1);
    const auto count =
        retried([&] { return ::recv(fd, bytes.data(), bytes.size(), wait_flag(wait)); });
    if (count <= 0)
        return static_cast<int>(count);
    kind = static_cast<Kind>(bytes.front());
    bytes.erase(bytes.begin());
    bytes.resize(static_cast<std::size_t>(count) - 1);
    return 1;
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

void wake(int fd, bool senders) {
    ::shutdown(fd, senders ? SHUT_RDWR : SHUT_RD);
}

void close(int fd) {
    char octet = 0; // Linux would tell the peer of unread packets before it has read ours
    while (::recv(fd, &octet, 1, MSG_DONTWAIT) > 0)
        ;
    ::close(fd);
}

} // namespace courier::wire
