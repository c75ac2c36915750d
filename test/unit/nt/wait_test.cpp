// Waits: for one, any and all of several objects, with timeouts.
#include "nt/event.hpp"
#include "nt/mutex.hpp"
#include "nt/thread.hpp"
#include "waiting.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>
#include <winbase.h>

namespace ws2::nt {
namespace {

Ref<Event> make_event(bool manual, bool set = false) {
    return Ref<Event>::adopt(new Event(manual, set));
}

TEST(Wait, AManualResetEventStaysSetAndAnAutoResetEventLetsOneThrough) {
    auto manual = make_event(true, true);
    auto automatic = make_event(false, true);
    EXPECT_EQ(wait_one(*manual, 0, false), WAIT_OBJECT_0);
    EXPECT_EQ(wait_one(*manual, 0, false), WAIT_OBJECT_0);
    EXPECT_EQ(wait_one(*automatic, 0, false), WAIT_OBJECT_0);
    EXPECT_EQ(wait_one(*automatic, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Wait, ATimeoutIsNotEarly) {
    auto event = make_event(true);
    const std::int64_t before = kernel::monotonic_ns();
    EXPECT_EQ(wait_one(*event, deadline_after(5), false), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_GE(kernel::monotonic_ns() - before, 5'000'000);
}

TEST(Wait, SettingAManualResetEventReleasesEveryWaiter) {
    auto event = make_event(true);
    std::atomic<int> released{0};
    std::vector<std::thread> waiters;
    for (int i = 0; i < 12; ++i) {
        waiters.emplace_back([&] {
            EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0);
            ++released;
        });
    }
    await_waiting(*event, 12);
    EXPECT_EQ(released, 0);
    event->set();
    for (auto& waiter : waiters)
        waiter.join();
    EXPECT_EQ(released, 12);
}

TEST(Wait, SettingAnAutoResetEventReleasesExactlyOneWaiterInOrderOfArrival) {
    auto event = make_event(false);
    std::vector<int> order;
    std::vector<std::thread> waiters;
    for (int i = 0; i < 4; ++i) {
        waiters.emplace_back([&, i] {
            wait_one(*event, kForever, false);
            order.push_back(i); // alone: the next is released only after this one was joined
        });
        await_waiting(*event, static_cast<std::size_t>(i) + 1);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        event->set();
        EXPECT_EQ(event->waiting(), 3 - i);
        waiters[i].join();
    }
    EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
    EXPECT_EQ(wait_one(*event, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Wait, PulseReleasesWhoWaitsAndLeavesTheEventReset) {
    auto event = make_event(true);
    std::thread waiter([&] { EXPECT_EQ(wait_one(*event, kForever, false), WAIT_OBJECT_0); });
    await_waiting(*event, 1);
    event->pulse();
    waiter.join();
    EXPECT_EQ(wait_one(*event, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Wait, AnyReportsTheLowestReadyObjectAndTakesOnlyThatOne) {
    auto a = make_event(false), b = make_event(false, true), c = make_event(false, true);
    Waitable* const objects[] = {&*a, &*b, &*c};
    EXPECT_EQ(wait_any(objects, kForever, false), WAIT_OBJECT_0 + 1);
    EXPECT_EQ(wait_any(objects, kForever, false), WAIT_OBJECT_0 + 2);
    EXPECT_EQ(wait_any(objects, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_EQ(a->waiting() + b->waiting() + c->waiting(), 0u);
}

TEST(Wait, TwoObjectsSetAtOnceSatisfyOneWaitOnceAndLoseNoSignal) {
    for (int round = 0; round < 500; ++round) {
        auto a = make_event(false), b = make_event(false);
        std::thread waiter([&] {
            Waitable* const objects[] = {&*a, &*b};
            const std::uint32_t first = wait_any(objects, kForever, false);
            const std::uint32_t second = wait_any(objects, kForever, false);
            EXPECT_NE(first, second);
            EXPECT_EQ(wait_any(objects, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
        });
        std::thread setter([&] { a->set(); });
        b->set();
        setter.join();
        waiter.join();
    }
}

TEST(Wait, AllTakesNothingBeforeEverythingIsReady) {
    auto a = make_event(false), b = make_event(false);
    std::thread waiter([&] {
        Waitable* const objects[] = {&*a, &*b};
        EXPECT_EQ(wait_all(objects, kForever, false), WAIT_OBJECT_0);
    });
    await_waiting(*b, 1);
    a->set();
    EXPECT_EQ(wait_one(*a, 0, false), WAIT_OBJECT_0); // still there for others
    b->set();
    a->set();
    waiter.join();
    EXPECT_EQ(wait_one(*a, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_EQ(wait_one(*b, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Wait, AllTimesOutAndLeavesSignalsUntouched) {
    auto a = make_event(false, true), b = make_event(false);
    Waitable* const objects[] = {&*a, &*b};
    EXPECT_EQ(wait_all(objects, deadline_after(1), false), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_EQ(wait_one(*a, 0, false), WAIT_OBJECT_0);
}

TEST(Wait, CrosswiseWaitsForAllNeverDeadlock) {
    auto a = make_event(false, true), b = make_event(false, true);
    auto turn = [&](Event& first, Event& second) {
        Waitable* const objects[] = {&first, &second};
        for (int i = 0; i < 2000; ++i) {
            EXPECT_EQ(wait_all(objects, kForever, false), WAIT_OBJECT_0);
            second.set();
            first.set();
        }
    };
    std::thread other([&] { turn(*b, *a); });
    turn(*a, *b);
    other.join();
}

TEST(Wait, ATimeoutRacingWithSetLosesNoSignal) {
    auto event = make_event(false);
    constexpr int kRounds = 3000;
    int taken = 0;
    std::thread setter([&] {
        for (int i = 0; i < kRounds; ++i)
            event->set();
    });
    for (int i = 0; i < kRounds; ++i)
        taken += wait_one(*event, kernel::monotonic_ns() + 1000, false) == WAIT_OBJECT_0;
    setter.join();
    event->set();
    EXPECT_EQ(wait_one(*event, 0, false), WAIT_OBJECT_0);
    EXPECT_EQ(event->waiting(), 0u);
    EXPECT_LE(taken, kRounds);
}

TEST(Mutex, IsRecursiveAndBelongsToItsThread) {
    Owned mutex(create_mutex(true));
    {
        Pinned<Mutex> pinned(mutex.get());
        EXPECT_EQ(wait_one(*pinned, 0, false), WAIT_OBJECT_0);
        std::thread([&] {
            EXPECT_EQ(wait_one(*pinned, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
            EXPECT_EQ(release_mutex(mutex.get()), ERROR_NOT_OWNER);
        }).join();
    }
    EXPECT_EQ(release_mutex(mutex.get()), 0);
    EXPECT_EQ(release_mutex(mutex.get()), 0);
    EXPECT_EQ(release_mutex(mutex.get()), ERROR_NOT_OWNER);
}

TEST(Mutex, IsAbandonedWhenItsOwnerEnds) {
    Owned mutex(create_mutex(false));
    Pinned<Mutex> pinned(mutex.get());
    std::thread([&] { wait_one(*pinned, kForever, false); }).join();
    EXPECT_EQ(wait_one(*pinned, kForever, false), WAIT_ABANDONED_0);
    EXPECT_EQ(release_mutex(mutex.get()), 0);
    EXPECT_EQ(wait_one(*pinned, kForever, false), WAIT_OBJECT_0);
    EXPECT_EQ(release_mutex(mutex.get()), 0);
}

TEST(Semaphore, LetsThroughAsManyAsWerePostedAndNotMoreThanItsMaximum) {
    Owned semaphore(create_semaphore(1, 3));
    Pinned<Semaphore> pinned(semaphore.get());
    std::int32_t previous = -1;
    EXPECT_EQ(release_semaphore(semaphore.get(), 2, &previous), 0);
    EXPECT_EQ(previous, 1);
    EXPECT_EQ(release_semaphore(semaphore.get(), 1, &previous), ERROR_TOO_MANY_POSTS);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(wait_one(*pinned, 0, false), WAIT_OBJECT_0);
    EXPECT_EQ(wait_one(*pinned, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
}

} // namespace
} // namespace ws2::nt
