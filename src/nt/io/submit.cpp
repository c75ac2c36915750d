// Room nt_io: how operations come in, one at a time or many at once.
#include "nt/io/delivery.hpp"
#include "nt/io/engine.hpp"

#include "nt/association.hpp"
#include "nt/io/engine_steps.hpp"
#include "nt/thread.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <winerror.h>

namespace ws2::nt::io {
namespace {

void begin(Operation& operation, std::uint32_t issuer) noexcept {
    operation.error = 0;
    operation.transferred = 0;
    operation.flags = 0;
    if (operation.kind == WS2IO_ACCEPT)
        operation.accepted = -1;
    else
        operation.truncated = 0;
    operation.engine.done = 0;
    operation.engine.state = 0;
    operation.engine.issuer = issuer;
}

} // namespace

// True: the operation is at the head of a lane that is this thread's turn now. Else it waits, or
// *error says why it did not start.
[[gnu::hot]] bool Engine::queue(Channel& channel, Operation& operation, Turn& turn,
                                int* error) noexcept {
    Lane& lane = channel.lanes[direction_of(operation)];
    std::lock_guard hold(channel.lock);
    *error = channel.shut ? WSAENOTSOCK : 0;
    const bool alone = !lane.first && !lane.busy;
    if (*error == 0 && alone && !lane.ready && operation.kind != WS2IO_HELD)
        *error = enroll(channel);
    if (*error != 0)
        return false;
    lane.append(operation);
    if (!alone || !lane.ready)
        return false;
    lane.busy = lane.trying = true;
    turn = {&channel, &lane, &operation, lane.news, nullptr, nullptr};
    return true;
}

[[gnu::hot]] int Engine::submit(int descriptor, Operation& operation) noexcept {
    Channel* channel = channels_.find_or_make(descriptor);
    if (!channel)
        return WSAENOBUFS;
    begin(operation, Thread::current().id());
    note_issuer();
    int error = prepare_delivery(operation);
    if (error != 0)
        return error;
    Turn turn{};
    if (queue(*channel, operation, turn, &error)) {
        if (driver_->gains_by_company(operation) && postpone(turn))
            return WS2IO_PENDING;
        return submit_now(*channel, *turn.lane, operation, turn.news);
    }
    if (error == 0)
        return WS2IO_PENDING;
    cancel_delivery(operation);
    return error;
}

// While the thread has more packets of the same port to see to, and they go quickly.
[[gnu::hot]] bool Engine::postpone(const Turn& turn) noexcept {
    const Thread& thread = Thread::current();
    if (!thread.running() || direction_of(*turn.operation) != kSending)
        return false;
    auto* const feeder = static_cast<Feeder*>(thread.port()->feeder());
    if (!feeder || association_of(turn.channel->descriptor).port != thread.port())
        return false;
    PollSet& set = feeder->set();
    const bool last = thread.ahead() == 0;
    if (last && !set.behind())
        return false;
    turn.channel->postponed.store(&set, std::memory_order_release);
    if (!set.put_off(turn))
        return false;
    if (last)
        set.catch_up();
    return true;
}

// The first attempt, in the submitting call. The lane is this thread's.
[[gnu::hot]] int Engine::submit_now(Channel& channel, Lane& lane, Operation& operation,
                                    std::uint16_t news) noexcept {
    int outcome = driver_->attempt(channel.descriptor, operation);
    if (!conclude(channel, lane, operation, news, &outcome))
        return WS2IO_PENDING;
    finish(operation, outcome);
    const int error = operation.error;
    // A failure is the submitter's to report, unless somebody was told that it is cancelled.
    if (error != 0 && (operation.engine.state & kCancelled) == 0) {
        cancel_delivery(operation);
        go_on(channel, lane);
        return error;
    }
    const bool at_once = error == 0 && (operation.options & WS2IO_PENDS) == 0;
    const bool kept = deliver(channel.descriptor, operation, at_once);
    go_on(channel, lane);
    if (kept && at_once)
        return WS2IO_DONE;
    if (kept)
        let_go(operation);
    return WS2IO_PENDING;
}

// It did not start, and ends all the same.
void Engine::fail(int descriptor, Operation& operation, int error) noexcept {
    finish(operation, error);
    if (deliver(descriptor, operation, false))
        let_go(operation);
}

void Engine::submit_many(std::span<const ws2io_submission> submissions) noexcept {
    constexpr std::size_t kMost = 64;
    std::array<Turn, kMost> turns;
    while (!submissions.empty()) {
        const auto part = submissions.first(std::min(submissions.size(), kMost));
        submissions = submissions.subspan(part.size());
        std::size_t count = 0;
        for (const ws2io_submission& each : part) {
            Operation& operation = *each.operation;
            Channel* channel = channels_.find_or_make(each.descriptor);
            begin(operation, 0);
            int error = channel ? prepare_delivery(operation) : WSAENOBUFS;
            if (error == 0 && queue(*channel, operation, turns[count], &error))
                ++count;
            if (error != 0)
                fail(each.descriptor, operation, error);
        }
        make({turns.data(), count});
    }
}

} // namespace ws2::nt::io
