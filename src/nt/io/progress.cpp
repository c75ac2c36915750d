// Room nt_io: progress when no thread of the program waits.
#include "nt/io/progress.hpp"

#include "base/log.hpp"
#include "kernel/futex.hpp"
#include "kernel/thread.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace ws2::nt::io {

Progress::~Progress() {
    stop_.store(true, std::memory_order_seq_cst);
    while (const std::uint32_t running = running_.load(std::memory_order_acquire)) {
        attend();
        kernel::futex_wait(running_, running, kernel::monotonic_ns() + kGrace_ns);
    }
}

void Progress::watch(Ref<PollSet> set) {
    bool first = false;
    {
        std::lock_guard hold(lock_);
        sets_.push_back({std::move(set), ++last_key_, false, 0, kernel::monotonic_ns()});
        first = running_.exchange(1, std::memory_order_acq_rel) == 0;
    }
    if (first && kernel::start_thread(0, run, this) != 0) {
        running_.store(0, std::memory_order_release);
        base::log(base::LogLevel::error,
                  "no thread for overlapped operations: they make progress in waits only");
    }
    attend();
}

void Progress::forget(PollSet& set) noexcept {
    std::lock_guard hold(lock_);
    const auto found = std::find_if(sets_.begin(), sets_.end(),
                                    [&](const Watched& each) { return each.set.get() == &set; });
    if (found == sets_.end())
        return;
    if (found->taken)
        wakeup_.remove(set.source().descriptor());
    sets_.erase(found);
}

std::size_t Progress::taken() noexcept {
    std::lock_guard hold(lock_);
    return static_cast<std::size_t>(
        std::count_if(sets_.begin(), sets_.end(), [](const Watched& each) { return each.taken; }));
}

void Progress::run(void* self) {
    auto* progress = static_cast<Progress*>(self);
    kernel::block_signals();
    progress->serve();
    progress->running_.store(0, std::memory_order_release);
    kernel::futex_wake(&progress->running_, 1);
}

// With the lock held. True if the set must be looked at again after a grace.
bool Progress::review_one(Watched& watched, std::int64_t now_ns) noexcept {
    PollSet& set = *watched.set;
    const std::uint32_t turns = set.turns();
    const bool touched = !set.abandoned() || turns != watched.turns;
    watched.turns = turns;
    if (touched)
        watched.touched_ns = now_ns;
    if (watched.taken && touched) {
        wakeup_.remove(set.source().descriptor());
        watched.taken = false;
        set.set_taken(false);
    } else if (!watched.taken && !touched && now_ns - watched.touched_ns >= grace_ns_) {
        watched.taken = true;
        set.set_taken(true);
        wakeup_.add_set(set.source().descriptor(), watched.key);
    }
    return !watched.taken && set.abandoned();
}

bool Progress::review(std::int64_t now_ns) noexcept {
    std::lock_guard hold(lock_);
    bool again = false;
    for (Watched& watched : sets_)
        again |= review_one(watched, now_ns);
    return again;
}

Ref<PollSet> Progress::set_of(std::uint64_t key) noexcept {
    std::lock_guard hold(lock_);
    for (const Watched& watched : sets_) {
        if (watched.key == key && watched.taken)
            return watched.set;
    }
    return {};
}

bool Progress::catch_up(std::int64_t then_ns) noexcept {
    bool behind = false;
    std::size_t i = 0;
    {
        std::lock_guard hold(lock_);
        i = sets_.size();
    }
    while (i-- > 0) { // downwards: one that is forgotten meanwhile moves none that is still to come
        Ref<PollSet> set;
        {
            std::lock_guard hold(lock_);
            if (i >= sets_.size())
                continue;
            behind |= sets_[i].set->behind();
            if (sets_[i].set->behind_since(then_ns))
                set = sets_[i].set;
        }
        if (set)
            set->catch_up();
    }
    return behind;
}

void Progress::help_until(std::int64_t deadline_ns) noexcept {
    std::array<kernel::Edge, 16> ready;
    do {
        const std::size_t count = wakeup_.wait(ready, deadline_ns);
        for (std::size_t i = 0; i < count; ++i) {
            if (const Ref<PollSet> set = set_of(ready[i].key))
                set->help_out();
        }
    } while (!attention_.load(std::memory_order_seq_cst) &&
             (deadline_ns == kernel::kNoDeadline_ns || kernel::monotonic_ns() < deadline_ns));
}

void Progress::serve() noexcept {
    while (!stop_.load(std::memory_order_seq_cst)) {
        attention_.store(false, std::memory_order_seq_cst);
        // Idle is announced before the look: who leaves a set after it will call.
        idle_.store(true, std::memory_order_seq_cst);
        const std::int64_t now_ns = kernel::monotonic_ns();
        const bool behind = catch_up(now_ns - late_ns_);
        if (!review(now_ns) && !behind) {
            help_until(kernel::kNoDeadline_ns);
            continue;
        }
        idle_.store(false, std::memory_order_seq_cst);
        help_until(now_ns + (behind ? std::min(late_ns_, kGrace_ns) : kGrace_ns));
    }
}

} // namespace ws2::nt::io
