#include "kernel/user_memory.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

namespace {

using ws2::kernel::copy_from_user;
using ws2::kernel::copy_to_user;

constexpr int wsaefault = 10014;
constexpr std::size_t page = 4096;

// Two pages of which only the first is there.
class HalfMapped : public testing::Test {
protected:
    void SetUp() override {
        base_ = static_cast<char*>(
            mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        ASSERT_NE(base_, MAP_FAILED);
        ASSERT_EQ(mprotect(base_ + page, page, PROT_NONE), 0);
    }
    void TearDown() override { munmap(base_, 2 * page); }

    char* base_ = nullptr;
};

TEST_F(HalfMapped, CopiesWhatIsThere) {
    base_[0] = 'x';
    char got = 0;
    EXPECT_EQ(copy_from_user(&got, base_, 1).error, 0);
    EXPECT_EQ(got, 'x');
    EXPECT_EQ(copy_to_user(base_ + page - 1, "y", 1).error, 0);
    EXPECT_EQ(base_[page - 1], 'y');
}

TEST_F(HalfMapped, AnUnreadableByteIsAFault) {
    char got[16];
    EXPECT_EQ(copy_from_user(got, base_ + page, 1).error, wsaefault);
    EXPECT_EQ(copy_from_user(got, base_ + page - 8, 16).error, wsaefault);
    EXPECT_EQ(copy_from_user(got, nullptr, 1).error, wsaefault);
}

TEST_F(HalfMapped, AnUnwritableByteIsAFault) {
    const char bytes[16] = {};
    EXPECT_EQ(copy_to_user(base_ + page - 8, bytes, 16).error, wsaefault);
    ASSERT_EQ(mprotect(base_, page, PROT_READ), 0);
    EXPECT_EQ(copy_to_user(base_, bytes, 1).error, wsaefault);
}

TEST_F(HalfMapped, NothingCopiedNeedsNoMemory) {
    EXPECT_EQ(copy_from_user(nullptr, nullptr, 0).error, 0);
    EXPECT_EQ(copy_to_user(nullptr, nullptr, 0).error, 0);
}

} // namespace
