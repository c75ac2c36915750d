// LockFile, LockFileEx and their counterparts.
#include "unit/win32/child_process.hpp"

#include <thread>

namespace {

class FileLockTest : public testing::Test {
protected:
    FileLockTest() {
        char temp[MAX_PATH];
        char name[MAX_PATH];
        GetTempPathA(sizeof(temp), temp);
        EXPECT_NE(GetTempFileNameA(temp, "ws2", 0, name), 0U);
        path = name;
        first = open();
        second = open();
    }
    ~FileLockTest() override {
        CloseHandle(first);
        CloseHandle(second);
        DeleteFileA(path.c_str());
    }
    HANDLE open(DWORD flags = 0) const {
        return CreateFileA(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr,
                           OPEN_EXISTING, flags, nullptr);
    }
    static BOOL lock(HANDLE file, DWORD flags, DWORD at, DWORD size) {
        OVERLAPPED where{};
        where.Offset = at;
        return LockFileEx(file, flags | LOCKFILE_FAIL_IMMEDIATELY, 0, size, 0, &where);
    }
    static bool refused(HANDLE file, DWORD flags, DWORD at, DWORD size) {
        return !lock(file, flags, at, size) && GetLastError() == ERROR_LOCK_VIOLATION;
    }

    std::string path;
    HANDLE first = nullptr;
    HANDLE second = nullptr;
};

constexpr DWORD kShared = 0;
constexpr DWORD kExclusive = LOCKFILE_EXCLUSIVE_LOCK;

TEST_F(FileLockTest, AnExclusiveRegionKeepsOthersOutAndASharedOneTheExclusive) {
    ASSERT_TRUE(LockFile(first, 10, 0, 10, 0));
    EXPECT_FALSE(LockFile(second, 19, 0, 1, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_LOCK_VIOLATION});
    EXPECT_TRUE(refused(second, kShared, 0, 11));
    EXPECT_TRUE(lock(second, kExclusive, 20, 5));
    EXPECT_FALSE(UnlockFile(first, 10, 0, 9, 0)); // as it was locked, or not at all
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_LOCKED});
    EXPECT_FALSE(UnlockFile(second, 10, 0, 10, 0));
    EXPECT_TRUE(UnlockFile(first, 10, 0, 10, 0));
    EXPECT_TRUE(lock(first, kShared, 10, 10));
    EXPECT_TRUE(lock(second, kShared, 5, 10));
    EXPECT_TRUE(refused(second, kExclusive, 18, 1));
    OVERLAPPED where{};
    where.Offset = 10;
    EXPECT_TRUE(UnlockFileEx(first, 0, 10, 0, &where));
    EXPECT_TRUE(lock(second, kExclusive, 18, 1));
    EXPECT_FALSE(LockFileEx(second, 0, 1, 1, 0, &where));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST_F(FileLockTest, RegionsOfOneHandleMayLieOverOneAnotherAndEndOneByOne) {
    ASSERT_TRUE(lock(first, kExclusive, 0, 10));
    EXPECT_TRUE(refused(first, kExclusive, 5, 10)); // also against itself
    ASSERT_TRUE(lock(first, kShared, 0, 10));       // but shared over its own exclusive one
    ASSERT_TRUE(lock(first, kShared, 5, 10));
    EXPECT_TRUE(refused(second, kShared, 0, 1));
    ASSERT_TRUE(UnlockFile(first, 0, 0, 10, 0)); // the exclusive one
    EXPECT_TRUE(lock(second, kShared, 0, 1));
    EXPECT_TRUE(refused(second, kExclusive, 4, 1));
    ASSERT_TRUE(UnlockFile(first, 0, 0, 10, 0)); // the shared one
    EXPECT_TRUE(lock(second, kExclusive, 4, 1));
    EXPECT_TRUE(refused(second, kExclusive, 5, 1)); // the other stays
}

