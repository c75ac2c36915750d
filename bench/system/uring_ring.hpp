// bench/system: an io_uring set up as one thread alone uses it best.
#pragma once

#include <liburing.h>

namespace bench {

class Ring {
public:
    Ring(); // exit status 3 where rings are refused
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    io_uring_sqe* submission(); // submits what is queued when the queue is full
    io_uring* get() { return &ring_; }

    // Submits everything, waits for at least one completion and hands each to `take`.
    template<typename Take>
    void turn(Take take) {
        io_uring_submit_and_wait(&ring_, 1);
        unsigned head = 0;
        unsigned count = 0;
        io_uring_cqe* completion = nullptr;
        io_uring_for_each_cqe(&ring_, head, completion) {
            ++count;
            take(*completion);
        }
        io_uring_cq_advance(&ring_, count);
    }

private:
    io_uring ring_{};
};

} // namespace bench
