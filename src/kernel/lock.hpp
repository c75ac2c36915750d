// Room kernel: a lock of four bytes; two atomic instructions where nobody contends.
#pragma once

#include <atomic>
#include <cstdint>

namespace ws2::kernel {

// Usable with std::lock_guard and std::unique_lock. Who waits spins a little, then sleeps. Held
// briefly: never across a system call that may block, a wait or a call into a provider.
class Lock {
public:
    constexpr Lock() noexcept = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    void lock() noexcept {
        std::uint32_t expected = kFree;
        if (!word_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire,
                                           std::memory_order_relaxed))
            lock_contended();
    }
    bool try_lock() noexcept {
        std::uint32_t expected = kFree;
        return word_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire,
                                             std::memory_order_relaxed);
    }
    void unlock() noexcept {
        if (word_.exchange(kFree, std::memory_order_release) == kContended)
            wake_one();
    }

private:
    static constexpr std::uint32_t kFree = 0;
    static constexpr std::uint32_t kHeld = 1;
    static constexpr std::uint32_t kContended = 2;

    void lock_contended() noexcept;
    void wake_one() noexcept;

    std::atomic<std::uint32_t> word_{kFree};
};

} // namespace ws2::kernel
