// How operations are indicated, and who makes them progress.
#include "world.hpp"

namespace ws2::nt::io {
namespace {

class Delivery : public EngineTest {};

TEST_P(Delivery, AReceiveIsIndicatedByThePortOfItsDescriptorWithItsKey) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 42), 0);
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "hello");
    const Packet packet = next_packet();
    EXPECT_EQ(packet.overlapped, &receive.structure);
    EXPECT_EQ(packet.key, 42u);
    EXPECT_EQ(packet.status, 0u);
    EXPECT_EQ(packet.bytes, receive.text().size());
    EXPECT_EQ(receive.text(), std::string_view("hello").substr(0, packet.bytes));
    await_release(receive);
    EXPECT_EQ(receive.finished, 1);
}

TEST_P(Delivery, AReceiveIsIndicatedByItsEventToAThreadThatWaitsForIt) {
    const auto [mine, peer] = make_pair();
    Request receive(WS2IO_RECEIVE);
    auto event = Ref<Event>::adopt(new Event(true, true));
    receive.structure.hEvent = open_handle(*event);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    EXPECT_EQ(wait_one(*event, 0, false), static_cast<DWORD>(WAIT_TIMEOUT)); // it was reset
    world->write(peer, "x");
    EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0);
    EXPECT_EQ(receive.text(), "x");
    await_release(receive);
    close_handle(receive.structure.hEvent);
}

TEST_P(Delivery, ARoutineRunsInAnAlertableWaitOfTheIssuingThreadAndMaySubmitAgain) {
    static Request* again;
    static Engine* its_engine;
    static int its_descriptor;
    static std::string seen;
    const auto [mine, peer] = make_pair();
    Request receive(WS2IO_RECEIVE, 1);
    again = &receive;
    its_engine = engine.get();
    its_descriptor = mine;
    seen.clear();
    const ThreadKey key = current_thread_key();
    receive.thread_handle = key.handle;
    receive.thread_reserved = key.serial;
    receive.routine = [](std::uint32_t error, std::uint32_t bytes, OVERLAPPED* overlapped,
                         std::uint32_t) {
        EXPECT_EQ(error, 0u);
        EXPECT_EQ(overlapped, &again->structure);
        EXPECT_TRUE(again->released); // before the routine: the memory is free for the next one
        seen.append(again->data.data(), bytes);
        again->released = false;
        if (seen.size() < 3) {
            EXPECT_EQ(its_engine->submit(its_descriptor, *again), WS2IO_PENDING);
        }
    };
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "abc");
    while (seen.size() < 3)
        EXPECT_EQ(sleep_until(kForever, true), WAIT_IO_COMPLETION);
    EXPECT_EQ(seen, "abc");
}

TEST_P(Delivery, OperationsProgressThoughNoThreadOfTheProgramWaits) {
    const auto [mine, peer] = make_pair();
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "alone");
    await_release(receive); // yields only: this thread waits for nothing of the engine's
    EXPECT_EQ(receive.outcome().error, 0);
}

TEST_P(Delivery, APortsOperationsProgressThoughNoThreadWaitsAtThePort) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "alone");
    await_release(receive);
    EXPECT_EQ(next_packet(0).overlapped, &receive.structure);
}

TEST_P(Delivery, TheProgressThreadStepsBackWhenAThreadOfTheProgramComes) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    while (engine->progress().taken() == 0)
        std::this_thread::yield();
    std::thread waiter([&] { EXPECT_EQ(next_packet().key, 9u); });
    while (engine->progress().taken() != 0)
        std::this_thread::yield();
    port->post({9, nullptr, 0, 0});
    waiter.join();
    engine->shut(mine);
    await_release(receive);
}

TEST_P(Delivery, OneThreadSubmitsAndAnotherWaits) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 7), 0);
    std::atomic<int> got{0};
    std::thread waiter([&] {
        for (int i = 0; i < 200; ++i) {
            const Packet packet = next_packet();
            EXPECT_EQ(packet.key, 7u);
            ++got;
        }
    });
    for (int i = 0; i < 200; ++i) {
        Request receive(WS2IO_RECEIVE, 1);
        ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
        world->write(peer, "z");
        while (got <= i)
            std::this_thread::yield();
        await_release(receive);
    }
    waiter.join();
}

TEST_P(Delivery, AnOperationThatSucceedsAtOnceStillGivesAPacketUnlessTheModesSayNo) {
    if (sim)
        GTEST_SKIP() << "sim fails attempts for nothing: nothing is sure to succeed at once";
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request first("one");
    EXPECT_EQ(engine->submit(mine, first), WS2IO_DONE);
    EXPECT_EQ(first.transferred, 3u);
    EXPECT_FALSE(first.released); // the submitter still has it
    EXPECT_EQ(next_packet(0).overlapped, &first.structure);
    ASSERT_EQ(set_completion_modes(mine, kSkipPortOnSuccess), 0);
    Request second("two");
    EXPECT_EQ(engine->submit(mine, second), WS2IO_DONE);
    EXPECT_TRUE(second.complete());
    EXPECT_TRUE(queue_is_empty());
    EXPECT_EQ(world->read(peer), "onetwo");
}

TEST_P(Delivery, AnEventWithItsLowestBitSetKeepsThePacketAway) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request receive(WS2IO_RECEIVE);
    auto event = Ref<Event>::adopt(new Event(true, false));
    Handle handle = open_handle(*event);
    receive.structure.hEvent =
        reinterpret_cast<Handle>(reinterpret_cast<std::uintptr_t>(handle) | 1);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "q");
    EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0);
    await_release(receive);
    EXPECT_TRUE(queue_is_empty());
    close_handle(handle);
}

TEST_P(Delivery, ADescriptorBoundWhileAnOperationPendsIsIndicatedByThePort) {
    const auto [mine, peer] = make_pair();
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    ASSERT_EQ(bind(mine, 5), 0);
    world->write(peer, "late");
    EXPECT_EQ(next_packet().key, 5u);
    await_release(receive);
}

TEST_P(Delivery, WaitingForAnOperationWithoutAnEventWaitsForTheOperationItself) {
    const auto pair = make_pair();
    const int mine = pair.first;
    const int peer = pair.second;
    Request receive(WS2IO_RECEIVE);
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    EXPECT_EQ(await_overlapped(receive.structure, 0, false), static_cast<int>(WAIT_TIMEOUT));
    std::thread writer([&] { world->write(peer, "w"); });
    EXPECT_EQ(await_overlapped(receive.structure, kForever, false), 0);
    EXPECT_EQ(receive.text(), "w");
    writer.join();
    await_release(receive);
}

TEST_P(Delivery, WithoutAnOverlappedTheProviderAloneIsTold) {
    const auto [mine, peer] = make_pair();
    Request receive(WS2IO_RECEIVE);
    receive.overlapped = nullptr;
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "p");
    await_release(receive);
    EXPECT_EQ(receive.finished, 1);
    EXPECT_EQ(receive.transferred, 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, Delivery, testing::Values("epoll", "uring", "sim"),
                         [](const auto& tested) { return std::string(tested.param); });

} // namespace
} // namespace ws2::nt::io
