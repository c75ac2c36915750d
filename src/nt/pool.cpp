// Room nt: the threads of a pool.
//
// A thread more is started at once while there are fewer than a few per processor and none is idle;
// beyond that only when none has been idle for a while, which means that tasks wait for something.
#include "nt/pool.hpp"

#include "kernel/futex.hpp"
#include "kernel/thread.hpp"
#include "nt/thread.hpp"

#include <new>
#include <span>
#include <winerror.h>

namespace ws2::nt {
namespace {

constexpr std::int64_t kMillisecond_ns = 1'000'000;
constexpr std::int64_t kPatience_ns = 50 * kMillisecond_ns;     // before one more thread is added
constexpr std::int64_t kIdleMost_ns = 20'000 * kMillisecond_ns; // before an idle one goes

std::uint32_t at_once() noexcept {
    static const std::uint32_t count = kernel::processors() + 1;
    return count;
}

} // namespace

// Its limit is no limit: tasks may wait where the port cannot see it.
Pool::PortHandle::PortHandle() : handle_(create_port(INT32_MAX)) {
    if (!handle_)
        throw std::bad_alloc();
}

Pool::Pool() {
    attendant_.pool = this;
}

Pool& Pool::of_process() {
    static Pool& pool = *new Pool;
    return pool;
}

void Pool::release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    cancel_alarm(attendant_);
    delete this;
}

void Pool::close() noexcept {
    closed_.store(true, std::memory_order_release);
    Pinned<Port> port(port_.get());
    const std::uint32_t threads = threads_.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < threads; ++i)
        port->post(Packet{}); // wakes one that waits: it finds the pool closed
    release();
}

void Pool::set_limits(std::uint32_t least, std::uint32_t most) noexcept {
    most_.store(most == 0 ? 1 : most, std::memory_order_relaxed);
    least_.store(least < most ? least : most, std::memory_order_relaxed);
}

bool Pool::start_thread_if(std::uint32_t below) noexcept {
    std::uint32_t threads = threads_.load(std::memory_order_relaxed);
    do {
        if (threads >= below || threads >= most())
            return false;
    } while (!threads_.compare_exchange_weak(threads, threads + 1, std::memory_order_relaxed));
    retain();
    idle_.fetch_add(1, std::memory_order_relaxed); // it is on its way
    ThreadStart start;
    start.run = work;
    start.argument = this;
    start.self_closing = true;
    int error = 0;
    if (start_thread(start, nullptr, &error))
        return true;
    idle_.fetch_sub(1, std::memory_order_relaxed);
    threads_.fetch_sub(1, std::memory_order_relaxed);
    release();
    return false;
}

// Called when a packet is there and no thread is idle.
void Pool::thread_wanted() noexcept {
    if (start_thread_if(at_once()) || watched_.exchange(true, std::memory_order_acq_rel))
        return;
    if (!set_alarm(attendant_, kernel::monotonic_ns() + kPatience_ns))
        watched_.store(false, std::memory_order_release);
}

void Pool::look_after(Alarm& alarm) {
    Pool& pool = *static_cast<Attendant&>(alarm).pool;
    pool.watched_.store(false, std::memory_order_release);
    if (pool.idle_.load(std::memory_order_relaxed) == 0)
        pool.start_thread_if(UINT32_MAX);
}

int Pool::serve() noexcept {
    if (idle_.load(std::memory_order_relaxed) == 0)
        thread_wanted();
    return threads_.load(std::memory_order_relaxed) != 0 ? 0 : ERROR_NOT_ENOUGH_MEMORY;
}

bool Pool::add_thread() noexcept {
    return idle_.load(std::memory_order_relaxed) != 0 || start_thread_if(UINT32_MAX);
}

int Pool::submit(Task& task) noexcept {
    Pinned<Port> port(port_.get());
    Packet packet;
    packet.key = reinterpret_cast<std::uintptr_t>(&task);
    if (const int error = serve())
        return error;
    return port->post(packet);
}

// False when the thread is to go.
bool Pool::one_packet(Port& port) {
    Packet packet;
    std::uint32_t count = 0;
    const std::int64_t deadline_ns = kernel::monotonic_ns() + kIdleMost_ns;
    if (port.get({&packet, 1}, &count, deadline_ns, false) != 0)
        return !leave_if_spare();
    if (packet.key == 0)
        return true; // close()
    if (idle_.fetch_sub(1, std::memory_order_relaxed) == 1)
        thread_wanted();
    reinterpret_cast<Task*>(packet.key)->run(packet);
    idle_.fetch_add(1, std::memory_order_relaxed);
    return true;
}

// One thread stays: packets of sockets come without anybody's asking for a thread.
bool Pool::leave_if_spare() noexcept {
    std::uint32_t threads = threads_.load(std::memory_order_relaxed);
    do {
        if (threads <= 1 || threads <= least())
            return false;
    } while (!threads_.compare_exchange_weak(threads, threads - 1, std::memory_order_relaxed));
    return true;
}

std::uint32_t Pool::work(void* self) {
    Pool& pool = *static_cast<Pool*>(self);
    bool stays = true;
    {
        Pinned<Port> port(pool.port_.get());
        while (stays && !pool.closed_.load(std::memory_order_acquire))
            stays = pool.one_packet(*port);
    }
    if (stays)
        pool.threads_.fetch_sub(1, std::memory_order_relaxed);
    pool.idle_.fetch_sub(1, std::memory_order_relaxed);
    pool.release();
    return 0;
}

} // namespace ws2::nt
