// Room nt_io: the ends that are not the operation's own: cancelled, its descriptor closed, its
// thread gone. Also the process's engine, which those ends reach through hooks.
#include "nt/cancel.hpp"
#include "kernel/process_end.hpp"
#include "kernel/thread.hpp"
#include "nt/association.hpp"
#include "nt/io/delivery.hpp"
#include "nt/io/engine.hpp"
#include "nt/io/engine_steps.hpp"
#include "nt/thread.hpp"

#include <limits>
#include <mutex>
#include <thread>
#include <winerror.h>

namespace ws2::nt::io {

// Null and 0 stand for any.
struct Engine::Meant {
    const void* overlapped = nullptr;
    std::uint32_t thread = 0;
    const Operation* operation = nullptr;

    [[nodiscard]] bool matches(const Operation& each) const noexcept {
        return (!overlapped || each.overlapped == overlapped) &&
               (thread == 0 || each.engine.issuer == thread) && (!operation || &each == operation);
    }
};

namespace {

constinit thread_local bool has_issued = false;

// Takes what matches out of the lane, in order, to the end of `taken`. The one that a thread is at
// is marked instead: it ends when the attempt does. The number found.
template<typename Meant>
unsigned take_matching(Lane& lane, const Meant& wanted, Lane& taken) noexcept {
    unsigned found = 0;
    Lane rest;
    Operation* next = nullptr;
    for (Operation* each = lane.first; each; each = next) {
        next = each->engine.next;
        const bool at_work = each == lane.active();
        const bool meant = wanted.matches(*each);
        found += meant;
        if (meant && at_work)
            each->engine.state |= kCancelled;
        (meant && !at_work ? taken : rest).append(*each);
    }
    lane.first = rest.first;
    lane.last = rest.last;
    return found;
}

} // namespace

[[gnu::hot]] void note_issuer() noexcept {
    has_issued = true;
}

unsigned Engine::cancel_matching(Channel& channel, const void* overlapped, std::uint32_t thread,
                                 bool shut) noexcept {
    return end_matching(channel, {overlapped, thread, nullptr}, ERROR_OPERATION_ABORTED, shut);
}

unsigned Engine::end_matching(Channel& channel, const Meant& meant, int error, bool shut) noexcept {
    Lane taken;
    unsigned found = 0;
    {
        std::lock_guard hold(channel.lock);
        channel.shut |= shut;
        for (Lane& lane : channel.lanes)
            found += take_matching(lane, meant, taken);
        if (!taken.first)
            return found;
        ++channel.holds; // the descriptor stays ours until everything is indicated
    }
    Lane over;
    Operation* next = nullptr;
    for (Operation* each = taken.first; each; each = next) {
        next = each->engine.next;
        finish(*each, error);
        if (deliver(channel.descriptor, *each, false))
            over.append(*each);
    }
    {
        std::lock_guard hold(channel.lock);
        --channel.holds;
    }
    for (Operation* each = over.first; each; each = next) {
        next = each->engine.next;
        let_go(*each);
    }
    return found;
}

// What was put off is done first, as if it never had been.
void Engine::catch_up(Channel& channel) noexcept {
    if (!channel.postponed.load(std::memory_order_acquire))
        return;
    Ref<PollSet> set;
    {
        std::lock_guard hold(channel.lock); // its close, after which the set may go, takes it back
        if (PollSet* there = channel.postponed.load(std::memory_order_relaxed))
            set = Ref<PollSet>::share(there);
    }
    if (set)
        set->catch_up_wholly();
}

unsigned Engine::cancel(int descriptor, const void* overlapped, std::uint32_t thread) noexcept {
    Channel* channel = channels_.find(descriptor);
    if (!channel)
        return 0;
    catch_up(*channel);
    return cancel_matching(*channel, overlapped, thread, false);
}

unsigned Engine::complete(int descriptor, const Operation& held, int error) noexcept {
    Channel* channel = channels_.find(descriptor);
    return channel ? end_matching(*channel, {nullptr, 0, &held}, error, false) : 0;
}

bool Engine::sending(int descriptor) noexcept {
    Channel* channel = channels_.find(descriptor);
    if (!channel)
        return false;
    catch_up(*channel);
    std::lock_guard hold(channel->lock);
    return channel->lanes[kSending].first != nullptr;
}

void Engine::shut(int descriptor) noexcept {
    if (Channel* channel = channels_.find_or_make(descriptor)) {
        catch_up(*channel);
        cancel_matching(*channel, nullptr, 0, true);
    }
}

void Engine::close(int descriptor) noexcept {
    if (Channel* channel = channels_.find(descriptor)) {
        catch_up(*channel);
        cancel_matching(*channel, nullptr, 0, true);
        std::unique_lock hold(channel->lock);
        while (!channel->quiet()) { // an attempt does not block: this is short
            hold.unlock();
            catch_up(*channel); // one that was put off meanwhile
            std::this_thread::yield();
            hold.lock();
        }
        PollSet* set = channel->set;
        channel->reset();
        hold.unlock();
        if (set)
            set->source().remove(descriptor);
    }
    dissociate(descriptor);
}

void Engine::replaced(int descriptor) noexcept {
    Channel* channel = channels_.find(descriptor);
    if (!channel)
        return;
    std::lock_guard hold(channel->lock);
    const auto in_use = [](const Lane& lane) { return lane.first != nullptr || lane.busy; };
    const bool watched =
        channel->set && (in_use(channel->lanes[kReceiving]) || in_use(channel->lanes[kSending]));
    if (channel->set)
        channel->set->source().remove(
            descriptor); // in case somebody has a duplicate of the old one
    channel->set = nullptr;
    channel->ended = false;
    channel->renew_generation();
    channel->lanes[kReceiving].ready = false;
    channel->lanes[kSending].ready = true;
    if (watched) // what waits goes on with the new one, whose edges begin with what it is now
        static_cast<void>(enroll(*channel));
}

void Engine::thread_ended(std::uint32_t thread) noexcept {
    channels_.for_each([&](Channel& channel) {
        {
            std::lock_guard hold(channel.lock);
            if (!channel.lanes[kReceiving].first && !channel.lanes[kSending].first &&
                !channel.lanes[kHeld].first)
                return;
        }
        if (!association_of(channel.descriptor).port)
            cancel_matching(channel, nullptr, thread, false);
    });
}

// ---- the process's engine

namespace {

constinit std::atomic<Engine*> substitute_engine{nullptr};

void on_association(int descriptor, Port& port) {
    Engine::of_process().move_to(port, descriptor);
}

void on_thread_end(Thread& thread) {
    leave_ring();
    if (has_issued)
        Engine::of_process().thread_ended(thread.id());
}

unsigned on_cancel(int descriptor, const void* overlapped, std::uint32_t thread) {
    return Engine::of_process().cancel(descriptor, overlapped, thread);
}

constinit std::atomic<bool> engine_made{false};

// Before a fork, or what is put off would be sent by parent and child; and at the end of the
// process, or it would not be sent.
void put_nothing_off() {
    Postponed::set_rule(Postponed::Rule::held);
    Engine::of_process().progress().catch_up(std::numeric_limits<std::int64_t>::max());
}

void in_parent_of_fork() {
    Postponed::set_rule(Postponed::Rule::normal);
}

void in_child_of_fork() {
    Postponed::set_rule(Postponed::Rule::disowned);
    disown_rings();
}

Engine* make_engine() {
    kernel::at_fork(put_nothing_off, in_parent_of_fork, in_child_of_fork);
    kernel::at_process_end([]() noexcept { put_nothing_off(); });
    at_association(on_association);
    at_thread_end(on_thread_end);
    at_cancel(on_cancel);
    auto* engine = new Engine(choose_driver());
    engine_made.store(true, std::memory_order_release);
    return engine;
}

} // namespace

Engine& Engine::of_process() {
    if (Engine* engine = substitute_engine.load(std::memory_order_acquire))
        return *engine;
    static Engine* const engine = make_engine(); // never destroyed: threads may outlive main
    return *engine;
}

bool Engine::made() noexcept {
    return engine_made.load(std::memory_order_acquire);
}

void Engine::substitute(Engine* engine) noexcept {
    of_process(); // the hooks
    substitute_engine.store(engine, std::memory_order_release);
    Engine& current = of_process();
    set_idler(current.unbound_.load(std::memory_order_acquire));
}

} // namespace ws2::nt::io
