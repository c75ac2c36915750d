#include "kernel/handover.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"
#include "kernel/poll.hpp"
#include "kernel/wsa.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

struct Name {
    sockaddr_un address{};
    socklen_t size = 0;
};

Name name_of(std::uint32_t number) noexcept {
    Name name;
    name.address.sun_family = AF_UNIX;
    const int length = std::snprintf(name.address.sun_path + 1, sizeof name.address.sun_path - 1,
                                     "ws2/duplicate/%08x", number);
    name.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 +
                                       static_cast<std::size_t>(length));
    return name;
}

Result<int> failure() noexcept {
    return Result<int>::fail(last_wsa_error(Operation::bind));
}

bool is_entitled(int connection, std::uint32_t process) noexcept {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.pid == static_cast<pid_t>(process) && (peer.uid == ::geteuid() || peer.uid == 0);
}

// A message with room for one descriptor.
struct Envelope {
    Envelope(void* about, std::size_t size) noexcept : piece{about, size} {
        message.msg_iov = &piece;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
    }
    iovec piece;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
};

} // namespace

Result<int> open_offer(std::uint32_t number) noexcept {
    Descriptor offer(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const Name name = name_of(number);
    if (!offer ||
        ::bind(offer.get(), reinterpret_cast<const sockaddr*>(&name.address), name.size) != 0 ||
        ::listen(offer.get(), 4) != 0)
        return failure();
    return Result<int>::ok(offer.release());
}

Result<int> watch_process(std::uint32_t process) noexcept {
    const long watch = ::syscall(SYS_pidfd_open, static_cast<pid_t>(process), 0);
    if (watch >= 0)
        return Result<int>::ok(static_cast<int>(watch));
    return errno == ESRCH ? Result<int>::fail(wsa::invalid) : failure();
}

std::uint32_t this_process() noexcept {
    return static_cast<std::uint32_t>(::getpid());
}

std::uint32_t random_number() noexcept {
    std::uint32_t number = 0;
    while (number == 0)
        if (::getrandom(&number, sizeof number, 0) != sizeof number)
            number = 0;
    return number;
}

Result<int> duplicate(int descriptor) noexcept {
    const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return copy >= 0 ? Result<int>::ok(copy) : failure();
}

bool give(int offer, std::uint32_t process, int descriptor, const void* about,
          std::size_t size) noexcept {
    const Descriptor connection(::accept4(offer, nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection || !is_entitled(connection.get(), process))
        return false;
    Envelope envelope(const_cast<void*>(about), size);
    cmsghdr* const head = CMSG_FIRSTHDR(&envelope.message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    return ::sendmsg(connection.get(), &envelope.message, MSG_NOSIGNAL) ==
           static_cast<ssize_t>(size);
}

Result<int> take(std::uint32_t number, void* about, std::size_t size) noexcept {
    const Descriptor connection(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (!connection)
        return failure();
    const Name name = name_of(number);
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&name.address), name.size) !=
        0)
        return Result<int>::fail(wsa::invalid);
    Envelope envelope(about, size);
    ssize_t got = 0;
    do
        got = ::recvmsg(connection.get(), &envelope.message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const cmsghdr* const head = got > 0 ? CMSG_FIRSTHDR(&envelope.message) : nullptr;
    if (head == nullptr || head->cmsg_type != SCM_RIGHTS)
        return Result<int>::fail(wsa::invalid);
    int taken = -1;
    std::memcpy(&taken, CMSG_DATA(head), sizeof taken);
    Descriptor owner(taken);
    return got == static_cast<ssize_t>(size) ? Result<int>::ok(owner.release())
                                             : Result<int>::fail(wsa::invalid);
}

} // namespace ws2::kernel
