// Completion ports: order, waking, limits, closing.
#include "nt/event.hpp"
#include "nt/port.hpp"
#include "nt/thread.hpp"
#include "waiting.hpp"

#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>
#include <winbase.h>

namespace ws2::nt {
namespace {

Packet packet(std::uintptr_t key) {
    return {key, nullptr, 0, 0};
}

// The key of the next packet; 0 if there is none now.
std::uintptr_t next_key(Port& port, std::int64_t deadline_ns = 0) {
    std::array<Packet, 1> got;
    std::uint32_t count = 0;
    return port.get(got, &count, deadline_ns, false) == 0 ? got[0].key : 0;
}

class PortTest : public testing::Test {
protected:
    explicit PortTest(std::uint32_t concurrency = 4)
        : port(Ref<Port>::adopt(new Port(concurrency))), handle(open_handle(*port)) {}
    ~PortTest() override { close_handle(handle); }

    Ref<Port> port;
    Handle handle;
};

class PortForOne : public PortTest {
protected:
    PortForOne() : PortTest(1) {}
};

TEST_F(PortTest, PacketsComeInTheOrderOfPostingWithAllTheirFields) {
    int mark = 0;
    EXPECT_EQ(port->post({1, &mark, 0xC0000120, 77}), 0);
    EXPECT_EQ(port->post(packet(2)), 0);
    std::array<Packet, 1> got;
    std::uint32_t count = 0;
    ASSERT_EQ(port->get(got, &count, 0, false), 0);
    EXPECT_EQ(count, 1u);
    EXPECT_EQ(got[0].key, 1u);
    EXPECT_EQ(got[0].overlapped, &mark);
    EXPECT_EQ(got[0].status, 0xC0000120u);
    EXPECT_EQ(got[0].bytes, 77u);
    EXPECT_EQ(next_key(*port), 2u);
}

TEST_F(PortTest, ABatchTakesWhatIsThereAndNotMoreThanAsked) {
    for (std::uintptr_t i = 1; i <= 5; ++i)
        port->post(packet(i));
    std::array<Packet, 3> got;
    std::uint32_t count = 0;
    ASSERT_EQ(port->get(got, &count, 0, false), 0);
    EXPECT_EQ(count, 3u);
    ASSERT_EQ(port->get(got, &count, 0, false), 0);
    EXPECT_EQ(count, 2u);
    EXPECT_EQ(got[1].key, 5u);
}

TEST_F(PortTest, TheQueueGrowsAndKeepsItsOrder) {
    std::uintptr_t in = 0, out = 0;
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 30; ++i)
            port->post(packet(++in));
        for (int i = 0; i < 17; ++i)
            ASSERT_EQ(next_key(*port), ++out);
    }
    while (out < in)
        ASSERT_EQ(next_key(*port), ++out);
    EXPECT_EQ(next_key(*port), 0u);
}

TEST_F(PortTest, AnEmptyPortTimesOut) {
    std::array<Packet, 1> got;
    std::uint32_t count = 9;
    EXPECT_EQ(port->get(got, &count, 0, false), WAIT_TIMEOUT);
    EXPECT_EQ(port->get(got, &count, deadline_after(2), false), WAIT_TIMEOUT);
    EXPECT_EQ(count, 9u);
    EXPECT_EQ(port->waiting(), 0u);
}

TEST_F(PortTest, WaitersAreReleasedLastInFirstOut) {
    std::vector<std::thread> waiters;
    std::vector<int> order;
    for (int i = 0; i < 3; ++i) {
        waiters.emplace_back([&, i] {
            EXPECT_NE(next_key(*port, kForever), 0u);
            order.push_back(i); // alone: the next packet is posted after this thread was joined
        });
        await_waiting(*port, static_cast<std::size_t>(i) + 1);
    }
    for (std::size_t i = 3; i-- > 0;) {
        port->post(packet(1));
        waiters[i].join();
    }
    EXPECT_EQ(order, (std::vector<int>{2, 1, 0}));
}

TEST_F(PortTest, EachPacketGoesToExactlyOneOfManyThreads) {
    constexpr std::uintptr_t kPackets = 20'000;
    constexpr std::uintptr_t kEnd = kPackets + 1;
    std::vector<std::atomic<int>> seen(kPackets);
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) {
        workers.emplace_back([&] {
            for (;;) {
                const std::uintptr_t key = next_key(*port, kForever);
                if (key == kEnd)
                    return;
                ++seen[key - 1];
            }
        });
    }
    std::thread other([&] {
        for (std::uintptr_t i = 1; i <= kPackets; i += 2)
            port->post(packet(i));
    });
    for (std::uintptr_t i = 2; i <= kPackets; i += 2)
        port->post(packet(i));
    other.join();
    for (int i = 0; i < 4; ++i)
        port->post(packet(kEnd));
    for (auto& worker : workers)
        worker.join();
    for (auto& count : seen)
        EXPECT_EQ(count, 1);
}

