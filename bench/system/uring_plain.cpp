// bench/system: io_uring with one operation a connection: receive, send, receive.
#include "uring_echo.hpp"
#include "uring_ring.hpp"

#include <memory>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {
namespace {

struct Connection {
    int descriptor;
    bool sending = false;
    std::size_t begin = 0; // what is left to send in buffer
    std::size_t end = 0;
    std::unique_ptr<char[]> buffer;
};

class PlainServer {
public:
    explicit PlainServer(const ServerOptions& options)
        : options_(options), listener_(listen_and_announce(options.port)) {}
    [[noreturn]] void run();

private:
    void post_accept();
    void post_receive(Connection& connection);
    void post_send(Connection& connection);
    void take(const io_uring_cqe& completion);

    ServerOptions options_;
    Ring ring_;
    int listener_;
};

void PlainServer::post_accept() {
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_multishot_accept(entry, listener_, nullptr, nullptr, SOCK_CLOEXEC);
    io_uring_sqe_set_data(entry, nullptr);
}

void PlainServer::post_receive(Connection& connection) {
    connection.sending = false;
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_recv(entry, connection.descriptor, connection.buffer.get(), options_.buffer, 0);
    io_uring_sqe_set_data(entry, &connection);
}

void PlainServer::post_send(Connection& connection) {
    connection.sending = true;
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_send(entry, connection.descriptor, connection.buffer.get() + connection.begin,
                       connection.end - connection.begin, MSG_NOSIGNAL | MSG_WAITALL);
    io_uring_sqe_set_data(entry, &connection);
}

void PlainServer::take(const io_uring_cqe& completion) {
    auto* connection = static_cast<Connection*>(io_uring_cqe_get_data(&completion));
    if (connection == nullptr) {
        if (completion.res >= 0) {
            set_no_delay(completion.res);
            post_receive(*new Connection{completion.res, false, 0, 0,
                                         std::unique_ptr<char[]>(new char[options_.buffer])});
        }
        if ((completion.flags & IORING_CQE_F_MORE) == 0) {
            post_accept();
        }
        return;
    }
    if (completion.res <= 0) {
        close(connection->descriptor);
        delete connection;
        return;
    }
    auto count = static_cast<std::size_t>(completion.res);
    if (connection->sending) {
        connection->begin += count;
    } else {
        connection->begin = 0;
        connection->end = count;
    }
    if (connection->begin < connection->end) {
        post_send(*connection);
    } else {
        post_receive(*connection);
    }
}

void PlainServer::run() {
    post_accept();
    for (;;) {
        ring_.turn([this](const io_uring_cqe& completion) { take(completion); });
    }
}

} // namespace

void serve_plain(const ServerOptions& options) {
    PlainServer(options).run();
}

} // namespace bench
