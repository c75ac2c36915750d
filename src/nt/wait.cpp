// Room nt: waits for one, any or all of several objects.
#include "nt/wait.hpp"

#include "nt/thread.hpp"

#include <algorithm>
#include <mutex>
#include <winbase.h>

namespace ws2::nt {
namespace {

std::uint32_t word_for(const Waitable& object, std::uint32_t index) noexcept {
    return (object.abandoned() ? Wait::kAbandoned0 : Wait::kObject0) + index;
}

// The wait is finished: what the caller is told. APCs run here, with no lock held.
std::uint32_t outcome(Thread& thread, std::uint32_t word) {
    if (word == Wait::kTimeout)
        return WAIT_TIMEOUT;
    if (word == Wait::kApc) {
        thread.run_apcs();
        return WAIT_IO_COMPLETION;
    }
    return word - Wait::kObject0 + WAIT_OBJECT_0;
}

// The blocks of a wait; leaves every list when it goes out of scope.
class Blocks {
public:
    Blocks(Wait& wait, std::span<Waitable* const> objects, bool all) noexcept
        : wait_(wait), objects_(objects), all_(all) {}
    Blocks(const Blocks&) = delete;
    Blocks& operator=(const Blocks&) = delete;
    ~Blocks() {
        for (std::size_t i = 0; i < linked_; ++i) {
            // The object that finished the wait took the block out first. A mutex still notes its
            // new owner then: its lock tells when it is done with this thread.
            if (!all_ && wait_.word() == Wait::kObject0 + i && objects_[i]->kind() != Kind::mutex)
                continue;
            std::lock_guard hold(objects_[i]->lock());
            if (blocks_[i].linked)
                objects_[i]->unlink(blocks_[i]);
        }
    }

    // With the lock of object i held.
    void link(std::size_t i) noexcept {
        WaitBlock& block = blocks_[i];
        block = {nullptr, nullptr, &wait_, static_cast<std::uint32_t>(i), all_, false};
        objects_[i]->link(block);
        linked_ = i + 1;
    }

private:
    Wait& wait_;
    std::span<Waitable* const> objects_;
    const bool all_;
    std::size_t linked_ = 0;
    WaitBlock blocks_[kWaitsMax];
};

// Every lock of the span, which the caller sorted by address. A vector of unique_lock without
// memory.
class AllLocks {
public:
    explicit AllLocks(std::span<Waitable* const> sorted) noexcept : sorted_(sorted) {
        for (Waitable* object : sorted_)
            object->lock().lock();
    }
    AllLocks(const AllLocks&) = delete;
    AllLocks& operator=(const AllLocks&) = delete;
    ~AllLocks() {
        for (Waitable* object : sorted_)
            object->lock().unlock();
    }

private:
    std::span<Waitable* const> sorted_;
};

// Links the blocks; true if the wait is finished by then.
bool enter_any(Wait& wait, Blocks& blocks, std::span<Waitable* const> objects) {
    WakeList nobody;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        Waitable& object = *objects[i];
        std::lock_guard hold(object.lock());
        if (object.ready_for(wait.thread())) {
            const std::uint32_t word = word_for(object, static_cast<std::uint32_t>(i));
            if (wait.finish(word, nobody))
                object.take(wait.thread());
            return true;
        }
        blocks.link(i);
    }
    return false;
}

// One look at all objects together; true if the wait is finished.
bool try_all(Wait& wait, std::span<Waitable* const> sorted) {
    WakeList nobody;
    AllLocks hold(sorted);
    bool abandoned = false;
    for (Waitable* object : sorted) {
        if (!object->ready_for(wait.thread()))
            return wait.word() >= Wait::kTimeout;
        abandoned |= object->abandoned();
    }
    if (wait.finish(abandoned ? Wait::kAbandoned0 : Wait::kObject0, nobody)) {
        for (Waitable* object : sorted)
            object->take(wait.thread());
    }
    return true;
}

} // namespace

void Waitable::link(WaitBlock& block) noexcept {
    block.previous = last_;
    block.next = nullptr;
    (last_ ? last_->next : first_) = &block;
    last_ = &block;
    block.linked = true;
}

void Waitable::unlink(WaitBlock& block) noexcept {
    (block.previous ? block.previous->next : first_) = block.next;
    (block.next ? block.next->previous : last_) = block.previous;
    block.linked = false;
}

std::size_t Waitable::waiting() noexcept {
    std::lock_guard hold(lock_);
    std::size_t count = 0;
    for (const WaitBlock* block = first_; block; block = block->next)
        ++count;
    return count;
}

void Waitable::satisfy(WakeList& wakes) noexcept {
    WaitBlock* next = nullptr;
    for (WaitBlock* block = first_; block; block = next) {
        next = block->next;
        Wait& wait = *block->wait;
        if (!ready_for(wait.thread()))
            return;
        if (block->all) {
            wait.nudge(wakes);
            continue;
        }
        // The waiter may be gone as soon as the wait is finished: the block leaves the list first.
        Thread& thread = wait.thread();
        const std::uint32_t word = word_for(*this, block->index);
        unlink(*block);
        if (wait.finish(word, wakes))
            take(thread);
    }
}

std::uint32_t wait_any(std::span<Waitable* const> objects, std::int64_t deadline_ns,
                       bool alertable) {
    Thread& thread = Thread::current();
    Wait wait(thread);
    {
        Blocks blocks(wait, objects, false);
        if (!enter_any(wait, blocks, objects)) {
            Thread::Alert alert(thread, wait, alertable);
            wait.park(deadline_ns);
        }
    }
    return outcome(thread, wait.word());
}

std::uint32_t wait_all(std::span<Waitable* const> objects, std::int64_t deadline_ns,
                       bool alertable) {
    Thread& thread = Thread::current();
    Wait wait(thread);
    Waitable* sorted[kWaitsMax];
    const auto end = std::copy(objects.begin(), objects.end(), sorted);
    std::sort(sorted, end);
    const std::span<Waitable* const> in_order(sorted, objects.size());
    {
        Blocks blocks(wait, objects, true);
        for (std::size_t i = 0; i < objects.size(); ++i) {
            std::lock_guard hold(objects[i]->lock());
            blocks.link(i);
        }
        // An object that is ready goes before an APC, so look before the wait becomes alertable.
        if (!try_all(wait, in_order)) {
            Thread::Alert alert(thread, wait, alertable);
            while (!try_all(wait, in_order)) {
                wait.park(deadline_ns);
                wait.look_again();
            }
        }
    }
    return outcome(thread, wait.word());
}

std::uint32_t wait_one(Waitable& object, std::int64_t deadline_ns, bool alertable) {
    Thread& thread = Thread::current();
    {
        std::lock_guard hold(object.lock());
        if (object.ready_for(thread)) {
            const std::uint32_t word = word_for(object, 0);
            object.take(thread);
            return word - Wait::kObject0 + WAIT_OBJECT_0;
        }
    }
    Waitable* const one[] = {&object};
    return wait_any(one, deadline_ns, alertable);
}

std::uint32_t sleep_until(std::int64_t deadline_ns, bool alertable) {
    Thread& thread = Thread::current();
    Wait wait(thread);
    {
        Thread::Alert alert(thread, wait, alertable);
        wait.park(deadline_ns);
    }
    return outcome(thread, wait.word());
}

} // namespace ws2::nt
