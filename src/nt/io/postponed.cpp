// Room nt_io: sends that wait for others, so that a turn's sends cost one system call.
#include "nt/io/postponed.hpp"

#include "kernel/futex.hpp"

#include <algorithm>
#include <mutex>

namespace ws2::nt::io {

namespace {
constinit std::atomic<bool> disowned{false};
}

void Postponed::disown() noexcept {
    disowned.store(true, std::memory_order_relaxed);
}

Postponed::Added Postponed::add(const Turn& turn) noexcept {
    if (disowned.load(std::memory_order_relaxed))
        return Added::no;
    const std::lock_guard hold(lock_);
    if (distrust_ != 0) {
        --distrust_;
        return Added::no;
    }
    const std::size_t count = count_.load(std::memory_order_relaxed);
    if (count == kMost)
        return Added::no;
    if (count == 0)
        since_ns_ = kernel::monotonic_ns();
    turns_[count] = turn;
    count_.store(count + 1, std::memory_order_seq_cst);
    if (count == 0)
        return Added::first;
    return count + 1 == kMost ? Added::full : Added::more;
}

std::size_t Postponed::take(std::array<Turn, kMost>& turns) noexcept {
    if (disowned.load(std::memory_order_relaxed))
        return 0;
    const std::lock_guard hold(lock_);
    const std::size_t count = count_.load(std::memory_order_relaxed);
    if (count == 0)
        return 0;
    if (kernel::monotonic_ns() - since_ns_ > kLong_ns)
        distrust_ = kDistrust;
    std::copy_n(turns_.begin(), count, turns.begin());
    count_.store(0, std::memory_order_seq_cst);
    return count;
}

bool Postponed::late(std::int64_t now_ns) noexcept {
    if (!any())
        return false;
    const std::lock_guard hold(lock_);
    return any() && now_ns - since_ns_ >= kLate_ns;
}

} // namespace ws2::nt::io
