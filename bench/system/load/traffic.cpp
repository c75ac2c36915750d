// bench/system/load: what every mode sends, checks and closes.
#include "traffic.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <random>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace bench::load {

Pattern::Pattern(std::size_t size) : block_(offsets + size) {
    std::minstd_rand random(1);
    for (char& octet : block_) {
        octet = static_cast<char>(random() >> 8U);
    }
}

void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

int create_socket() {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    if (descriptor < 0 || setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) {
        fail("socket");
    }
    return descriptor;
}

void start_connect(int descriptor, unsigned short port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        fail("connect");
    }
}

void set_blocking(int descriptor, bool blocking) {
    int flags = fcntl(descriptor, F_GETFL);
    timeval limit{10, 0};
    if (fcntl(descriptor, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) != 0 ||
        (blocking &&
         (setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
          setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0))) {
        fail("fcntl");
    }
}

int open_verified(unsigned short port, const Pattern& pattern, std::size_t size, std::size_t id) {
    int descriptor = create_socket();
    set_blocking(descriptor, true);
    start_connect(descriptor, port);
    const char* message = pattern.message(id, 0);
    if (send(descriptor, message, size, MSG_NOSIGNAL) != static_cast<ssize_t>(size)) {
        fail("first send");
    }
    std::vector<char> answer(size);
    if (recv(descriptor, answer.data(), size, MSG_WAITALL) != static_cast<ssize_t>(size)) {
        fail("first answer");
    }
    if (std::memcmp(answer.data(), message, size) != 0) {
        throw std::runtime_error("the first answer differs from what was sent");
    }
    set_blocking(descriptor, false);
    return descriptor;
}

void say_goodbye(const std::vector<int>& descriptors) {
    for (int descriptor : descriptors) {
        if (shutdown(descriptor, SHUT_WR) != 0) {
            fail("shutdown");
        }
    }
    for (int descriptor : descriptors) {
        set_blocking(descriptor, true);
        char octet = 0;
        ssize_t got = recv(descriptor, &octet, 1, 0);
        while (got < 0 && errno == EINTR) { // a ring that was closed disturbs its thread once
            got = recv(descriptor, &octet, 1, 0);
        }
        if (got > 0) {
            throw std::runtime_error("the server sent more than it received");
        }
        if (got < 0) {
            fail("the server did not end the connection after ours");
        }
        close(descriptor);
    }
}

} // namespace bench::load
