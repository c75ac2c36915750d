// Room kernel: the contended half of Lock.
#include "kernel/lock.hpp"

#include "kernel/futex.hpp"

namespace ws2::kernel {

void Lock::lock_contended() noexcept {
    constexpr int kSpins = 60;
    for (int i = 0; i < kSpins; ++i) {
        if (word_.load(std::memory_order_relaxed) == kFree && try_lock())
            return;
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }
    while (word_.exchange(kContended, std::memory_order_acquire) != kFree)
        futex_wait(word_, kContended, kNoDeadline_ns);
}

void Lock::wake_one() noexcept {
    futex_wake(&word_, 1);
}

} // namespace ws2::kernel
