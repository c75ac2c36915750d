// bench/system/load: how many connections a second the server takes. Each connects, has one message
// echoed and is reset, so that no port stays in TIME_WAIT; N are on their way at a time.
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

struct Attempt {
    int descriptor = -1;
    std::size_t id = 0;
    std::uint64_t started = 0;
    std::size_t received = 0;
    bool sent = false;
};

class AcceptRun {
public:
    explicit AcceptRun(const Options& options)
        : options_(options), pattern_(options.size), window_(options), answer_(options.size + 1),
          attempts_(options.connections) {}
    ~AcceptRun() { close(poll_); }
    AcceptRun(const AcceptRun&) = delete;
    AcceptRun& operator=(const AcceptRun&) = delete;

    std::string run();

private:
    void start(Attempt& attempt);
    void send_message(Attempt& attempt);
    void receive(Attempt& attempt);
    void finish(Attempt& attempt);

    const Options& options_;
    Pattern pattern_;
    Window window_;
    std::vector<char> answer_;
    std::vector<Attempt> attempts_;
    std::size_t next_id_ = 0;
    std::size_t outstanding_ = 0;
    int poll_ = epoll_create1(EPOLL_CLOEXEC);
};

void AcceptRun::start(Attempt& attempt) {
    attempt = {create_socket(), next_id_++, now_ns(), 0, false};
    ++outstanding_;
    start_connect(attempt.descriptor, options_.port);
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {&attempt}};
    if (epoll_ctl(poll_, EPOLL_CTL_ADD, attempt.descriptor, &event) != 0) {
        fail("epoll_ctl");
    }
}

void AcceptRun::send_message(Attempt& attempt) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(attempt.descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
        errno = error;
        fail("connect");
    }
    const char* message = pattern_.message(attempt.id, 0);
    if (send(attempt.descriptor, message, options_.size, MSG_NOSIGNAL) !=
        static_cast<ssize_t>(options_.size)) {
        fail("send");
    }
    attempt.sent = true;
}

void AcceptRun::receive(Attempt& attempt) {
    std::size_t due = options_.size - attempt.received;
    ssize_t got = recv(attempt.descriptor, answer_.data(), due + 1, 0);
    if (got < 0 && errno == EAGAIN) {
        return;
    }
    if (got < 0) {
        fail("recv");
    }
    auto count = static_cast<std::size_t>(got);
    const char* message = pattern_.message(attempt.id, 0) + attempt.received;
    if (count == 0 || count > due || std::memcmp(answer_.data(), message, count) != 0) {
        throw std::runtime_error("an answer differs from what was sent");
    }
    attempt.received += count;
    if (attempt.received == options_.size) {
        finish(attempt);
    }
}

void AcceptRun::finish(Attempt& attempt) {
    linger reset{1, 0};
    setsockopt(attempt.descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(attempt.descriptor);
    --outstanding_;
    if (window_.completed(attempt.started, now_ns())) {
        start(attempt);
    }
}

std::string AcceptRun::run() {
    window_.start();
    for (Attempt& attempt : attempts_) {
        start(attempt);
    }
    std::array<epoll_event, 256> events{};
    while (outstanding_ != 0) {
        int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 10'000);
        if (count == 0) {
            throw std::runtime_error("no connection or answer for ten seconds");
        }
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            auto& attempt = *static_cast<Attempt*>(event.data.ptr);
            if (!attempt.sent) {
                send_message(attempt);
            } else if ((event.events & ~EPOLLOUT) != 0) {
                receive(attempt);
            }
        }
    }
    // The server still answers: the resets have done it no harm.
    say_goodbye({open_verified(options_.port, pattern_, options_.size, next_id_)});
    return window_.json();
}

} // namespace

std::string run_accept(const Options& options) {
    return AcceptRun(options).run();
}

} // namespace bench::load