TEST_F(PortTest, ClosingTheHandleEndsEveryWaitWithAbandoned) {
    std::vector<std::thread> waiters;
    for (int i = 0; i < 5; ++i) {
        waiters.emplace_back([&] {
            std::array<Packet, 1> got;
            std::uint32_t count = 0;
            EXPECT_EQ(port->get(got, &count, kForever, false), ERROR_ABANDONED_WAIT_0);
        });
    }
    await_waiting(*port, 5);
    EXPECT_EQ(close_handle(handle), 0);
    for (auto& waiter : waiters)
        waiter.join();
    handle = nullptr;
}

TEST_F(PortTest, AnAlertableWaitRunsCallsAndAnUnalertableOneDoesNot) {
    static int ran;
    ran = 0;
    queue_user_apc(
        Thread::current(), [](std::uintptr_t) { ++ran; }, 0);
    std::array<Packet, 1> got;
    std::uint32_t count = 0;
    EXPECT_EQ(port->get(got, &count, 0, false), WAIT_TIMEOUT);
    EXPECT_EQ(ran, 0);
    EXPECT_EQ(port->get(got, &count, kForever, true), static_cast<int>(WAIT_IO_COMPLETION));
    EXPECT_EQ(ran, 1);
}

TEST_F(PortForOne, NoSecondThreadIsReleasedWhileTheFirstIsAtWork) {
    port->post(packet(1));
    port->post(packet(2));
    ASSERT_EQ(next_key(*port), 1u); // this thread is at work now
    std::uintptr_t other = 99;
    std::thread([&] { other = next_key(*port); }).join();
    EXPECT_EQ(other, 0u);
    EXPECT_EQ(next_key(*port), 2u); // it comes back for the next itself
}

TEST_F(PortForOne, AThreadThatWaitsForSomethingElseLetsAnotherGoOn) {
    auto event = Ref<Event>::adopt(new Event(true, false));
    std::thread other([&] {
        EXPECT_EQ(next_key(*port, kForever), 2u);
        event->set();
    });
    await_waiting(*port, 1);
    port->post(packet(2)); // goes to the other, which counts as running until it waits again
    EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0);
    other.join();

    port->post(packet(1));
    ASSERT_EQ(next_key(*port), 1u);
    event->reset();
    std::thread third([&] {
        EXPECT_EQ(next_key(*port, kForever), 3u);
        event->set();
    });
    await_waiting(*port, 1);
    port->post(packet(3)); // this thread is the one that may run
    EXPECT_EQ(port->waiting(), 1u);
    EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0);
    third.join();
}

TEST_F(PortForOne, AThreadThatEndsGivesItsPlaceUp) {
    port->post(packet(1));
    port->post(packet(2));
    std::thread([&] { EXPECT_EQ(next_key(*port), 1u); }).join();
    EXPECT_EQ(next_key(*port, kForever), 2u);
}

// An engine that does nothing but count, and waits as one.
class Counting final : public Idler {
public:
    explicit Counting(std::atomic<int>& pokes) : pokes_(pokes) {}
    bool begin() noexcept override { return true; }
    void wait(Catch&, std::int64_t deadline_ns) noexcept override {
        kernel::futex_wait(word_, 0, deadline_ns);
        word_.store(0);
    }
    void work(const Catch&) noexcept override {}
    void end() noexcept override {}
    void poke() noexcept override {
        ++pokes_;
        word_.store(1);
        kernel::futex_wake(&word_, 1);
    }

private:
    std::atomic<int>& pokes_;
    std::atomic<std::uint32_t> word_{0};
};

TEST_F(PortTest, AWaiterInsideTheEngineIsPokedOncePerPacketAtMost) {
    std::atomic<int> pokes{0};
    port->set_feeder(std::make_unique<Counting>(pokes));
    std::thread worker([&] {
        EXPECT_EQ(next_key(*port, kForever), 1u);
        EXPECT_EQ(next_key(*port, kForever), 2u);
    });
    await_waiting(*port, 1);
    const std::array<Packet, 2> both = {packet(1), packet(2)};
    port->post(both);
    worker.join();
    EXPECT_EQ(pokes, 1);
    port->post(packet(3)); // nobody waits
    EXPECT_EQ(pokes, 1);
}

TEST_F(PortTest, ClosingEndsWaitsInsideTheEngineToo) {
    std::atomic<int> pokes{0};
    port->set_feeder(std::make_unique<Counting>(pokes));
    std::vector<std::thread> waiters;
    for (int i = 0; i < 3; ++i) {
        waiters.emplace_back([&] {
            std::array<Packet, 1> got;
            std::uint32_t count = 0;
            EXPECT_EQ(port->get(got, &count, kForever, false), ERROR_ABANDONED_WAIT_0);
        });
    }
    await_waiting(*port, 3);
    close_handle(handle);
    for (auto& waiter : waiters)
        waiter.join();
    handle = nullptr;
}

} // namespace
} // namespace ws2::nt
