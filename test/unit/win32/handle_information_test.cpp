// Handle flags, on objects and on descriptors.
#include <gtest/gtest.h>
#include <windows.h>

namespace {

TEST(HandleInformation, AProtectedHandleStaysOpen) {
    HANDLE event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    DWORD flags = 99;
    ASSERT_TRUE(GetHandleInformation(event, &flags));
    EXPECT_EQ(flags, 0u);
    ASSERT_TRUE(SetHandleInformation(event, HANDLE_FLAG_PROTECT_FROM_CLOSE,
                                     HANDLE_FLAG_PROTECT_FROM_CLOSE));
    ASSERT_TRUE(GetHandleInformation(event, &flags));
    EXPECT_EQ(flags, DWORD{HANDLE_FLAG_PROTECT_FROM_CLOSE});
    EXPECT_FALSE(CloseHandle(event));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    ASSERT_TRUE(SetHandleInformation(event, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
    EXPECT_TRUE(CloseHandle(event));
    EXPECT_FALSE(GetHandleInformation(event, &flags));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(HandleInformation, InheritanceOfADescriptorIsItsCloseOnExec) {
    auto* handle = reinterpret_cast<HANDLE>(LONG_PTR{1});
    DWORD before = 0;
    ASSERT_TRUE(GetHandleInformation(handle, &before));
    ASSERT_TRUE(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, 0));
    DWORD flags = 99;
    ASSERT_TRUE(GetHandleInformation(handle, &flags));
    EXPECT_EQ(flags, 0u);
    ASSERT_TRUE(SetHandleInformation(handle, HANDLE_FLAG_INHERIT, before));
    EXPECT_FALSE(SetHandleInformation(handle, 4, 4));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

} // namespace
