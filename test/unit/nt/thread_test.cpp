// Threads and asynchronous procedure calls.
#include "nt/event.hpp"
#include "nt/thread.hpp"
#include "waiting.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>
#include <winbase.h>

namespace ws2::nt {
namespace {

std::vector<std::uintptr_t> ran;

void note(std::uintptr_t context) {
    ran.push_back(context);
}

class ThreadApc : public testing::Test {
protected:
    void SetUp() override { ran.clear(); }
};

TEST_F(ThreadApc, RunInOrderInAnAlertableWaitAndOnlyThere) {
    auto event = Ref<Event>::adopt(new Event(true, false));
    for (std::uintptr_t i = 1; i <= 3; ++i)
        ASSERT_EQ(queue_user_apc(Thread::current(), note, i), 0);
    EXPECT_EQ(wait_one(*event, 0, false), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_TRUE(ran.empty());
    EXPECT_EQ(wait_one(*event, kForever, true), WAIT_IO_COMPLETION);
    EXPECT_EQ(ran, (std::vector<std::uintptr_t>{1, 2, 3}));
    EXPECT_EQ(sleep_until(0, true), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST_F(ThreadApc, AReadyObjectGoesBeforeAQueuedCall) {
    auto event = Ref<Event>::adopt(new Event(true, true));
    ASSERT_EQ(queue_user_apc(Thread::current(), note, 1), 0);
    EXPECT_EQ(wait_one(*event, kForever, true), WAIT_OBJECT_0);
    EXPECT_TRUE(ran.empty());
    EXPECT_EQ(sleep_until(kForever, true), WAIT_IO_COMPLETION);
}

TEST_F(ThreadApc, OneQueuedByARunningCallRunsInTheSameWait) {
    ASSERT_EQ(queue_user_apc(
                  Thread::current(),
                  [](std::uintptr_t) { queue_user_apc(Thread::current(), note, 7); }, 0),
              0);
    EXPECT_EQ(sleep_until(kForever, true), WAIT_IO_COMPLETION);
    EXPECT_EQ(ran, (std::vector<std::uintptr_t>{7}));
}

TEST_F(ThreadApc, ACallMayItselfWaitAlertably) {
    ASSERT_EQ(queue_user_apc(
                  Thread::current(),
                  [](std::uintptr_t) {
                      queue_user_apc(Thread::current(), note, 2);
                      EXPECT_EQ(sleep_until(kForever, true), WAIT_IO_COMPLETION);
                      note(1);
                  },
                  0),
              0);
    EXPECT_EQ(sleep_until(kForever, true), WAIT_IO_COMPLETION);
    EXPECT_EQ(ran, (std::vector<std::uintptr_t>{2, 1}));
}

TEST_F(ThreadApc, FromAnotherThreadEndsTheWait) {
    auto event = Ref<Event>::adopt(new Event(true, false));
    std::atomic<Thread*> sleeper{nullptr};
    std::thread thread([&] {
        sleeper = &Thread::current();
        EXPECT_EQ(wait_one(*event, kForever, true), WAIT_IO_COMPLETION);
        EXPECT_EQ(ran.size(), 1u);
    });
    await_waiting(*event, 1);
    EXPECT_EQ(queue_user_apc(*sleeper.load(), note, 1), 0);
    thread.join();
    EXPECT_EQ(event->waiting(), 0u);
}

TEST_F(ThreadApc, EveryOneOfManyRunsOnceWhileTheTargetWaitsAgainAndAgain) {
    static std::atomic<int> count{0};
    count = 0;
    constexpr int kEach = 2000;
    std::atomic<Thread*> target{nullptr};
    std::thread thread([&] {
        target = &Thread::current();
        while (count < 2 * kEach)
            sleep_until(kForever, true);
    });
    while (!target)
        std::this_thread::yield();
    auto send = [&] {
        for (int i = 0; i < kEach; ++i)
            EXPECT_EQ(queue_user_apc(
                          *target.load(), [](std::uintptr_t) { ++count; }, 0),
                      0);
    };
    std::thread other(send);
    send();
    other.join();
    thread.join();
    EXPECT_EQ(count, 2 * kEach);
}

TEST(Thread, AKeyMeansItsThreadOnlyWhileThatLives) {
    ThreadKey key;
    std::thread([&] {
        key = current_thread_key();
        EXPECT_TRUE(thread_of(key));
    }).join();
    EXPECT_FALSE(thread_of(key));
    EXPECT_EQ(queue_user_apc(key, note, 1), ERROR_INVALID_HANDLE);
    // The handle value may belong to another thread by now: the serial number tells them apart.
    const ThreadKey mine = current_thread_key();
    EXPECT_FALSE(thread_of({mine.handle, key.serial}));
}

TEST(Thread, AnOpenedHandleOutlivesTheThreadAndIsSignalledByItsEnd) {
    ThreadKey key;
    std::thread([&] { key = open_current_thread(); }).join();
    Pinned<Thread> thread(key.handle);
    ASSERT_TRUE(thread);
    EXPECT_EQ(wait_one(*thread, kForever, false), WAIT_OBJECT_0);
    EXPECT_EQ(queue_user_apc(*thread, note, 1), ERROR_GEN_FAILURE);
    EXPECT_EQ(close_handle(key.handle), 0);
}

TEST(Thread, AStartedThreadHasAnIdAnExitCodeAndIsSignalled) {
    int error = -1;
    std::uint32_t id = 0;
    static std::uint32_t seen = 0;
    ThreadStart start;
    start.run = [](void* argument) -> std::uint32_t {
        seen = Thread::current().id();
        return *static_cast<std::uint32_t*>(argument);
    };
    std::uint32_t code = 42;
    start.argument = &code;
    start.stack_bytes = 1 << 20;
    Owned handle(start_thread(start, &id, &error));
    ASSERT_EQ(error, 0);
    Pinned<Thread> thread(handle.get());
    EXPECT_EQ(wait_one(*thread, kForever, false), WAIT_OBJECT_0);
    EXPECT_EQ(thread->exit_code(), 42u);
    EXPECT_EQ(seen, id);
}

TEST(Thread, ExitThreadEndsItWithThatCode) {
    int error = -1;
    ThreadStart start;
    start.run = [](void*) -> std::uint32_t { exit_thread(7); };
    Owned handle(start_thread(start, nullptr, &error));
    Pinned<Thread> thread(handle.get());
    EXPECT_EQ(wait_one(*thread, kForever, false), WAIT_OBJECT_0);
    EXPECT_EQ(thread->exit_code(), 7u);
}

TEST(Thread, StartedSuspendedItRunsWhenResumed) {
    static std::atomic<bool> began;
    began = false;
    int error = -1;
    ThreadStart start;
    start.run = [](void*) -> std::uint32_t {
        began = true;
        return 0;
    };
    start.suspended = true;
    Owned handle(start_thread(start, nullptr, &error));
    Pinned<Thread> thread(handle.get());
    EXPECT_NE(thread->id(), 0u); // it is there
    EXPECT_FALSE(began);
    EXPECT_EQ(thread->exit_code(), Thread::kStillActive);
    std::uint32_t previous = 0;
    EXPECT_EQ(resume_thread(handle.get(), &previous), 0);
    EXPECT_EQ(previous, 1u);
    EXPECT_EQ(wait_one(*thread, kForever, false), WAIT_OBJECT_0);
    EXPECT_TRUE(began);
}

} // namespace
} // namespace ws2::nt
