// Benchmarks: the bare side of the message benchmarks.
#include "itot/framed_pair.hpp"

#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace ws2::bench {
namespace {

void require(bool good, const char* what) {
    if (!good)
        throw std::runtime_error(what);
}

} // namespace

FramedPair::FramedPair() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* name = reinterpret_cast<sockaddr*>(&address);
    require(bind(listener, name, length) == 0 && listen(listener, 1) == 0, "listen");
    require(getsockname(listener, name, &length) == 0, "getsockname");
    a_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(connect(a_, name, length) == 0, "connect");
    b_ = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    require(b_ >= 0, "accept");
    const int on = 1;
    setsockopt(a_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    close(listener);
}

FramedPair::~FramedPair() {
    close(a_);
    close(b_);
}

void FramedPair::send_message(const char* data, std::size_t octets) {
    auto length = static_cast<std::uint32_t>(octets);
    iovec parts[2] = {{&length, sizeof length}, {const_cast<char*>(data), octets}};
    msghdr message{};
    message.msg_iov = parts;
    message.msg_iovlen = 2;
    std::size_t left = octets + sizeof length;
    while (left > 0) {
        const auto sent = sendmsg(a_, &message, MSG_NOSIGNAL);
        require(sent > 0, "sendmsg");
        left -= static_cast<std::size_t>(sent);
        for (auto count = static_cast<std::size_t>(sent); count > 0 && left > 0;) {
            iovec& part = *message.msg_iov;
            const std::size_t step = count < part.iov_len ? count : part.iov_len;
            part.iov_base = static_cast<char*>(part.iov_base) + step;
            part.iov_len -= step;
            count -= step;
            if (part.iov_len == 0) {
                ++message.msg_iov;
                --message.msg_iovlen;
            }
        }
    }
}

bool FramedPair::need(std::size_t octets) {
    if (begin_ + octets > sizeof ahead_) {
        std::memmove(ahead_, ahead_ + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    while (end_ - begin_ < octets) {
        const auto got = recv(b_, ahead_ + end_, sizeof ahead_ - end_, 0);
        if (got <= 0)
            return false;
        end_ += static_cast<std::size_t>(got);
    }
    return true;
}

std::size_t FramedPair::receive_message(char* data, std::size_t room) {
    std::uint32_t length = 0;
    if (!need(sizeof length))
        return 0;
    std::memcpy(&length, ahead_ + begin_, sizeof length);
    begin_ += sizeof length;
    require(length <= room && need(length), "receive");
    std::memcpy(data, ahead_ + begin_, length);
    begin_ += length;
    if (begin_ == end_)
        begin_ = end_ = 0;
    return length;
}

void FramedPair::goodbye(const char* data, std::size_t octets) {
    char room[256];
    require(send(a_, data, octets, MSG_NOSIGNAL) == static_cast<ssize_t>(octets), "send");
    require(shutdown(a_, SHUT_WR) == 0, "shutdown");
    while (recv(b_, room, sizeof room, 0) > 0) {
    }
}

} // namespace ws2::bench
