// bench/system: io_uring with receives armed once and buffers of a provided ring. Sends of one
// connection go one after the other, since two in the ring may overtake each other.
#include "uring_echo.hpp"
#include "uring_ring.hpp"

#include <cerrno>
#include <deque>
#include <memory>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace bench {
namespace {

struct Piece {
    unsigned short buffer;
    unsigned begin;
    unsigned end;
};

struct Connection {
    int descriptor;
    bool armed = false;
    bool ended = false;
    Piece sending{0, 0, 0};    // begin == end: nothing is on its way
    std::vector<Piece> queued; // received meanwhile
};

enum : std::uint64_t { receive_tag = 0, send_tag = 1 }; // lowest bit of user_data

class MultishotServer {
public:
    explicit MultishotServer(const ServerOptions& options);
    [[noreturn]] void run();

private:
    static constexpr unsigned buffers = 1024;
    static constexpr int group = 0;

    void provide(unsigned short buffer);
    char* address(unsigned buffer) const { return memory_.get() + buffer * options_.buffer; }
    void post_accept();
    void arm(Connection& connection);
    void post_send(Connection& connection);
    void accepted(const io_uring_cqe& completion);
    void received(Connection& connection, const io_uring_cqe& completion);
    void sent(Connection& connection, int result);
    void settle(Connection& connection);

    ServerOptions options_;
    Ring ring_;
    std::unique_ptr<char[]> memory_;
    io_uring_buf_ring* pool_ = nullptr;
    unsigned in_use_ = 0;
    std::deque<Connection*> starved_; // their receive ended for want of a buffer
    int listener_;
};

MultishotServer::MultishotServer(const ServerOptions& options)
    : options_(options), memory_(new char[buffers * options.buffer]) {
    std::size_t size = buffers * sizeof(io_uring_buf);
    void* pool = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    io_uring_buf_reg registration{};
    registration.ring_addr = reinterpret_cast<std::uint64_t>(pool);
    registration.ring_entries = buffers;
    registration.bgid = group;
    if (pool == MAP_FAILED || io_uring_register_buf_ring(ring_.get(), &registration, 0) != 0) {
        cannot("a ring of provided buffers");
    }
    pool_ = static_cast<io_uring_buf_ring*>(pool);
    io_uring_buf_ring_init(pool_);
    in_use_ = buffers;
    for (unsigned buffer = 0; buffer < buffers; ++buffer) {
        provide(static_cast<unsigned short>(buffer));
    }
    listener_ = listen_and_announce(options.port);
}

void MultishotServer::provide(unsigned short buffer) {
    io_uring_buf_ring_add(pool_, address(buffer), static_cast<unsigned>(options_.buffer), buffer,
                          io_uring_buf_ring_mask(buffers), 0);
    io_uring_buf_ring_advance(pool_, 1);
    --in_use_;
}

void MultishotServer::post_accept() {
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_multishot_accept(entry, listener_, nullptr, nullptr, SOCK_CLOEXEC);
    io_uring_sqe_set_data(entry, nullptr);
}

void MultishotServer::arm(Connection& connection) {
    connection.armed = true;
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_recv_multishot(entry, connection.descriptor, nullptr, 0, 0);
    entry->flags |= IOSQE_BUFFER_SELECT;
    entry->buf_group = group;
    io_uring_sqe_set_data64(entry, reinterpret_cast<std::uint64_t>(&connection) | receive_tag);
}

void MultishotServer::post_send(Connection& connection) {
    const Piece& piece = connection.sending;
    io_uring_sqe* entry = ring_.submission();
    io_uring_prep_send(entry, connection.descriptor, address(piece.buffer) + piece.begin,
                       piece.end - piece.begin, MSG_NOSIGNAL | MSG_WAITALL);
    io_uring_sqe_set_data64(entry, reinterpret_cast<std::uint64_t>(&connection) | send_tag);
}

void MultishotServer::accepted(const io_uring_cqe& completion) {
    if (completion.res >= 0) {
        set_no_delay(completion.res);
        arm(*new Connection{completion.res, false, false, {0, 0, 0}, {}});
    }
    if ((completion.flags & IORING_CQE_F_MORE) == 0) {
        post_accept();
    }
}

void MultishotServer::received(Connection& connection, const io_uring_cqe& completion) {
    connection.armed = (completion.flags & IORING_CQE_F_MORE) != 0;
    if (completion.res > 0) {
        ++in_use_;
        Piece piece{static_cast<unsigned short>(completion.flags >> IORING_CQE_BUFFER_SHIFT), 0,
                    static_cast<unsigned>(completion.res)};
        if (connection.sending.begin < connection.sending.end) {
            connection.queued.push_back(piece);
        } else {
            connection.sending = piece;
            post_send(connection);
        }
    } else if (completion.res != -ENOBUFS) {
        connection.ended = true;
    }
    if (completion.res == -ENOBUFS && in_use_ == buffers) {
        starved_.push_back(&connection);
        return;
    }
    settle(connection);
}

void MultishotServer::sent(Connection& connection, int result) {
    Piece& piece = connection.sending;
    if (result <= 0) {
        connection.ended = true;
        piece.begin = piece.end;
    } else {
        piece.begin += static_cast<unsigned>(result);
    }
    if (piece.begin < piece.end) {
        post_send(connection);
        return;
    }
    provide(piece.buffer);
    if (!connection.queued.empty()) {
        piece = connection.queued.front();
        connection.queued.erase(connection.queued.begin());
        post_send(connection);
    }
    settle(connection);
    if (!starved_.empty()) {
        Connection* next = starved_.front();
        starved_.pop_front();
        settle(*next);
    }
}

// Arms the receive again where it has ended, or forgets a connection that has nothing pending.
void MultishotServer::settle(Connection& connection) {
    if (connection.armed) {
        return;
    }
    if (!connection.ended) {
        arm(connection);
    } else if (connection.sending.begin == connection.sending.end) {
        close(connection.descriptor);
        delete &connection;
    }
}

void MultishotServer::run() {
    post_accept();
    for (;;) {
        ring_.turn([this](const io_uring_cqe& completion) {
            std::uint64_t data = completion.user_data;
            auto* connection = reinterpret_cast<Connection*>(data & ~std::uint64_t{1});
            if (connection == nullptr) {
                accepted(completion);
            } else if ((data & 1U) == send_tag) {
                sent(*connection, completion.res);
            } else {
                received(*connection, completion);
            }
        });
    }
}

} // namespace

void serve_multishot(const ServerOptions& options) {
    MultishotServer(options).run();
}

} // namespace bench
