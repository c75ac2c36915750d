// Room nt_io: waiting for descriptors and working through what became ready.
#include "nt/io/poll_set.hpp"

#include "nt/io/engine.hpp"

#include <thread>
#include <utility>

namespace ws2::nt::io {

PollSet::PollSet(Engine& engine, std::unique_ptr<Source> source, bool exclusive) noexcept
    : Object(Kind::other), engine_(engine), source_(std::move(source)), exclusive_(exclusive),
      postponed_(engine.progress().late_ns()) {}

[[gnu::hot]] bool PollSet::begin() noexcept {
    if (exclusive_) {
        std::uint32_t nobody = 0;
        if (!pollers_.compare_exchange_strong(nobody, 1, std::memory_order_seq_cst))
            return false;
    } else {
        pollers_.fetch_add(1, std::memory_order_seq_cst);
    }
    if (taken_.load(std::memory_order_seq_cst))
        engine_.progress().attend();
    return true;
}

[[gnu::hot]] void PollSet::wait(Catch& caught, std::int64_t deadline_ns) noexcept {
    caught.count = source_->wait(caught.edges, deadline_ns);
}

[[gnu::hot]] void PollSet::work(const Catch& caught) noexcept {
    if (caught.count != 0)
        engine_.work({caught.edges.data(), caught.count});
}

[[gnu::hot]] bool PollSet::put_off(const Turn& turn) noexcept {
    if (taken_.load(std::memory_order_relaxed) || !engine_.progress().running())
        return false;
    switch (postponed_.add(turn)) {
    case Postponed::Added::no: return false;
    case Postponed::Added::first: engine_.progress().attend_if_idle(); break;
    case Postponed::Added::more: break;
    case Postponed::Added::full: catch_up(); break;
    }
    return true;
}

[[gnu::hot]] void PollSet::catch_up() noexcept {
    if (auto batch = postponed_.take()) {
        engine_.make({batch->turns.data(), batch->count}, &postponed_);
        postponed_.give_back(std::move(batch));
    }
}

void PollSet::catch_up_wholly() noexcept {
    catch_up();
    while (postponed_.under_way())
        std::this_thread::yield();
}

[[gnu::hot]] void PollSet::end() noexcept {
    // Two at once may count as one: somebody was at it, that is all it tells.
    turns_.store(turns() + 1, std::memory_order_relaxed);
    if (pollers_.fetch_sub(1, std::memory_order_seq_cst) == 1)
        engine_.progress().attend_if_idle();
}

void PollSet::retire() noexcept {
    engine_.progress().forget(*this);
}

void PollSet::help_out() noexcept {
    if (exclusive_) {
        std::uint32_t nobody = 0;
        if (!pollers_.compare_exchange_strong(nobody, 1, std::memory_order_seq_cst))
            return;
    }
    Catch caught;
    wait(caught, 0);
    work(caught);
    if (exclusive_)
        pollers_.store(0, std::memory_order_seq_cst);
    else if (!abandoned())
        source_->poke(); // one that was meant for the thread that came meanwhile may be lost here
}

void PollSet::turn() noexcept {
    if (!abandoned() || !begin())
        return;
    Catch caught;
    wait(caught, 0);
    work(caught);
    end();
    if (!exclusive_ && !abandoned())
        source_->poke(); // as above
}

} // namespace ws2::nt::io
