#include "kernel/local_pipe.hpp"

#include "kernel/cancellation.hpp"
#include "kernel/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

static_assert(sizeof(Piece) == sizeof(iovec));

int above_standard_streams(int descriptor) noexcept {
    if (descriptor < 0 || descriptor > 2)
        return descriptor;
    const int higher = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    close_descriptor(descriptor);
    return higher;
}

// By way of /proc the name has room, however long the folder's path is.
bool name_in(int folder, const char* name, sockaddr_un& out) noexcept {
    out = {};
    out.sun_family = AF_UNIX;
    const int length =
        std::snprintf(out.sun_path, sizeof out.sun_path, "/proc/self/fd/%d/%s", folder, name);
    return length > 0 && static_cast<std::size_t>(length) < sizeof out.sun_path;
}

template<typename Call>
auto repeated(Call&& call) noexcept {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

// A message with room for one descriptor.
struct Envelope {
    Envelope(const Piece* pieces, std::size_t count) noexcept {
        message.msg_iov = const_cast<iovec*>(reinterpret_cast<const iovec*>(pieces));
        message.msg_iovlen = count;
    }
    void enclose() noexcept {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
    }
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
};

// Octets that the other end has not read. The kernel lets go of what was read in two steps, and
// wakes whoever waits between them: a rest of 1 is none.
bool has_unread(int pipe) noexcept {
    int size = 0;
    return ::ioctl(pipe, TIOCOUTQ, &size) == 0 && size > 1;
}

} // namespace

int pipe_unconnected(bool messages) noexcept {
    const int type = messages ? SOCK_SEQPACKET : SOCK_STREAM;
    return above_standard_streams(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
}

int pipe_listen(int folder, const char* name, bool messages) noexcept {
    sockaddr_un address{};
    if (!name_in(folder, name, address))
        return errno = ENAMETOOLONG, -1;
    Descriptor made(pipe_unconnected(messages));
    // A backlog of 0 has room for one.
    if (!made ||
        ::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(made.get(), 0) != 0)
        return -1;
    return made.release();
}

void pipe_stop_listening(int listener) noexcept {
    ::shutdown(listener, SHUT_RD);
}

int pipe_accept(int listener) noexcept {
    return above_standard_streams(
        repeated([&] { return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC); }));
}

int pipe_connect(int folder, const char* name, bool messages) noexcept {
    sockaddr_un address{};
    if (!name_in(folder, name, address))
        return errno = ENAMETOOLONG, -1;
    Descriptor made(pipe_unconnected(messages));
    if (!made)
        return -1;
    ::fcntl(made.get(), F_SETFL, O_NONBLOCK);
    if (repeated([&] {
            return ::connect(made.get(), reinterpret_cast<const sockaddr*>(&address),
                             sizeof address);
        }) != 0)
        return -1;
    ::fcntl(made.get(), F_SETFL, 0);
    return made.release();
}

ssize_t pipe_receive(int pipe, const Piece* pieces, std::size_t count, bool peek,
                     int* descriptor) noexcept {
    Envelope envelope(pieces, count);
    if (descriptor != nullptr) {
        *descriptor = -1;
        envelope.enclose();
    }
    const int flags = MSG_DONTWAIT | MSG_CMSG_CLOEXEC | (peek ? MSG_PEEK : 0);
    const auto receive = [&] { return ::recvmsg(pipe, &envelope.message, flags); };
    ssize_t got = repeated(receive);
    // The other end closed and left something unread: what it wrote can be read all the same.
    if (got < 0 && errno == ECONNRESET)
        got = repeated(receive);
    if (got < 0 && errno == ECONNRESET)
        got = 0;
    const cmsghdr* part = got >= 0 && descriptor ? CMSG_FIRSTHDR(&envelope.message) : nullptr;
    if (part != nullptr && part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS)
        std::memcpy(descriptor, CMSG_DATA(part), sizeof *descriptor);
    return got;
}

ssize_t pipe_send(int pipe, const Piece* pieces, std::size_t count, int descriptor) noexcept {
    Envelope envelope(pieces, count);
    if (descriptor >= 0) {
        envelope.enclose();
        cmsghdr* part = CMSG_FIRSTHDR(&envelope.message);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof descriptor);
        std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
    }
    return repeated(
        [&] { return ::sendmsg(pipe, &envelope.message, MSG_DONTWAIT | MSG_NOSIGNAL); });
}

int pipe_drain(int pipe) noexcept {
    // Every time that something is read there is a new edge, because there is room already.
    const Descriptor edges(::epoll_create1(EPOLL_CLOEXEC));
    epoll_event wanted{EPOLLOUT | EPOLLRDHUP | EPOLLET, {}};
    if (!edges || ::epoll_ctl(edges.get(), EPOLL_CTL_ADD, pipe, &wanted) != 0)
        return -1;
    const MayCancel mark;
    while (has_unread(pipe) && !pipe_peer_gone(pipe)) {
        epoll_event happened{};
        if (::epoll_wait(edges.get(), &happened, 1, -1) < 0 && (errno != EINTR || take_cancel()))
            return errno = ECANCELED, -1;
    }
    return 0;
}

bool pipe_peer_gone(int pipe) noexcept {
    pollfd about{pipe, POLLRDHUP, 0};
    return repeated([&] { return ::poll(&about, 1, 0); }) > 0 &&
           (about.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void pipe_hang_up(int pipe) noexcept {
    ::shutdown(pipe, SHUT_RDWR);
}

std::uint32_t pipe_peer(int pipe) noexcept {
    ucred peer{};
    socklen_t size = sizeof peer;
    const bool known = ::getsockopt(pipe, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
    return known && peer.pid > 0 ? static_cast<std::uint32_t>(peer.pid) : 0;
}

void pipe_want_room(int pipe, std::size_t size) noexcept {
    int now = 0;
    socklen_t length = sizeof now;
    const int wanted = static_cast<int>(std::min<std::size_t>(size, 1 << 30));
    if (::getsockopt(pipe, SOL_SOCKET, SO_SNDBUF, &now, &length) == 0 && now / 2 < wanted)
        ::setsockopt(pipe, SOL_SOCKET, SO_SNDBUF, &wanted, sizeof wanted);
}

} // namespace ws2::kernel
