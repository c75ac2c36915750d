// bench/system/load: closed loop of depth one over N connections.
#include "modes.hpp"
#include "traffic.hpp"
#include "window.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench::load {
namespace {

struct Connection {
    int descriptor = -1;
    std::size_t id = 0;
    std::uint64_t sequence = 0;
    std::uint64_t started = 0;
    std::size_t sent = 0;
    std::size_t received = 0;
    bool waiting = false; // for (the rest of) an answer
};

class EchoRun {
public:
    explicit EchoRun(const Options& options)
        : options_(options), pattern_(options.size), window_(options), answer_(options.size + 1) {}
    ~EchoRun() { close(poll_); }
    EchoRun(const EchoRun&) = delete;
    EchoRun& operator=(const EchoRun&) = delete;

    std::string run();

private:
    void open();
    void start_message(Connection& connection, std::uint64_t now);
    void send_rest(Connection& connection);
    void receive(Connection& connection);

    const Options& options_;
    Pattern pattern_;
    Window window_;
    std::vector<char> answer_;
    std::vector<Connection> active_;
    std::vector<int> descriptors_;
    std::size_t outstanding_ = 0;
    int poll_ = epoll_create1(EPOLL_CLOEXEC);
};

void EchoRun::open() {
    for (std::size_t id = 0; id < options_.idle + options_.connections; ++id) {
        descriptors_.push_back(open_verified(options_.port, pattern_, options_.size, id));
        if (id >= options_.idle) {
            active_.push_back({descriptors_.back(), id});
        }
    }
    for (Connection& connection : active_) {
        epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {&connection}};
        if (epoll_ctl(poll_, EPOLL_CTL_ADD, connection.descriptor, &event) != 0) {
            fail("epoll_ctl");
        }
    }
}

void EchoRun::start_message(Connection& connection, std::uint64_t now) {
    ++connection.sequence;
    connection.started = now;
    connection.sent = 0;
    connection.received = 0;
    connection.waiting = true;
    ++outstanding_;
    send_rest(connection);
}

void EchoRun::send_rest(Connection& connection) {
    const char* message = pattern_.message(connection.id, connection.sequence);
    ssize_t sent = send(connection.descriptor, message + connection.sent,
                        options_.size - connection.sent, MSG_NOSIGNAL);
    if (sent >= 0) {
        connection.sent += static_cast<std::size_t>(sent);
    } else if (errno != EAGAIN) {
        fail("send");
    }
}

// Asks for one octet more than is due: a full answer then shows that the socket is empty (so the
// next edge is reported), and a server that sends too much is caught.
void EchoRun::receive(Connection& connection) {
    std::size_t due = options_.size - connection.received;
    ssize_t got = recv(connection.descriptor, answer_.data(), due + 1, 0);
    if (got < 0 && errno == EAGAIN) {
        return;
    }
    if (got < 0) {
        fail("recv");
    }
    if (got == 0) {
        throw std::runtime_error("the server ended a connection early");
    }
    auto count = static_cast<std::size_t>(got);
    const char* message = pattern_.message(connection.id, connection.sequence);
    if (count > due || std::memcmp(answer_.data(), message + connection.received, count) != 0) {
        throw std::runtime_error("an answer differs from what was sent");
    }
    connection.received += count;
    if (connection.received < options_.size) {
        return;
    }
    connection.waiting = false;
    --outstanding_;
    std::uint64_t now = now_ns();
    if (window_.completed(connection.started, now)) {
        start_message(connection, now);
    }
}

std::string EchoRun::run() {
    open();
    window_.start();
    for (Connection& connection : active_) {
        start_message(connection, now_ns());
    }
    std::array<epoll_event, 512> events{};
    while (outstanding_ != 0) {
        int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 10'000);
        if (count == 0) {
            throw std::runtime_error("no answer for ten seconds");
        }
        for (int i = 0; i < count; ++i) {
            auto& connection =
                *static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (connection.waiting && connection.sent < options_.size) {
                send_rest(connection);
            }
            if (connection.waiting &&
                (events[static_cast<std::size_t>(i)].events & ~EPOLLOUT) != 0) {
                receive(connection);
            }
        }
    }
    say_goodbye(descriptors_);
    return window_.json();
}

} // namespace

std::string run_echo(const Options& options) {
    std::string result;
    if (options.ring && run_ring_echo(options, result)) {
        return result;
    }
    return EchoRun(options).run() + ", \"generator\": \"epoll\"";
}

} // namespace bench::load
