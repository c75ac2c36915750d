// Room nt_io: the driver that makes the attempts of a turn in one io_uring_enter. Readiness comes
// from epoll as ever, and every request says "do not wait": none ever stays in a ring, so order,
// the end of a thread, close and cancel are what they are for plain system calls. One small ring
// per thread.
#include "base/log.hpp"
#include "kernel/error.hpp"
#include "nt/io/attempt.hpp"
#include "nt/io/epoll.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <liburing.h>

namespace ws2::nt::io {
namespace {

constexpr unsigned kEntries = 64;
constexpr std::size_t kWorthWhile = 2; // one attempt is cheaper as a system call

bool fits_a_ring(const Operation& operation) noexcept {
    return (operation.kind == WS2IO_RECEIVE || operation.kind == WS2IO_SEND) &&
           operation.buffer_count == 1 && operation.buffers[0].size != 0 &&
           (operation.options & WS2IO_WHOLE) == 0;
}

// Of a request with this result; kMore for a send that is to go on.
int outcome_of(Operation& operation, int result) noexcept {
    const bool sends = operation.kind == WS2IO_SEND;
    if (result < 0)
        return kernel::wsa_error(-result,
                                 sends ? kernel::Operation::send : kernel::Operation::receive);
    const auto size = static_cast<std::uint32_t>(result);
    return sends ? sent(operation, size) : received(operation, size);
}

// Owned by the thread that made it: such rings never interrupt another system call of the thread.
class Ring {
public:
    Ring() noexcept {
        io_uring_params parameters{};
        parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
        valid_ = io_uring_queue_init_params(kEntries, &ring_, &parameters) == 0;
    }
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;
    ~Ring() {
        if (valid_)
            io_uring_queue_exit(&ring_);
    }
    bool valid() const noexcept { return valid_; }

    // Up to kEntries operations that fit. False if the system took none of them and the ring is of
    // no more use.
    bool run(std::span<Attempt*> attempts) noexcept {
        for (Attempt* each : attempts) {
            io_uring_sqe* request = io_uring_get_sqe(&ring_);
            const ws2io_buffer& buffer = each->operation->buffers[0];
            const int flags = each->operation->message_flags | MSG_DONTWAIT;
            if (each->operation->kind == WS2IO_SEND)
                io_uring_prep_send(request, each->descriptor, buffer.start, buffer.size,
                                   flags | MSG_NOSIGNAL);
            else
                io_uring_prep_recv(request, each->descriptor, buffer.start, buffer.size, flags);
            io_uring_sqe_set_data(request, each);
        }
        if (!submit(static_cast<int>(attempts.size())))
            return false;
        std::size_t answered = 0;
        while (answered < attempts.size()) {
            io_uring_cqe* answer = nullptr;
            if (io_uring_wait_cqe(&ring_, &answer) != 0)
                continue; // a signal
            auto* attempt = static_cast<Attempt*>(io_uring_cqe_get_data(answer));
            attempt->outcome = outcome_of(*attempt->operation, answer->res);
            io_uring_cqe_seen(&ring_, answer);
            ++answered;
        }
        return true;
    }

private:
    bool submit(int count) noexcept {
        int taken = 0;
        while (taken < count) {
            const int more = io_uring_submit_and_wait(&ring_, static_cast<unsigned>(count));
            if (more >= 0) {
                taken += more;
            } else if (more != -EINTR && taken == 0) {
                io_uring_queue_exit(&ring_);
                valid_ = false;
                return false;
            }
        }
        return true;
    }

    io_uring ring_{};
    bool valid_ = false;
};

class UringDriver final : public EpollDriver {
public:
    std::string_view name() const noexcept override { return "uring"; }
    bool gains_by_company(const Operation& operation) const noexcept override {
        return fits_a_ring(operation);
    }
    void attempt_many(std::span<Attempt> attempts) noexcept override;
};

constinit std::atomic<bool> rings_disowned{false};
// Attempts are made also while the thread ends, when its objects are gone.
constinit thread_local bool thread_ends = false;

struct ThreadsRing {
    ThreadsRing() noexcept = default;
    ThreadsRing(const ThreadsRing&) = delete;
    ThreadsRing& operator=(const ThreadsRing&) = delete;
    ~ThreadsRing() { leave_ring(); }
    Ring ring;
};

// Null where there is none.
[[gnu::hot]] Ring* ring_of_this_thread() noexcept {
    if (thread_ends || rings_disowned.load(std::memory_order_relaxed))
        return nullptr;
    thread_local ThreadsRing own;
    return own.ring.valid() ? &own.ring : nullptr;
}

[[gnu::hot]] void UringDriver::attempt_many(std::span<Attempt> attempts) noexcept {
    std::array<Attempt*, kEntries> batch;
    std::size_t count = 0;
    for (Attempt& each : attempts) {
        if (count < batch.size() && fits_a_ring(*each.operation))
            batch[count++] = &each;
        else
            each.outcome = attempt(each.descriptor, *each.operation);
    }
    Ring* const ring = count >= kWorthWhile ? ring_of_this_thread() : nullptr;
    const bool taken = ring && ring->run({batch.data(), count});
    for (std::size_t i = 0; i < count; ++i) {
        if (!taken || batch[i]->outcome == kMore)
            batch[i]->outcome = attempt(batch[i]->descriptor, *batch[i]->operation);
    }
}

} // namespace

void leave_ring() noexcept {
    thread_ends = true;
}

void disown_rings() noexcept {
    rings_disowned.store(true, std::memory_order_relaxed);
}

std::unique_ptr<Driver> make_uring_driver() {
    if (!Ring().valid())
        return nullptr;
    return std::make_unique<UringDriver>();
}

} // namespace ws2::nt::io
