// Room nt: how a waiting thread sleeps and how it is woken: on a futex, or inside the engine.
#include "nt/thread.hpp"
#include "nt/wait.hpp"

namespace ws2::nt {
namespace {

constinit std::atomic<Idler*> idler_of_process{nullptr};

} // namespace

void set_idler(Idler* idler) noexcept {
    idler_of_process.store(idler, std::memory_order_release);
}

[[gnu::hot]] std::int64_t deadline_after(std::uint32_t timeout_ms) noexcept {
    if (timeout_ms == kInfinite_ms)
        return kernel::kNoDeadline_ns;
    return timeout_ms == 0 ? 0 : kernel::monotonic_ns() + std::int64_t{timeout_ms} * 1'000'000;
}

void WakeList::sleeper(const std::atomic<std::uint32_t>& word) noexcept {
    if (count_ == sleepers_.size())
        wake();
    sleepers_[count_++] = &word;
}

void WakeList::poller(Idler& idler) noexcept {
    if (poke_ && poke_ != &idler)
        wake();
    poke_ = &idler;
}

[[gnu::hot]] void WakeList::wake() noexcept {
    for (; count_ > 0; --count_)
        kernel::futex_wake(sleepers_[count_ - 1], 1);
    if (Idler* idler = std::exchange(poke_, nullptr))
        idler->poke();
}

bool Wait::finish(std::uint32_t word, WakeList& wakes) noexcept {
    return change(word, kTimeout, wakes);
}

void Wait::nudge(WakeList& wakes) noexcept {
    change(kNudged, kNudged, wakes);
}

// The new word, unless the old one is at least `limit`; wakes who sleeps on the old one.
bool Wait::change(std::uint32_t word, std::uint32_t limit, WakeList& wakes) noexcept {
    std::uint32_t old = word_.load(std::memory_order_acquire);
    Idler* engine = nullptr;
    do {
        if (old >= limit)
            return false;
        engine = engine_.load(std::memory_order_relaxed); // afterwards the wait may be gone
    } while (!word_.compare_exchange_weak(old, word, std::memory_order_acq_rel,
                                          std::memory_order_acquire));
    if (old == kSleeping)
        wakes.sleeper(word_);
    else if (old == kPolling)
        wakes.poller(*engine);
    return true;
}

void Wait::look_again() noexcept {
    std::uint32_t nudged = kNudged;
    word_.compare_exchange_strong(nudged, kPending, std::memory_order_acq_rel,
                                  std::memory_order_acquire);
}

[[gnu::hot]] bool Wait::poll(Idler& idler, Catch& caught, std::int64_t deadline_ns) noexcept {
    engine_.store(&idler, std::memory_order_relaxed);
    std::uint32_t expected = kPending;
    if (!word_.compare_exchange_strong(expected, kPolling, std::memory_order_acq_rel,
                                       std::memory_order_acquire))
        return false;
    idler.wait(caught, deadline_ns);
    expected = kPolling;
    word_.compare_exchange_strong(expected, kPending, std::memory_order_acq_rel,
                                  std::memory_order_acquire);
    return true;
}

// False if enough other threads are at it.
bool Wait::park_in_engine(Idler& idler, std::int64_t deadline_ns) noexcept {
    if (!idler.begin())
        return false;
    Catch caught;
    do {
        if (!poll(idler, caught, deadline_ns))
            break;
        idler.work(caught);
    } while (word() == kPending &&
             (deadline_ns == kernel::kNoDeadline_ns || kernel::monotonic_ns() < deadline_ns));
    idler.end();
    return true;
}

std::uint32_t Wait::park(std::int64_t deadline_ns) noexcept {
    WakeList nobody;
    Thread::Absence absence(thread_);
    for (;;) {
        std::uint32_t word = word_.load(std::memory_order_acquire);
        if (word != kPending)
            return word;
        Idler* idler = idler_of_process.load(std::memory_order_acquire);
        if (idler && park_in_engine(*idler, deadline_ns)) {
            word = word_.load(std::memory_order_acquire);
            if (word != kPending)
                return word;
            finish(kTimeout, nobody);
            continue;
        }
        if (deadline_ns == 0) {
            finish(kTimeout, nobody);
            continue;
        }
        if (!word_.compare_exchange_strong(word, kSleeping, std::memory_order_acq_rel,
                                           std::memory_order_acquire))
            continue;
        const bool in_time = kernel::futex_wait(word_, kSleeping, deadline_ns);
        word = kSleeping;
        word_.compare_exchange_strong(word, kPending, std::memory_order_acq_rel,
                                      std::memory_order_acquire);
        if (!in_time)
            finish(kTimeout, nobody);
    }
}

} // namespace ws2::nt
