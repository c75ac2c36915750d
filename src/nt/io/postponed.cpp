// Room nt_io: sends that wait for others, so that a turn's sends cost one system call.
#include "nt/io/postponed.hpp"

#include "kernel/futex.hpp"
#include "kernel/user_probe.hpp"

#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace ws2::nt::io {
namespace {

constinit std::atomic<Postponed::Rule> present_rule{Postponed::Rule::normal};

bool is_rule(Postponed::Rule rule) noexcept {
    return present_rule.load(std::memory_order_relaxed) == rule;
}

// The operation sends from the copy until the attempt is over.
void copy_data(Postponed::Batch& batch, Turn& turn) noexcept {
    if (turn.operation->buffer_count != 1)
        return;
    ws2io_buffer& buffer = turn.operation->buffers[0];
    if (buffer.size > Postponed::kMostCopied || batch.octets.size() - batch.copied < buffer.size ||
        !kernel::is_surely_there(buffer.start, buffer.size))
        return;
    turn.copy = batch.octets.data() + batch.copied;
    turn.data = buffer.start;
    std::memcpy(turn.copy, turn.data, buffer.size);
    batch.copied += buffer.size;
    buffer.start = turn.copy;
}

} // namespace

void Postponed::set_rule(Rule rule) noexcept {
    present_rule.store(rule, std::memory_order_relaxed);
}

// With no lock held. False: there is no memory.
bool Postponed::stock_up() noexcept {
    std::unique_ptr<Batch> fresh(new (std::nothrow) Batch);
    if (!fresh)
        return false;
    const std::lock_guard hold(lock_);
    if (!batch_)
        batch_ = std::move(fresh);
    return true;
}

[[gnu::hot]] Postponed::Added Postponed::add(const Turn& turn) noexcept {
    std::unique_lock hold(lock_);
    if (distrust_ != 0) {
        --distrust_;
        return Added::no;
    }
    if (!batch_)
        batch_ = std::move(spare_);
    while (!batch_) {
        hold.unlock();
        if (!stock_up())
            return Added::no;
        hold.lock();
    }
    if (batch_->count == kMost || !is_rule(Rule::normal))
        return Added::no;
    const bool first = batch_->count == 0;
    if (first)
        since_ns_ = kernel::monotonic_ns();
    Turn& added = batch_->turns[batch_->count++];
    added = turn;
    copy_data(*batch_, added);
    any_.store(true, std::memory_order_seq_cst);
    if (first)
        return Added::first;
    return batch_->count == kMost ? Added::full : Added::more;
}

[[gnu::hot]] std::unique_ptr<Postponed::Batch> Postponed::take() noexcept {
    if (!any() || is_rule(Rule::disowned))
        return {};
    const std::lock_guard hold(lock_);
    if (!any())
        return {};
    if (kernel::monotonic_ns() - since_ns_ > long_ns_)
        distrust_ = kDistrust;
    any_.store(false, std::memory_order_seq_cst);
    under_way_.fetch_add(1, std::memory_order_relaxed);
    return std::move(batch_);
}

[[gnu::hot]] void Postponed::give_back(std::unique_ptr<Batch> batch) noexcept {
    batch->count = 0;
    batch->copied = 0;
    const std::lock_guard hold(lock_);
    spare_.swap(batch); // one is enough; the other goes with the caller's
}

bool Postponed::waits_since(std::int64_t then_ns) noexcept {
    if (!any())
        return false;
    const std::lock_guard hold(lock_);
    return any() && since_ns_ <= then_ns;
}

} // namespace ws2::nt::io