TEST_F(FileLockTest, AWaitEndsWhenTheRegionIsFreeAndClosingFreesIt) {
    ASSERT_TRUE(LockFile(first, 0, 0, MAXDWORD, MAXDWORD)); // to the end of all files
    bool locked = false;
    std::thread waiting([&] {
        OVERLAPPED where{};
        locked = LockFileEx(second, kExclusive, 0, 1, 0, &where) != 0;
    });
    HANDLE copy = nullptr;
    ASSERT_TRUE(DuplicateHandle(GetCurrentProcess(), first, GetCurrentProcess(), &copy, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    EXPECT_TRUE(CloseHandle(first));
    HANDLE third = open();
    EXPECT_TRUE(refused(third, kExclusive, 100, 1)); // the duplicate has it still
    EXPECT_TRUE(CloseHandle(copy));
    waiting.join();
    EXPECT_TRUE(locked);
    EXPECT_TRUE(refused(third, kExclusive, 0, 1));
    first = third;
}

TEST_F(FileLockTest, AnOverlappedLockIsPendingAndCanBeCancelled) {
    ASSERT_TRUE(LockFile(first, 0, 0, 1, 0));
    HANDLE file = open(FILE_FLAG_OVERLAPPED);
    HANDLE port = CreateIoCompletionPort(file, nullptr, 5, 0);
    OVERLAPPED where{};
    DWORD count = 0;
    EXPECT_FALSE(LockFileEx(file, kExclusive, 0, 1, 0, &where));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_IO_PENDING});
    EXPECT_TRUE(CancelIoEx(file, &where));
    EXPECT_FALSE(GetOverlappedResult(file, &where, &count, TRUE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_OPERATION_ABORTED});
    ULONG_PTR key = 0;
    OVERLAPPED* done = nullptr;
    EXPECT_FALSE(GetQueuedCompletionStatus(port, &count, &key, &done, INFINITE));
    EXPECT_EQ(done, &where);
    EXPECT_TRUE(UnlockFile(first, 0, 0, 1, 0));
    EXPECT_TRUE(LockFile(first, 0, 0, 1, 0)); // what was cancelled does not come to it
    OVERLAPPED other{};
    other.Offset = 7;
    EXPECT_TRUE(LockFileEx(file, kExclusive, 0, 1, 0, &other)); // free: at once
    EXPECT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &done, INFINITE));
    EXPECT_EQ(done, &other);
    EXPECT_FALSE(LockFileEx(file, kExclusive, 0, 1, 0, &where));
    EXPECT_TRUE(UnlockFile(first, 0, 0, 1, 0));
    EXPECT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &done, INFINITE));
    EXPECT_EQ(done, &where);
    EXPECT_EQ(key, 5U);
    EXPECT_TRUE(refused(first, kExclusive, 0, 1));
    CloseHandle(file);
    CloseHandle(port);
}

// The second process: 0 if it is kept out of octet 3 and gets octet 4.
TEST(FileLockChild, DISABLED_TriesTheLocks) {
    HANDLE file = CreateFileA(ChildProcess::word().c_str(), GENERIC_READ | GENERIC_WRITE, 0,
                              nullptr, OPEN_EXISTING, 0, nullptr);
    EXPECT_FALSE(LockFile(file, 3, 0, 1, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_LOCK_VIOLATION});
    EXPECT_TRUE(LockFile(file, 4, 0, 1, 0));
    CloseHandle(file);
}

TEST_F(FileLockTest, AnotherProcessIsKeptOut) {
    ASSERT_TRUE(LockFile(first, 3, 0, 1, 0));
    EXPECT_EQ(ChildProcess("FileLockChild.DISABLED_TriesTheLocks", path).exit_code(), 0U);
    EXPECT_TRUE(LockFile(first, 4, 0, 1, 0)); // its end gave that back
    EXPECT_FALSE(LockFile(GetStdHandle(9), 0, 0, 1, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

} // namespace
