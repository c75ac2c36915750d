// bench/system: an io_uring set up as one thread alone uses it best.
#include "uring_ring.hpp"

#include "server.hpp"

namespace bench {

Ring::Ring() {
    io_uring_params parameters{};
    parameters.flags =
        IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    parameters.cq_entries = 32768;
    if (io_uring_queue_init_params(4096, &ring_, &parameters) == 0) {
        return;
    }
    parameters = {};
    parameters.flags = IORING_SETUP_CQSIZE;
    parameters.cq_entries = 32768;
    if (io_uring_queue_init_params(4096, &ring_, &parameters) != 0) {
        cannot("io_uring");
    }
}

io_uring_sqe* Ring::submission() {
    io_uring_sqe* entry = io_uring_get_sqe(&ring_);
    while (entry == nullptr) {
        io_uring_submit(&ring_);
        entry = io_uring_get_sqe(&ring_);
    }
    return entry;
}

} // namespace bench
