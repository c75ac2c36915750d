// What is taken for granted about a caller's memory, and what is not.
#include "kernel/user_probe.hpp"

#include <array>
#include <gtest/gtest.h>
#include <memory>
#include <sys/mman.h>

namespace {

using namespace ws2::kernel;

constexpr std::size_t page = 4096;
std::array<char, 3 * page> variable;
const std::array<char, 3 * page> constant{1};

TEST(UserProbe, VariablesStackAndHeapAreWritableAndConstantsAreNot) {
    std::array<char, 100> local{};
    const auto heap = std::make_unique<std::array<char, 100>>();
    EXPECT_TRUE(is_user_writable(variable.data(), variable.size()));
    EXPECT_TRUE(is_user_writable(local.data(), local.size()));
    EXPECT_TRUE(is_user_writable(heap->data(), heap->size()));
    EXPECT_FALSE(is_user_writable(const_cast<char*>(constant.data()), constant.size()));
    EXPECT_FALSE(is_user_writable(nullptr, 1));
}

TEST(UserProbe, APageThatIsNotThereIsFound) {
    auto* pages = static_cast<char*>(
        mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    ASSERT_EQ(mprotect(pages + page, page, PROT_NONE), 0);
    EXPECT_TRUE(is_user_writable(pages, page));
    EXPECT_FALSE(is_user_writable(pages, page + 1));
    char octet = 0;
    EXPECT_FALSE(read_user(&octet, pages + page, 1));
    EXPECT_FALSE(write_user(pages + page, &octet, 1));
    munmap(pages, 2 * page);
}

} // namespace
