// Room nt: completion ports. The queue is in user space; threads that find it empty wait on a stack
// (the last to come is the first to go), or in the engine that feeds the port.
#pragma once

#include "nt/handle.hpp"
#include "nt/wait.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

namespace ws2::nt {

class Thread;

struct Packet {
    std::uintptr_t key;
    void* overlapped;
    std::uintptr_t status; // as OVERLAPPED.Internal
    std::uint32_t bytes;
};

class Port final : public Object {
public:
    static constexpr Kind kKind = Kind::port;

    // `concurrency` 0: as many as there are processors.
    explicit Port(std::uint32_t concurrency) noexcept;

    // Queues packets in order and wakes at most one waiting thread, and none if one is about to
    // look anyway. 0, or ERROR_NOT_ENOUGH_MEMORY and nothing queued.
    int post(std::span<const Packet> packets) noexcept;
    int post(const Packet& packet) noexcept { return post({&packet, 1}); }

    // Takes up to packets.size() packets. 0, WAIT_TIMEOUT, WAIT_IO_COMPLETION (APCs have run), or
    // ERROR_ABANDONED_WAIT_0 once the last handle is closed. Each but 0 leaves *count alone.
    int get(std::span<Packet> packets, std::uint32_t* count, std::int64_t deadline_ns,
            bool alertable);

    // The engine that waiting threads run; set once, kept as long as the port.
    void set_feeder(std::unique_ptr<Idler> feeder) noexcept;
    Idler* feeder() const noexcept { return feeder_.load(std::memory_order_acquire); }

    // How many threads wait for packets now.
    std::size_t waiting() noexcept;

    // A thread that took a packet starts to wait for something else, and is back.
    void step_out() noexcept;
    void step_in() noexcept;

private:
    struct Waiter;

    ~Port() override;
    void last_handle_closed() noexcept override;
    bool grow(std::size_t least) noexcept;
    std::uint32_t take(std::span<Packet> packets, Thread& thread) noexcept;
    void catch_up(std::unique_lock<Lock>& hold) noexcept;
    void wake_if_needed(WakeList& wakes) noexcept;
    bool wake_waiter(WakeList& wakes) noexcept;
    void wait_in_feeder(std::unique_lock<Lock>& hold, Wait& wait, Idler& feeder,
                        std::int64_t deadline_ns) noexcept;
    void wait_on_stack(std::unique_lock<Lock>& hold, Waiter& waiter,
                       std::int64_t deadline_ns) noexcept;
    int get_slowly(std::unique_lock<Lock>& hold, std::span<Packet> packets, std::uint32_t* count,
                   std::int64_t deadline_ns, bool alertable);

    Lock lock_;                 // guards all that follows but feeder_
    std::uint32_t active_ = 0;  // threads at work on a packet
    std::uint32_t coming_ = 0;  // threads that will look at the queue without being told
    std::uint32_t pollers_ = 0; // threads in feeder_->wait()
    bool poked_ = false;        // one of them has been told, and is not back yet
    bool closed_ = false;
    const std::uint32_t most_active_;
    Waiter* waiters_ = nullptr;
    std::unique_ptr<Packet[]> ring_;
    std::size_t capacity_ = 0; // a power of two
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::atomic<Idler*> feeder_{nullptr};
};

// Null if there is no memory.
Handle create_port(std::uint32_t concurrency) noexcept;

} // namespace ws2::nt
