// Cancelling, closing and ending threads against completion: exactly one indication each.
#include "world.hpp"

#include <algorithm>
#include <barrier>
#include <deque>
#include <vector>

namespace ws2::nt::io {
namespace {

class Cancel : public EngineTest {
protected:
    // Packets until `count` have come; each must be another operation's.
    void expect_packets(std::size_t count) {
        std::vector<void*> seen;
        for (std::size_t i = 0; i < count; ++i) {
            void* overlapped = next_packet().overlapped;
            EXPECT_EQ(std::count(seen.begin(), seen.end(), overlapped), 0);
            seen.push_back(overlapped);
        }
        EXPECT_TRUE(queue_is_empty());
    }
};

TEST_P(Cancel, ACancelledReceiveIsIndicatedAbortedOnceAndLaterDataIsNotItsOwn) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request cancelled(WS2IO_RECEIVE), other(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, cancelled), WS2IO_PENDING);
    ASSERT_EQ(engine->submit(mine, other), WS2IO_PENDING);
    EXPECT_EQ(engine->cancel(mine, &cancelled.structure, 0), 1u);
    EXPECT_EQ(next_packet().overlapped, &cancelled.structure);
    EXPECT_EQ(cancelled.outcome().error, ERROR_OPERATION_ABORTED);
    await_release(cancelled);
    EXPECT_EQ(engine->cancel(mine, &cancelled.structure, 0), 0u);
    world->write(peer, "m");
    EXPECT_EQ(next_packet().overlapped, &other.structure);
    EXPECT_EQ(other.text(), "m");
    await_release(other);
    EXPECT_EQ(cancelled.finished, 1);
}

TEST_P(Cancel, ByThreadMeansWhatThatThreadIssued) {
    const auto pair = make_pair();
    const int mine = pair.first;
    ASSERT_EQ(bind(mine, 1), 0);
    Request own(WS2IO_RECEIVE), others(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, own), WS2IO_PENDING);
    std::thread([&] { EXPECT_EQ(engine->submit(mine, others), WS2IO_PENDING); }).join();
    EXPECT_EQ(engine->cancel(mine, nullptr, Thread::current().id()), 1u);
    EXPECT_EQ(next_packet().overlapped, &own.structure);
    EXPECT_FALSE(others.complete());
    EXPECT_EQ(engine->cancel(mine, nullptr, 0), 1u);
    EXPECT_EQ(next_packet().overlapped, &others.structure);
    await_release(own);
    await_release(others);
}

TEST_P(Cancel, ShutIndicatesEverythingAbortedAndRefusesWhatComesLater) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    std::deque<Request> receives;
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(engine->submit(mine, receives.emplace_back(WS2IO_RECEIVE)), WS2IO_PENDING);
    engine->shut(mine);
    for (auto& receive : receives) {
        EXPECT_EQ(next_packet().overlapped, &receive.structure); // in order
        EXPECT_EQ(receive.outcome().error, ERROR_OPERATION_ABORTED);
        await_release(receive);
    }
    Request late(WS2IO_RECEIVE);
    EXPECT_EQ(engine->submit(mine, late), WSAENOTSOCK);
    EXPECT_FALSE(late.released);
    EXPECT_TRUE(queue_is_empty());
}

TEST_P(Cancel, TheEndOfTheIssuingThreadCancelsWhatIsNotBoundToAPort) {
    const auto pair = make_pair();
    const int mine = pair.first;
    Request receive(WS2IO_RECEIVE);
    std::thread([&] { EXPECT_EQ(engine->submit(mine, receive), WS2IO_PENDING); }).join();
    await_release(receive);
    EXPECT_EQ(receive.outcome().error, ERROR_OPERATION_ABORTED);
}

TEST_P(Cancel, WhatIsBoundToAPortSurvivesTheEndOfTheIssuingThread) {
    const auto pair = make_pair();
    const int mine = pair.first;
    const int peer = pair.second;
    ASSERT_EQ(bind(mine, 1), 0);
    Request receive(WS2IO_RECEIVE);
    std::thread([&] { EXPECT_EQ(engine->submit(mine, receive), WS2IO_PENDING); }).join();
    world->write(peer, "s");
    EXPECT_EQ(next_packet().overlapped, &receive.structure);
    EXPECT_EQ(receive.text(), "s");
    await_release(receive);
}

TEST_P(Cancel, ARoutineWhoseThreadEndedIsDroppedAndTheOperationReleased) {
    const auto pair = make_pair();
    const int mine = pair.first;
    const int peer = pair.second;
    ASSERT_EQ(bind(mine, 1), 0); // so that the end of the thread does not cancel it
    Request receive(WS2IO_RECEIVE);
    std::thread([&] {
        const ThreadKey key = current_thread_key();
        receive.thread_handle = key.handle;
        receive.thread_reserved = key.serial;
        receive.routine = [](std::uint32_t, std::uint32_t, OVERLAPPED*, std::uint32_t) {
            ADD_FAILURE() << "its thread is gone";
        };
        EXPECT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    }).join();
    world->write(peer, "r");
    EXPECT_TRUE(queue_is_empty());
    await_release(receive);
}

