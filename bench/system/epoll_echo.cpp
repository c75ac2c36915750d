// bench/system: raw epoll, edge-triggered, interest registered once a connection. The measure of
// all ratios. --shared receives into one buffer for all connections, which a readiness interface
// permits and a completion interface does not.
#include "server.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

struct Connection {
    int descriptor;
    std::size_t begin = 0; // what is left to send in buffer
    std::size_t end = 0;
    std::unique_ptr<char[]> buffer;
};

class EpollServer {
public:
    explicit EpollServer(const bench::ServerOptions& options)
        : options_(options), shared_(options.shared ? new char[options.buffer] : nullptr),
          listener_(bench::listen_and_announce(options.port)) {}
    [[noreturn]] void run();

private:
    void accept_all();
    // True when everything that was received has gone out again.
    bool flush(Connection& connection);
    void serve(Connection& connection, bool ended);

    bench::ServerOptions options_;
    std::unique_ptr<char[]> shared_;
    int listener_;
    int poll_ = epoll_create1(EPOLL_CLOEXEC);
};

void EpollServer::accept_all() {
    for (;;) {
        int descriptor = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            return;
        }
        bench::set_no_delay(descriptor);
        auto* connection = new Connection{descriptor, 0, 0, nullptr};
        if (!options_.shared) {
            connection->buffer.reset(new char[options_.buffer]);
        }
        epoll_event event{EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, {connection}};
        epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
    }
}

bool EpollServer::flush(Connection& connection) {
    while (connection.begin < connection.end) {
        ssize_t sent = send(connection.descriptor, connection.buffer.get() + connection.begin,
                            connection.end - connection.begin, MSG_NOSIGNAL);
        if (sent < 0) {
            return false;
        }
        connection.begin += static_cast<std::size_t>(sent);
    }
    return true;
}

// A receive that does not fill the buffer has emptied the socket, so the next octet gives a new
// edge; only after an interrupted send, or with the end in sight, must EAGAIN be awaited.
void EpollServer::serve(Connection& connection, bool ended) {
    bool to_the_end = ended || connection.begin < connection.end;
    while (flush(connection)) {
        char* buffer = options_.shared ? shared_.get() : connection.buffer.get();
        ssize_t got = recv(connection.descriptor, buffer, options_.buffer, 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            close(connection.descriptor);
            delete &connection;
            return;
        }
        if (got < 0) {
            return;
        }
        auto count = static_cast<std::size_t>(got);
        ssize_t sent = send(connection.descriptor, buffer, count, MSG_NOSIGNAL);
        if (sent == got) {
            if (count < options_.buffer && !to_the_end) {
                return;
            }
            continue;
        }
        to_the_end = true;
        if (options_.shared) {
            connection.buffer.reset(new char[options_.buffer]);
            std::memcpy(connection.buffer.get(), buffer, count);
        }
        connection.begin = sent < 0 ? 0 : static_cast<std::size_t>(sent);
        connection.end = count;
    }
}

void EpollServer::run() {
    epoll_event listening{EPOLLIN, {nullptr}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, listener_, &listening);
    std::array<epoll_event, 512> events{};
    for (;;) {
        int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (event.data.ptr == nullptr) {
                accept_all();
            } else {
                serve(*static_cast<Connection*>(event.data.ptr),
                      (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0);
            }
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    EpollServer(bench::parse_server_options(argc, argv)).run();
}
