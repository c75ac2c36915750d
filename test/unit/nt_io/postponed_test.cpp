// Sends that are put off while their thread has more packets to see to.
#include "world.hpp"

#include <deque>
#include <mutex>
#include <sys/wait.h>
#include <tuple>

namespace ws2::nt::io {
namespace {

// Epoll's attempts; notes how many are made together.
class Company : public Driver {
public:
    std::string_view name() const noexcept override { return "company"; }
    std::unique_ptr<Source> make_source() override { return below_->make_source(); }
    int attempt(int descriptor, Operation& operation) noexcept override {
        return below_->attempt(descriptor, operation);
    }
    bool gains_by_company(const Operation& operation) const noexcept override {
        return operation.kind == WS2IO_SEND;
    }
    void attempt_many(std::span<Attempt> attempts) noexcept override {
        if (!attempts.empty()) {
            const std::lock_guard hold(mutex);
            together.push_back(attempts.size());
        }
        Driver::attempt_many(attempts);
    }
    std::mutex mutex; // the progress thread may be at it
    std::vector<std::size_t> together;

private:
    std::unique_ptr<Driver> below_ = make_epoll_driver();
};

constexpr std::int64_t kHours_ns = 10'000'000'000'000;

class PutOff : public testing::Test {
protected:
    // Without a word nobody but the thread makes them.
    PutOff() : PutOff(kHours_ns) {}
    // The set is not taken from the thread, however slow it is.
    explicit PutOff(std::int64_t late_ns) : engine(std::move(made), late_ns, kHours_ns) {
        Engine::substitute(&engine);
        std::tie(one, peer_of_one) = world.make_pair();
        std::tie(two, peer_of_two) = world.make_pair();
        EXPECT_EQ(associate(one, port_handle, 1), 0);
        EXPECT_EQ(associate(two, port_handle, 2), 0);
        // The port has its set from the first operation that waits on.
        EXPECT_EQ(engine.submit(one, receive), WS2IO_PENDING);
    }
    ~PutOff() override {
        for (const int end : {one, two})
            engine.close(end);
        for (const int end : {one, two, peer_of_one, peer_of_two})
            world.forget(end);
        close_handle(port_handle);
        Thread::current().serve(nullptr);
        port = {};
        Engine::substitute(nullptr);
    }
    // The thread takes a packet and leaves `ahead` of them.
    void take_packet(std::size_t ahead) {
        const std::vector<Packet> packets(ahead + 1, Packet{9, nullptr, 0, 0});
        ASSERT_EQ(port->post(packets), 0);
        EXPECT_EQ(next().key, 9u);
    }
    Packet next() {
        std::array<Packet, 1> got;
        std::uint32_t count = 0;
        return port->get(got, &count, 0, false) == 0 ? got[0] : Packet{};
    }

    RealWorld world;
    std::unique_ptr<Company> made = std::make_unique<Company>();
    Company& driver = *made;
    Engine engine;
    Ref<Port> port = Ref<Port>::adopt(new Port(4));
    Handle port_handle = open_handle(*port);
    Request receive{WS2IO_RECEIVE};
    Request first{std::string_view("first")};
    Request second{std::string_view("second")};
    int one = -1, peer_of_one = -1, two = -1, peer_of_two = -1;
};

TEST_F(PutOff, SendsAreMadeTogetherWhenTheThreadFindsNothingQueued) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING);
    EXPECT_EQ(next().key, 9u);
    EXPECT_EQ(world.read(peer_of_one), "");
    EXPECT_EQ(next().overlapped, &first.structure);
    EXPECT_EQ(next().overlapped, &second.structure);
    EXPECT_EQ(world.read(peer_of_one), "first");
    EXPECT_EQ(world.read(peer_of_two), "second");
    EXPECT_EQ(driver.together, std::vector<std::size_t>{2});
}

TEST_F(PutOff, TheLastOneTakesTheOthersWithIt) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    EXPECT_EQ(next().key, 9u);
    EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING);
    EXPECT_EQ(world.read(peer_of_one), "first");
    EXPECT_EQ(world.read(peer_of_two), "second");
    EXPECT_EQ(driver.together, std::vector<std::size_t>{2});
}

TEST_F(PutOff, AThreadWithoutMorePacketsSendsAtOnce) {
    take_packet(0);
    EXPECT_EQ(engine.submit(one, first), WS2IO_DONE);
    EXPECT_EQ(world.read(peer_of_one), "first");
}

TEST_F(PutOff, ADescriptorsSendsKeepTheirOrder) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    EXPECT_EQ(engine.submit(one, second), WS2IO_PENDING);
    EXPECT_FALSE(engine.sending(one)); // whoever asks finds them made
    EXPECT_EQ(world.read(peer_of_one), "firstsecond");
}

TEST_F(PutOff, ACloseComesBehind) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    engine.shut(one);
    EXPECT_EQ(world.read(peer_of_one), "first");
    EXPECT_EQ(first.outcome().error, 0);
    EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING);
    engine.close(two);
    EXPECT_EQ(world.read(peer_of_two), "second");
}

TEST_F(PutOff, ACancelComesTooLate) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    EXPECT_EQ(engine.cancel(one, &first.structure, 0), 0u);
    EXPECT_EQ(first.outcome().error, 0);
    EXPECT_EQ(world.read(peer_of_one), "first");
}

TEST_F(PutOff, AWaitForSomethingElseComesBehind) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    {
        const Thread::Absence absence(Thread::current());
        EXPECT_EQ(world.read(peer_of_one), "first");
    }
}

