// Room nt_io: submitting operations and working through readiness.
#include "nt/io/engine.hpp"

#include "nt/association.hpp"
#include "nt/io/attempt.hpp"
#include "nt/io/delivery.hpp"
#include "nt/io/engine_steps.hpp"
#include "nt/thread.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <winerror.h>

namespace ws2::nt::io {

namespace {

constexpr std::size_t kMostTurns = 128;
static_assert(kMostTurns >= Postponed::kMost);

constexpr int kPeekOrUrgent = 0x3; // MSG_OOB, MSG_PEEK: leave data behind

// Whether the attempt took all there was, so that the next edge is worth waiting for.
bool drained(const Channel& channel, const Operation& operation) noexcept {
    return operation.kind == WS2IO_RECEIVE && (operation.options & WS2IO_STREAM) != 0 &&
           (operation.message_flags & kPeekOrUrgent) == 0 && !channel.ended &&
           operation.transferred != 0 && operation.transferred < wanted(operation);
}

// What is left of a send that was put off is sent from where it was.
void leave_copy(const Turn& turn) noexcept {
    if (!turn.copy || turn.operation->buffer_count == 0)
        return;
    void*& at = turn.operation->buffers[0].start;
    const auto taken = static_cast<std::byte*>(at) - static_cast<std::byte*>(turn.copy);
    at = static_cast<std::byte*>(turn.data) + taken;
}

} // namespace

Engine::Engine(std::unique_ptr<Driver> driver, std::int64_t late_ns, std::int64_t grace_ns)
    : driver_(std::move(driver)), progress_(late_ns, grace_ns) {}

Engine::~Engine() {
    delete unbound_.load(std::memory_order_acquire);
}

PollSet* Engine::port_set(Port& port) {
    if (auto* feeder = static_cast<Feeder*>(port.feeder()))
        return &feeder->set();
    std::lock_guard hold(sets_lock_);
    if (auto* feeder = static_cast<Feeder*>(port.feeder()))
        return &feeder->set();
    auto source = driver_->make_source();
    if (!source)
        return nullptr;
    auto set = Ref<PollSet>::adopt(new PollSet(*this, std::move(source), false));
    port.set_feeder(std::make_unique<Feeder>(set));
    progress_.watch(set);
    return set.get();
}

PollSet* Engine::unbound_set() {
    if (Feeder* feeder = unbound_.load(std::memory_order_acquire))
        return &feeder->set();
    std::lock_guard hold(sets_lock_);
    if (Feeder* feeder = unbound_.load(std::memory_order_acquire))
        return &feeder->set();
    auto source = driver_->make_source();
    if (!source)
        return nullptr;
    auto set = Ref<PollSet>::adopt(new PollSet(*this, std::move(source), true));
    auto* feeder = new Feeder(set);
    unbound_.store(feeder, std::memory_order_release);
    set_idler(feeder);
    progress_.watch(set);
    return set.get();
}

PollSet* Engine::set_for(int descriptor) {
    const Association association = association_of(descriptor);
    return association.port ? port_set(*association.port) : unbound_set();
}

// With the channel's lock held, once in a descriptor's life: its readiness is reported from now on.
int Engine::enroll(Channel& channel) noexcept {
    if (channel.set)
        return 0;
    try {
        PollSet* set = channel.group ? channel.group : set_for(channel.descriptor);
        if (!set)
            return WSAEMFILE;
        if (const int error = set->source().add(channel.descriptor, channel.key()))
            return error;
        channel.set = set;
        return 0;
    } catch (...) {
        return WSAENOBUFS;
    }
}

void Engine::move_to(Port& port, int descriptor) noexcept {
    Channel* channel = channels_.find(descriptor);
    if (!channel)
        return;
    std::lock_guard hold(channel->lock);
    if (!channel->set || channel->group)
        return;
    try {
        PollSet* set = port_set(port);
        if (!set || set == channel->set)
            return; // without a set of its own the descriptor stays where it makes progress, too
        channel->set->source().remove(descriptor);
        channel->set = set->source().add(descriptor, channel->key()) == 0 ? set : nullptr;
    } catch (...) {
        return;
    }
}

Ref<PollSet> Engine::set_of(Feed feed, Port* port) {
    if (feed == Feed::port)
        return Ref<PollSet>::share(port_set(*port));
    if (feed == Feed::waits)
        return Ref<PollSet>::share(unbound_set());
    auto source = driver_->make_source();
    if (!source)
        return {};
    auto set = Ref<PollSet>::adopt(new PollSet(*this, std::move(source), false));
    progress_.watch(set);
    return set;
}

int Engine::put_into(PollSet& set, int descriptor) noexcept {
    Channel* channel = channels_.find_or_make(descriptor);
    if (!channel)
        return WSAENOBUFS;
    std::lock_guard hold(channel->lock);
    if (channel->shut)
        return WSAENOTSOCK;
    if (channel->set != &set) {
        if (channel->set)
            channel->set->source().remove(descriptor);
        channel->set = nullptr;
        if (const int error = set.source().add(descriptor, channel->key()))
            return error;
        channel->set = &set;
    }
    channel->group = &set;
    return 0;
}

// After an attempt by the thread that holds the lane. True: the operation left the lane and
// *outcome is final. False: it waits for the next edge, and the lane is given up.
[[gnu::hot]] bool Engine::conclude(Channel& channel, Lane& lane, Operation& operation,
                                   std::uint16_t news, int* outcome) noexcept {
    for (;;) {
        {
            std::lock_guard hold(channel.lock);
            if (*outcome != WSAEWOULDBLOCK) {
                lane.pop();
                if (*outcome == 0 && lane.news == news && drained(channel, operation))
                    lane.ready = false;
                return true;
            }
            if ((operation.engine.state & kCancelled) != 0)
                *outcome = ERROR_OPERATION_ABORTED;
            else if (lane.news == news)
                *outcome = enroll(channel);
            if (*outcome != 0 && *outcome != WSAEWOULDBLOCK) {
                lane.pop();
                return true;
            }
            if (*outcome == 0) {
                lane.ready = false;
                lane.busy = lane.trying = false;
                return false;
            }
            news = lane.news;
        }
        *outcome = driver_->attempt(channel.descriptor, operation);
    }
}

[[gnu::hot]] void Engine::settle(Channel& channel, Lane& lane, Operation& operation,
                                 std::uint16_t news, int outcome) noexcept {
    Operation* current = &operation;
    while (conclude(channel, lane, *current, news, &outcome)) {
        finish(*current, outcome);
        const bool kept = deliver(channel.descriptor, *current, false);
        Operation* next = nullptr;
        {
            std::lock_guard hold(channel.lock);
            next = lane.next_or_free();
            news = lane.news;
        }
        if (kept)
            let_go(*current); // may close the descriptor if nothing else is in the lane
        if (!next)
            return;
        current = next;
        outcome = driver_->attempt(channel.descriptor, *current);
    }
}

// Gives the lane up, or goes on with what was submitted meanwhile.
[[gnu::hot]] void Engine::go_on(Channel& channel, Lane& lane) noexcept {
    Operation* next = nullptr;
    std::uint16_t news = 0;
    {
        std::lock_guard hold(channel.lock);
        next = lane.next_or_free();
        news = lane.news;
    }
    if (next)
        settle(channel, lane, *next, news, driver_->attempt(channel.descriptor, *next));
}

// Notes what the edges say; the lanes that have something to do are this thread's afterwards.
[[gnu::hot]] std::size_t Engine::claim(std::span<const kernel::Edge> edges,
                                       std::span<Turn> turns) noexcept {
    std::size_t count = 0;
    for (const kernel::Edge& edge : edges) {
        Channel* channel = channels_.find(static_cast<int>(edge.key & UINT32_MAX));
        std::lock_guard hold(channel->lock);
        if (channel->key() != edge.key)
            continue; // of a descriptor that was closed since
        channel->ended |= (edge.what & kernel::kEndEdge) != 0;
        for (const Direction direction : {kReceiving, kSending}) {
            if ((edge.what &
                 (direction == kReceiving ? kernel::kReadableEdge : kernel::kWritableEdge)) == 0)
                continue;
            Lane& lane = channel->lanes[direction];
            lane.ready = true;
            ++lane.news;
            if (!lane.first || lane.busy)
                continue;
            lane.busy = lane.trying = true;
            turns[count++] = {channel, &lane, lane.first, lane.news, nullptr, nullptr};
        }
    }
    return count;
}

[[gnu::hot]] void Engine::work(std::span<const kernel::Edge> edges) noexcept {
    while (!edges.empty()) {
        std::array<Turn, kMostTurns> turns;
        const auto part = edges.first(std::min(edges.size(), kMostTurns / 2)); // of two lanes each
        edges = edges.subspan(part.size());
        make({turns.data(), claim(part, turns)});
    }
}

[[gnu::hot]] void Engine::make(std::span<const Turn> turns, Postponed* of) noexcept {
    PacketBatch batch;
    std::array<Attempt, kMostTurns> attempts;
    for (std::size_t i = 0; i < turns.size(); ++i)
        attempts[i] = {turns[i].channel->descriptor, turns[i].operation, 0};
    driver_->attempt_many({attempts.data(), turns.size()});
    for (const Turn& turn : turns)
        leave_copy(turn);
    if (of)
        of->made();
    for (std::size_t i = 0; i < turns.size(); ++i)
        settle(*turns[i].channel, *turns[i].lane, *turns[i].operation, turns[i].news,
               attempts[i].outcome);
}

} // namespace ws2::nt::io
