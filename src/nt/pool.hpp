// Room nt: thread pools. A pool is a completion port with threads of its own: what is submitted and
// what sockets complete come out of one queue, the engine is run by the threads that wait, and the
// port keeps as many at work as there are processors.
#pragma once

#include "nt/clock.hpp"
#include "nt/handle.hpp"
#include "nt/port.hpp"

#include <atomic>
#include <cstdint>

namespace ws2::nt {

// What a packet's key stands for. The pool's thread that takes the packet calls run().
class Task {
public:
    virtual void run(const Packet& packet) = 0;

protected:
    ~Task() = default;
};

class Pool {
public:
    // The process's own; never goes.
    static Pool& of_process();

    Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // Runs task.run() in a thread of the pool. 0 or ERROR_NOT_ENOUGH_MEMORY.
    int submit(Task& task) noexcept;
    // For packets that come from elsewhere: the port's handle, and a thread that waits at it.
    Handle port() const noexcept { return port_.get(); }
    int serve() noexcept;
    // Waits are long in the running task: another thread may be needed. False: there is none.
    bool add_thread() noexcept;

    void set_limits(std::uint32_t least, std::uint32_t most) noexcept;
    std::uint32_t least() const noexcept { return least_.load(std::memory_order_relaxed); }
    std::uint32_t most() const noexcept { return most_.load(std::memory_order_relaxed); }

    // References: the owner's, every object's that uses the pool, every thread's.
    void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept;
    // The owner's end: threads go when they find nothing to do.
    void close() noexcept;

private:
    class PortHandle {
    public:
        PortHandle();
        PortHandle(const PortHandle&) = delete;
        PortHandle& operator=(const PortHandle&) = delete;
        ~PortHandle() { close_handle(handle_); }
        Handle get() const noexcept { return handle_; }

    private:
        Handle handle_;
    };

    ~Pool() = default;
    static std::uint32_t work(void* self);
    static void look_after(Alarm& alarm);
    bool one_packet(Port& port);
    bool leave_if_spare() noexcept;
    bool start_thread_if(std::uint32_t below) noexcept;
    void thread_wanted() noexcept;

    struct Attendant : Alarm {
        using Alarm::Alarm;
        Pool* pool = nullptr;
    };

    PortHandle port_;
    std::atomic<std::uint32_t> references_{1};
    std::atomic<std::uint32_t> threads_{0};
    std::atomic<std::uint32_t> idle_{0};
    std::atomic<std::uint32_t> least_{0};
    std::atomic<std::uint32_t> most_{500};
    std::atomic<bool> closed_{false};
    std::atomic<bool> watched_{false}; // the attendant's alarm is set
    Attendant attendant_{look_after};
};

} // namespace ws2::nt
