// Benchmarks: the bare side.
#include "dispatch/bare_pair.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::bench {
namespace {

void require(bool good, const char* what) {
    if (!good)
        throw std::runtime_error(what);
}

} // namespace

BarePair::BarePair() {
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

BarePair::~BarePair() {
    close(a_);
    close(b_);
}

void BarePair::exchange(std::size_t octets) {
    static thread_local char buffer[65536];
    const auto sent = send(a_, buffer, octets, MSG_NOSIGNAL);
    const auto received = recv(b_, buffer, octets, 0);
    require(sent == received, "exchange");
}

} // namespace ws2::bench
