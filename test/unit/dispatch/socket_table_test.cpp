#include "dispatch/socket_table.hpp"

#include "world/catalog.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace ws2::dispatch {
namespace {

class DispatchSocketTable : public ::testing::Test {
protected:
    Provider one_{};
    Provider two_{};
    catalog::Entry entry_ = world::entry(1, u"");
};

TEST_F(DispatchSocketTable, AValueThatIsNoSocketHasNoProvider) {
    EXPECT_EQ(provider_of(INVALID_SOCKET), nullptr);
    EXPECT_EQ(provider_of(slots_per_chunk * chunks_max), nullptr);
    EXPECT_EQ(provider_of(slots_per_chunk * chunks_max - 1), nullptr);
    EXPECT_FALSE(attach(INVALID_SOCKET, one_, entry_));
}

TEST_F(DispatchSocketTable, AReservedValueIsADescriptorUntilItIsReleased) {
    const SOCKET s = reserve(one_, entry_, 99);
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(provider_of(s), &one_);
    EXPECT_EQ(entry_of(s), &entry_);
    DWORD_PTR context = 0;
    EXPECT_TRUE(context_of(s, context));
    EXPECT_EQ(context, 99U);
    const int copy = dup(static_cast<int>(s));
    EXPECT_GE(copy, 0) << "the value is a descriptor, so nobody else gets it";
    close(copy);
    EXPECT_TRUE(release(s));
    EXPECT_EQ(provider_of(s), nullptr);
    EXPECT_FALSE(context_of(s, context));
    EXPECT_FALSE(release(s));
    EXPECT_EQ(dup(static_cast<int>(s)), -1);
}

TEST_F(DispatchSocketTable, ForgettingALateCloseLeavesANewOwnerAlone) {
    const SOCKET s = 5000;
    ASSERT_TRUE(attach(s, one_, entry_));
    const auto generation = generation_of(s);
    ASSERT_TRUE(attach(s, two_, entry_)); // the descriptor came back to another socket meanwhile
    forget(s, generation);
    EXPECT_EQ(provider_of(s), &two_);
    forget(s, generation_of(s));
    EXPECT_EQ(provider_of(s), nullptr);
}

TEST_F(DispatchSocketTable, AReservedValueIsNotForgottenButReleased) {
    const SOCKET s = reserve(one_, entry_, 0);
    forget(s, generation_of(s));
    EXPECT_EQ(provider_of(s), &one_);
    EXPECT_FALSE(attach(s, two_, entry_));
    EXPECT_TRUE(release(s));
}

TEST_F(DispatchSocketTable, LookUpsRunBesideWritersWithoutLock) {
    std::atomic<bool> done{false};
    std::thread reader([&] {
        while (!done) {
            const Provider* p = provider_of(6000);
            EXPECT_TRUE(p == nullptr || p == &one_ || p == &two_);
        }
    });
    for (int i = 0; i < 2000; ++i) {
        attach(6000, i % 2 == 0 ? one_ : two_, entry_);
        forget(6000, generation_of(6000));
    }
    done = true;
    reader.join();
}

} // namespace
} // namespace ws2::dispatch
