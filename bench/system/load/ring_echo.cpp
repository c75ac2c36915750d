// bench/system/load: the closed loop of depth one on io_uring, cheaper for the generator's core
// than epoll, so that the server and not the generator is the limit.
#include "modes.hpp"
#include "traffic.hpp"
#include "window.hpp"

#include <cerrno>
#include <cstring>
#include <liburing.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/socket.h>

namespace bench::load {
namespace {

struct Connection {
    int descriptor = -1;
    std::size_t id = 0;
    std::uint64_t sequence = 0;
    std::uint64_t started = 0;
    std::size_t received = 0;
};

class RingRun {
public:
    explicit RingRun(const Options& options)
        : options_(options), pattern_(options.size), window_(options),
          memory_(buffers * buffer_size()) {}
    ~RingRun() {
        if (ready_) {
            io_uring_queue_exit(&ring_);
        }
    }
    RingRun(const RingRun&) = delete;
    RingRun& operator=(const RingRun&) = delete;

    bool set_up(); // false where the system refuses such a ring
    std::string run();

private:
    static constexpr unsigned buffers = 128;
    static constexpr unsigned batch = 16; // sends that wait for each other at most
    std::size_t buffer_size() const { return options_.size + 1; }

    io_uring_sqe* submission();
    void provide(unsigned buffer);
    void arm(Connection& connection);
    void start_message(Connection& connection, std::uint64_t now);
    void take(const io_uring_cqe& completion);
    void check(Connection& connection, const char* octets, std::size_t count);

    const Options& options_;
    Pattern pattern_;
    Window window_;
    std::vector<char> memory_;
    std::vector<Connection> active_;
    std::vector<int> descriptors_;
    std::size_t outstanding_ = 0;
    io_uring ring_{};
    io_uring_buf_ring* pool_ = nullptr;
    bool ready_ = false;
};

bool RingRun::set_up() {
    io_uring_params parameters{};
    parameters.flags =
        IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    parameters.cq_entries = 16384;
    if (io_uring_queue_init_params(2048, &ring_, &parameters) != 0) {
        return false;
    }
    ready_ = true;
    void* pool = mmap(nullptr, buffers * sizeof(io_uring_buf), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    io_uring_buf_reg registration{};
    registration.ring_addr = reinterpret_cast<std::uint64_t>(pool);
    registration.ring_entries = buffers;
    if (pool == MAP_FAILED || io_uring_register_buf_ring(&ring_, &registration, 0) != 0) {
        return false;
    }
    pool_ = static_cast<io_uring_buf_ring*>(pool);
    io_uring_buf_ring_init(pool_);
    for (unsigned buffer = 0; buffer < buffers; ++buffer) {
        provide(buffer);
    }
    return true;
}

io_uring_sqe* RingRun::submission() {
    io_uring_sqe* entry = io_uring_get_sqe(&ring_);
    while (entry == nullptr) {
        io_uring_submit(&ring_);
        entry = io_uring_get_sqe(&ring_);
    }
    return entry;
}

void RingRun::provide(unsigned buffer) {
    io_uring_buf_ring_add(pool_, memory_.data() + buffer * buffer_size(),
                          static_cast<unsigned>(buffer_size()), static_cast<unsigned short>(buffer),
                          io_uring_buf_ring_mask(buffers), 0);
    io_uring_buf_ring_advance(pool_, 1);
}

void RingRun::arm(Connection& connection) {
    io_uring_sqe* entry = submission();
    io_uring_prep_recv_multishot(entry, connection.descriptor, nullptr, 0, 0);
    entry->flags |= IOSQE_BUFFER_SELECT;
    io_uring_sqe_set_data(entry, &connection);
}

// A completion of the send is posted only when it failed or stayed short.
void RingRun::start_message(Connection& connection, std::uint64_t now) {
    ++connection.sequence;
    connection.started = now;
    connection.received = 0;
    ++outstanding_;
    io_uring_sqe* entry = submission();
    io_uring_prep_send(entry, connection.descriptor,
                       pattern_.message(connection.id, connection.sequence), options_.size,
                       MSG_NOSIGNAL | MSG_WAITALL);
    entry->flags |= IOSQE_CQE_SKIP_SUCCESS;
    io_uring_sqe_set_data(entry, nullptr);
    if (io_uring_sq_ready(&ring_) >= batch) {
        io_uring_submit(&ring_);
    }
}

void RingRun::take(const io_uring_cqe& completion) {
    auto* connection = static_cast<Connection*>(io_uring_cqe_get_data(&completion));
    if (connection == nullptr) {
        errno = completion.res < 0 ? -completion.res : EIO;
        fail("send");
    }
    if (completion.res > 0) {
        unsigned buffer = completion.flags >> IORING_CQE_BUFFER_SHIFT;
        check(*connection, memory_.data() + buffer * buffer_size(),
              static_cast<std::size_t>(completion.res));
        provide(buffer);
    } else if (completion.res == 0) {
        throw std::runtime_error("the server ended a connection early");
    } else if (completion.res != -ENOBUFS) {
        errno = -completion.res;
        fail("recv");
    }
    if ((completion.flags & IORING_CQE_F_MORE) == 0) {
        arm(*connection);
    }
}

void RingRun::check(Connection& connection, const char* octets, std::size_t count) {
    const char* message = pattern_.message(connection.id, connection.sequence);
    if (count > options_.size - connection.received ||
        std::memcmp(octets, message + connection.received, count) != 0) {
        throw std::runtime_error("an answer differs from what was sent");
    }
    connection.received += count;
    if (connection.received < options_.size) {
        return;
    }
    --outstanding_;
    std::uint64_t now = now_ns();
    if (window_.completed(connection.started, now)) {
        start_message(connection, now);
    }
}

std::string RingRun::run() {
    for (std::size_t id = 0; id < options_.idle + options_.connections; ++id) {
        descriptors_.push_back(open_verified(options_.port, pattern_, options_.size, id));
        if (id >= options_.idle) {
            active_.push_back({descriptors_.back(), id});
        }
    }
    window_.start();
    for (Connection& connection : active_) {
        arm(connection);
        start_message(connection, now_ns());
    }
    while (outstanding_ != 0) {
        io_uring_cqe* completion = nullptr;
        __kernel_timespec limit{10, 0};
        if (io_uring_submit_and_wait_timeout(&ring_, &completion, 1, &limit, nullptr) == -ETIME) {
            throw std::runtime_error("no answer for ten seconds");
        }
        unsigned head = 0;
        unsigned count = 0;
        io_uring_for_each_cqe(&ring_, head, completion) {
            take(*completion);
            ++count;
        }
        io_uring_cq_advance(&ring_, count);
    }
    io_uring_queue_exit(&ring_); // ends the receives that are armed
    ready_ = false;
    say_goodbye(descriptors_);
    return window_.json();
}

} // namespace

bool run_ring_echo(const Options& options, std::string& result) {
    RingRun run(options);
    if (!run.set_up()) {
        return false;
    }
    result = run.run() + ", \"generator\": \"io_uring\"";
    return true;
}

} // namespace bench::load