// Three parties start together: the peer writes, one thread cancels, one shuts. Whatever the order,
// each operation is indicated once, and what it got is a prefix of what was sent.
TEST_P(Cancel, CompletionCancelAndCloseTogetherIndicateEachOperationOnce) {
    make_port();
    constexpr int kRounds = 300;
    for (int round = 0; round < kRounds; ++round) {
        const auto [mine, peer] = world->make_pair();
        ASSERT_EQ(bind(mine, static_cast<std::uintptr_t>(round)), 0);
        Request first(WS2IO_RECEIVE, 4), second(WS2IO_RECEIVE, 4);
        ASSERT_EQ(engine->submit(mine, first), WS2IO_PENDING);
        ASSERT_EQ(engine->submit(mine, second), WS2IO_PENDING);
        std::barrier start(4);
        std::thread writer([&, there = peer] {
            start.arrive_and_wait();
            world->write(there, "datadata");
        });
        std::thread canceller([&, here = mine] {
            start.arrive_and_wait();
            engine->cancel(here, &first.structure, 0);
            engine->cancel(here, &first.structure, 0);
        });
        std::thread closer([&, here = mine] {
            start.arrive_and_wait();
            if (round % 2)
                engine->shut(here);
            engine->close(here);
        });
        start.arrive_and_wait();
        expect_packets(2);
        writer.join();
        canceller.join();
        closer.join();
        for (Request* request : {&first, &second}) {
            await_release(*request);
            EXPECT_EQ(request->finished, 1);
            const Outcome outcome = request->outcome();
            EXPECT_TRUE(outcome.error == 0 || outcome.error == ERROR_OPERATION_ABORTED);
        }
        engine->close(mine);
        world->forget(mine);
        world->forget(peer);
    }
}

TEST_P(Cancel, ACancelledSendLeavesTheLaneToTheNext) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    constexpr std::size_t kLarge = 4'000'000; // more than any socket takes
    Request large(WS2IO_SEND, kLarge), small(WS2IO_SEND, 3);
    ASSERT_EQ(engine->submit(mine, large), WS2IO_PENDING);
    ASSERT_EQ(engine->submit(mine, small), WS2IO_PENDING);
    EXPECT_EQ(engine->cancel(mine, &large.structure, 0), 1u);
    std::size_t indicated = 0;
    while (indicated < 2) {
        world->read(peer);
        indicated += next_packet(0).overlapped != nullptr;
    }
    EXPECT_EQ(large.outcome().error, ERROR_OPERATION_ABORTED);
    EXPECT_EQ(small.outcome().error, 0);
    await_release(large);
    await_release(small);
}

// A cancel that comes while the operation is being done: found, too late, and told to `finish`.
class CancelMeanwhile : public Driver {
public:
    std::string_view name() const noexcept override { return "cancel"; }
    std::unique_ptr<Source> make_source() override { return below_->make_source(); }
    int attempt(int descriptor, Operation& operation) noexcept override {
        const int outcome = below_->attempt(descriptor, operation);
        found += engine->cancel(descriptor, operation.overlapped, 0);
        return outcome;
    }
    Engine* engine = nullptr;
    unsigned found = 0;

private:
    std::unique_ptr<Driver> below_ = make_epoll_driver();
};

TEST(CancelOfWhatIsDone, TheResultStandsAndFinishHearsOfIt) {
    auto made = std::make_unique<CancelMeanwhile>();
    CancelMeanwhile& driver = *made;
    Engine engine(std::move(made));
    driver.engine = &engine;
    RealWorld world;
    const auto [mine, peer] = world.make_pair();
    Request request("done");
    request.ws2io_operation::finish = [](ws2io_operation* operation) {
        static_cast<Request*>(operation)->finished = ws2io_cancel_asked(operation) ? 2 : 1;
    };
    EXPECT_EQ(engine.submit(mine, request), WS2IO_DONE);
    EXPECT_EQ(driver.found, 1u);
    EXPECT_EQ(request.finished, 2);
    EXPECT_EQ(request.outcome().error, 0);
    EXPECT_EQ(world.read(peer), "done");
    engine.close(mine);
    world.forget(mine);
    world.forget(peer);
}

INSTANTIATE_TEST_SUITE_P(Engines, Cancel, testing::Values("epoll", "uring", "sim"),
                         [](const auto& tested) { return std::string(tested.param); });

} // namespace
} // namespace ws2::nt::io