// Its ring is gone by then, and the engine must know.
TEST_F(PutOff, AThreadsEndComesBehind) {
    std::thread([&] {
        take_packet(1);
        EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
        EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING);
    }).join();
    EXPECT_EQ(world.read(peer_of_one), "first");
    EXPECT_EQ(world.read(peer_of_two), "second");
}

TEST_F(PutOff, NothingIsPutOffWhileAForkIsUnderWay) {
    take_packet(1);
    Postponed::set_rule(Postponed::Rule::held);
    EXPECT_EQ(engine.submit(one, first), WS2IO_DONE);
    Postponed::set_rule(Postponed::Rule::normal);
    EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING);
}

class PutOffForLong : public PutOff {
protected:
    PutOffForLong() : PutOff(Postponed::kLate_ns) {}
};

TEST_F(PutOffForLong, AThreadThatDoesNotComeBackIsReplaced) {
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    std::string got;
    while (got.empty())
        got = world.read(peer_of_one);
    EXPECT_EQ(got, "first");
    await_release(first);
}

TEST_F(PutOff, TheDataIsTakenAtOnce) {
    take_packet(1);
    {
        char brief[] = "taken";
        first.piece = {brief, 5};
        EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
        std::memset(brief, '?', sizeof brief);
    }
    EXPECT_FALSE(engine.sending(one));
    EXPECT_EQ(world.read(peer_of_one), "taken");
}

TEST_F(PutOff, WhatTheSystemDoesNotTakeIsSentFromItsOwnPlace) {
    const std::string filler(1 << 16, '.');
    while (::send(one, filler.data(), filler.size(), MSG_DONTWAIT) > 0) {
    }
    take_packet(1);
    EXPECT_EQ(engine.submit(one, first), WS2IO_PENDING);
    EXPECT_TRUE(engine.sending(one));                     // tried, and there is no room
    EXPECT_EQ(engine.submit(two, second), WS2IO_PENDING); // with the same batch's memory
    EXPECT_FALSE(engine.sending(two));
    std::string got;
    while (!got.ends_with("first")) {
        got += world.read(peer_of_one);
        next();
    }
    await_release(first);
}

// Two batches in a ring, the second at the end of the thread that made it.
TEST(PutOffInARing, AThreadsEndDoesWithoutItsRing) {
    auto driver = make_uring_driver();
    if (!driver)
        GTEST_SKIP() << "the system refuses rings";
    Engine engine(std::move(driver), kHours_ns, kHours_ns);
    Engine::substitute(&engine);
    RealWorld world;
    std::array<std::pair<int, int>, 2> pairs{world.make_pair(), world.make_pair()};
    auto port = Ref<Port>::adopt(new Port(4));
    const Handle handle = open_handle(*port);
    for (const auto& pair : pairs)
        EXPECT_EQ(associate(pair.first, handle, 1), 0);
    Request receive(WS2IO_RECEIVE);
    EXPECT_EQ(engine.submit(pairs[0].first, receive), WS2IO_PENDING);
    std::deque<Request> sends;
    std::thread([&] {
        const std::array<Packet, 4> packets{};
        ASSERT_EQ(port->post(packets), 0);
        for (const bool last : {false, true}) {
            std::array<Packet, 1> got;
            std::uint32_t count = 0;
            ASSERT_EQ(port->get(got, &count, kForever, false), 0);
            for (const auto& pair : pairs)
                EXPECT_EQ(engine.submit(pair.first, sends.emplace_back(std::string_view("data"))),
                          WS2IO_PENDING);
            if (!last) {
                EXPECT_FALSE(engine.sending(pairs[0].first)); // the ring is in use from now on
            }
        }
    }).join();
    for (const auto& pair : pairs) {
        EXPECT_EQ(world.read(pair.second), "datadata");
        engine.close(pair.first);
        world.forget(pair.first);
        world.forget(pair.second);
    }
    close_handle(handle);
    port = {};
    Engine::substitute(nullptr);
}

struct AnySend {
    AnySend() { turn.operation = &send; }
    Request send{std::string_view("any")};
    Turn turn{};
};

TEST(PostponedSends, AfterALongTurnNothingIsPutOffForSomeTime) {
    AnySend any;
    Postponed postponed(0); // every turn is long
    ASSERT_EQ(postponed.add(any.turn), Postponed::Added::first);
    const std::int64_t begin_ns = kernel::monotonic_ns();
    while (kernel::monotonic_ns() == begin_ns) {
    }
    ASSERT_TRUE(postponed.take());
    for (std::uint32_t i = 0; i < Postponed::kDistrust; ++i)
        ASSERT_EQ(postponed.add(any.turn), Postponed::Added::no);
    EXPECT_EQ(postponed.add(any.turn), Postponed::Added::first);
}

TEST(PostponedSends, ABatchThatIsFullSaysSo) {
    AnySend any;
    Postponed postponed(kHours_ns);
    for (std::size_t i = 1; i < Postponed::kMost; ++i)
        ASSERT_NE(postponed.add(any.turn), Postponed::Added::full);
    EXPECT_EQ(postponed.add(any.turn), Postponed::Added::full);
    EXPECT_EQ(postponed.add(any.turn), Postponed::Added::no);
    const auto batch = postponed.take();
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->count, Postponed::kMost);
    EXPECT_FALSE(postponed.any());
}

TEST(PostponedSends, AreTheParentsAfterAFork) {
    AnySend any;
    Postponed postponed(kHours_ns);
    ASSERT_EQ(postponed.add(any.turn), Postponed::Added::first);
    const pid_t child = fork();
    if (child == 0) {
        Postponed::set_rule(Postponed::Rule::disowned);
        const bool right = !postponed.take() && postponed.add(any.turn) == Postponed::Added::no;
        _exit(right ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace ws2::nt::io
