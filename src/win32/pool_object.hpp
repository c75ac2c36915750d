// Room win32: what work, timers, waits and I/O of a thread pool have in common: callbacks that are
// due, callbacks that run, waiting for both, and the end.
#pragma once

#include "nt/pool.hpp"

#include <condition_variable>
#include <mutex>
#include <threadpoolapiset.h>

namespace ws2::win32 {

// Counted: by its owner until close(), by each callback that is due or runs, by a set alarm.
class PoolObject : public nt::Task {
public:
    PoolObject(const PoolObject&) = delete;
    PoolObject& operator=(const PoolObject&) = delete;

    void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

    // One callback more is due; submit() also queues it. 0 or ERROR_NOT_ENOUGH_MEMORY.
    void expect() noexcept;
    int submit() noexcept;
    // One that was expected does not come.
    void forgo() noexcept;
    // Waits until no callback is due or runs; `cancel` takes back those that have not begun, and
    // the result says whether there were any.
    bool wait(bool cancel);
    // Whether a callback is due or runs.
    bool busy();
    // Nothing makes further callbacks due: timers and waits stop.
    virtual void stop() noexcept {}
    // The owner lets go. Callbacks that are due still run.
    void close() noexcept;

    PVOID context() const noexcept { return context_; }
    nt::Pool& pool() const noexcept { return pool_; }
    PTP_CLEANUP_GROUP_CANCEL_CALLBACK cancelled() const noexcept { return cancelled_callback_; }
    void disassociate(TP_CALLBACK_INSTANCE& instance);

    void run(const nt::Packet& packet) final;

protected:
    // The environment may be null.
    PoolObject(PVOID context, PTP_CALLBACK_ENVIRON environment);
    virtual ~PoolObject();
    virtual void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet& packet) = 0;

private:
    void callback_ended() noexcept;

    const PVOID context_;
    nt::Pool& pool_;
    const PTP_CLEANUP_GROUP group_;
    const PTP_CLEANUP_GROUP_CANCEL_CALLBACK cancelled_callback_;
    const PTP_SIMPLE_CALLBACK finalization_;
    std::atomic<std::uint32_t> references_{1};
    std::mutex mutex_; // guards what follows
    std::condition_variable rested_;
    std::uint32_t due_ = 0;
    std::uint32_t taken_back_ = 0; // packets that are still queued and void
    std::uint32_t running_ = 0;
};

} // namespace ws2::win32

// What a callback asked for while it ran.
struct _TP_CALLBACK_INSTANCE {
    ws2::win32::PoolObject* object = nullptr;
    HANDLE event = nullptr;
    HANDLE semaphore = nullptr;
    DWORD semaphore_count = 0;
    HANDLE mutex = nullptr;
    PCRITICAL_SECTION critical_section = nullptr;
    bool disassociated = false;
};

struct _TP_POOL : ws2::nt::Pool {};
