// The handle table: values, closing, and finding against closing.
#include "nt/event.hpp"
#include "waiting.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>
#include <winbase.h>

namespace ws2::nt {
namespace {

TEST(Handle, ValuesAreMultiplesOfFourAboveEveryDescriptor) {
    Owned event(create_event(true, false));
    const auto value = reinterpret_cast<std::uintptr_t>(event.get());
    EXPECT_GE(value, kFirstHandle);
    EXPECT_EQ(value % 4, 0u);
    EXPECT_TRUE(is_table_handle(event.get()));
    EXPECT_FALSE(is_table_handle(nullptr));
    EXPECT_FALSE(is_table_handle(reinterpret_cast<Handle>(std::uintptr_t{7})));
    EXPECT_FALSE(is_table_handle(reinterpret_cast<Handle>(std::intptr_t{-1})));
}

TEST(Handle, OpenHandlesAreAllDifferent) {
    std::set<Handle> seen;
    for (int i = 0; i < 3000; ++i)
        EXPECT_TRUE(seen.insert(create_event(true, false)).second);
    for (Handle handle : seen)
        EXPECT_EQ(close_handle(handle), 0);
}

TEST(Handle, AClosedHandleIsInvalidToEveryCall) {
    Handle event = create_event(true, false);
    ASSERT_EQ(close_handle(event), 0);
    EXPECT_EQ(close_handle(event), ERROR_INVALID_HANDLE);
    EXPECT_EQ(set_event(event), ERROR_INVALID_HANDLE);
    EXPECT_EQ(reset_event(event), ERROR_INVALID_HANDLE);
    EXPECT_EQ(close_event(event), ERROR_INVALID_HANDLE);
}

TEST(Handle, AHandleOfAnotherKindIsInvalid) {
    struct Other final : Object {
        Other() : Object(Kind::other) {}
    };
    auto other = Ref<Other>::adopt(new Other);
    Owned handle(open_handle(*other));
    EXPECT_EQ(set_event(handle.get()), ERROR_INVALID_HANDLE);
}

TEST(Handle, AnObjectLivesWhileACallHoldsItThoughItsHandleIsClosed) {
    struct Watched final : Object {
        explicit Watched(bool& gone) : Object(Kind::other), gone_(gone) {}
        ~Watched() override { gone_ = true; }
        bool& gone_;
    };
    bool gone = false;
    Handle handle = nullptr;
    {
        auto object = Ref<Watched>::adopt(new Watched(gone));
        handle = open_handle(*object);
    }
    {
        Pin held(handle);
        ASSERT_TRUE(held);
        EXPECT_EQ(close_handle(handle), 0);
        EXPECT_FALSE(gone);
        EXPECT_FALSE(Pin(handle)); // nobody else finds it
        Owned other(create_event(true, false));
        EXPECT_NE(other.get(), handle); // and the value is not given out again
    }
    EXPECT_TRUE(gone);
}

TEST(Handle, FindingAndClosingInManyThreadsNeverMeetsADeadObject) {
    std::atomic<Handle> shared{create_event(true, false)};
    std::atomic<bool> stop{false};
    std::vector<std::thread> finders;
    std::atomic<int> found{0};
    for (int i = 0; i < 3; ++i) {
        finders.emplace_back([&] {
            while (!stop.load()) {
                const int error = set_event(shared.load());
                found += error == 0;
                EXPECT_TRUE(error == 0 || error == ERROR_INVALID_HANDLE);
            }
        });
    }
    for (int i = 0; i < 2000 || found.load() < 100; ++i) {
        Handle fresh = create_event(true, false);
        EXPECT_EQ(close_handle(shared.exchange(fresh)), 0);
    }
    stop = true;
    for (auto& finder : finders)
        finder.join();
    EXPECT_EQ(close_handle(shared.load()), 0);
}

} // namespace
} // namespace ws2::nt
