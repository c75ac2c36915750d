// Room nt_io: what the engine asks of the system below: try an operation without blocking, and
// report when trying again is worth it. Three answer: epoll, uring (epoll, with attempts in
// batches) and sim.
#pragma once

#include "kernel/edges.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <ws2io.h>

namespace ws2::nt::io {

using Operation = ws2io_operation;

// Operation.engine.state
inline constexpr std::uint32_t kCancelled = 1;  // guarded by the channel's lock
inline constexpr std::uint32_t kConnecting = 2; // the attempt's own, like `done`

struct Attempt {
    int descriptor;
    Operation* operation;
    int outcome;
};

// Readiness of descriptors. wait() may run in several threads at once.
class Source {
public:
    virtual ~Source() = default;
    virtual int add(int descriptor, std::uint64_t key) noexcept = 0; // 0 or a WSA code
    virtual void remove(int descriptor) noexcept = 0;
    virtual std::size_t wait(std::span<kernel::Edge> edges, std::int64_t deadline_ns) noexcept = 0;
    virtual void poke() noexcept = 0;
    // What an epoll set can watch: readable while wait() would return at once.
    virtual int descriptor() const noexcept = 0;
};

class Driver {
public:
    virtual ~Driver() = default;
    virtual std::string_view name() const noexcept = 0;
    virtual std::unique_ptr<Source> make_source() = 0; // null if there are no descriptors left

    // One step, never blocking. 0: done, the operation's result fields are set; WSAEWOULDBLOCK:
    // again at the next edge; else the WSA code it failed with.
    virtual int attempt(int descriptor, Operation& operation) noexcept = 0;
    // Whether an operation of the sending direction costs less among others in attempt_many.
    virtual bool gains_by_company(const Operation&) const noexcept { return false; }
    // The same for operations of different descriptors or directions, in one go.
    virtual void attempt_many(std::span<Attempt> attempts) noexcept {
        for (Attempt& each : attempts)
            each.outcome = attempt(each.descriptor, *each.operation);
    }
};

std::unique_ptr<Driver> make_epoll_driver();
// Null where the system refuses rings.
std::unique_ptr<Driver> make_uring_driver();
// The calling thread ends: it uses no ring any more.
void leave_ring() noexcept;
// In the child of a fork: the rings are the parent's.
void disown_rings() noexcept;
// A world of its own from sim.hpp, with faults by the seed.
std::unique_ptr<Driver> make_sim_driver(std::uint64_t seed);
// What WS2_ENGINE asks for; uring where it asks for nothing; epoll where the system refuses rings.
std::unique_ptr<Driver> choose_driver();

} // namespace ws2::nt::io
