// _spawn and its forms, and what a program knows of itself by Microsoft's names.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>
#include <windows.h>

#include <mbstring.h>
#include <process.h>
#include <ws2/microsoft_crt.h>

namespace {

TEST(SpawnTest, WaitsAndGivesTheExitCode) {
    const char* const line[] = {"sh", "-c", "\"exit 7\"", nullptr};
    EXPECT_EQ(_spawnv(_P_WAIT, "/bin/sh", line), 7);
    EXPECT_EQ(_spawnvp(_P_WAIT, "sh", line), 7);
    EXPECT_EQ(_spawnl(_P_WAIT, "/bin/sh", "sh", "-c", "\"exit 8\"", nullptr), 8);
    EXPECT_EQ(_spawnlp(_P_WAIT, "sh", "sh", "-c", "\"exit 9\"", nullptr), 9);
}

// One command line: a blank within an argument parts it.
TEST(SpawnTest, ArgumentsWithoutQuotesArePartedAtBlanks) {
    EXPECT_EQ(_spawnlp(_P_WAIT, "sh", "sh", "-c", "\"exit $#\"", "x a", "b", nullptr), 2);
    EXPECT_EQ(_spawnlp(_P_WAIT, "sh", "sh", "-c", "\"exit $#\"", "x", "\"a b\"", nullptr), 1);
}

TEST(SpawnTest, TheEnvironmentStandsBehindTheArguments) {
    const char* const environment[] = {"CODE=5", "OTHER=1", nullptr};
    EXPECT_EQ(_spawnle(_P_WAIT, "/bin/sh", "sh", "-c", "\"exit $CODE\"", nullptr, environment), 5);
    EXPECT_EQ(_spawnlpe(_P_WAIT, "sh", "sh", "-c", "\"exit $CODE\"", nullptr, environment), 5);
    const char* const line[] = {"sh", "-c", "\"exit $CODE$OTHER\"", nullptr};
    EXPECT_EQ(_spawnve(_P_WAIT, "/bin/sh", line, environment), 51);
    EXPECT_EQ(_spawnvpe(_P_WAIT, "sh", line, environment), 51);
}

TEST(SpawnTest, WithoutWaitingThereIsAHandleForCwait) {
    const intptr_t process = _spawnlp(_P_NOWAIT, "sh", "sh", "-c", "\"exit 6\"", nullptr);
    ASSERT_GT(process, 0);
    int status = 0;
    EXPECT_EQ(_cwait(&status, process, _WAIT_CHILD), process);
    EXPECT_EQ(status, 6);
    EXPECT_EQ(_cwait(&status, process, _WAIT_CHILD), -1); // closed
    EXPECT_EQ(errno, ECHILD);
    EXPECT_EQ(_spawnlp(_P_DETACH, "sh", "sh", "-c", "\"exit 0\"", nullptr), 0);
}

TEST(SpawnTest, RefusesWhatCannotRun) {
    EXPECT_EQ(_spawnl(_P_WAIT, "/no/such", "such", nullptr), -1);
    EXPECT_EQ(errno, ENOENT);
    EXPECT_EQ(_spawnl(_P_WAIT, "sh", "sh", "-c", "\"exit 3\"", nullptr), -1); // not in this folder
    EXPECT_EQ(errno, ENOENT);
    EXPECT_EQ(_spawnl(9, "/bin/sh", "sh", nullptr), -1);
    EXPECT_EQ(errno, EINVAL);
    EXPECT_EQ(_spawnl(_P_OVERLAY, "/no/such", "such", nullptr), -1);
    EXPECT_EQ(errno, ENOENT);
}

TEST(CrtNamesTest, ArgumentsOfMainAreThere) {
    ASSERT_GE(__argc, 1);
    EXPECT_EQ(access(__argv[0], X_OK), 0);
    EXPECT_EQ(__argv[__argc], nullptr);
}

TEST(CrtNamesTest, AlignedMemoryGrowsWithItsContents) {
    auto* memory = static_cast<char*>(_aligned_realloc(nullptr, 5, 256));
    ASSERT_NE(memory, nullptr);
    std::memcpy(memory, "text", 5);
    memory = static_cast<char*>(_aligned_realloc(memory, 100000, 256));
    EXPECT_STREQ(memory, "text");
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 256, 0U);
    EXPECT_EQ(_aligned_realloc(memory, 0, 256), nullptr);
}

TEST(CrtNamesTest, DoserrnoIsWindowsNameOfErrno) {
    int value = 0;
    unsigned windows = 0;
    _set_errno(EACCES);
    EXPECT_EQ(_get_errno(&value), 0);
    EXPECT_EQ(value, EACCES);
    EXPECT_EQ(_doserrno, unsigned{ERROR_ACCESS_DENIED});
    errno = ENOENT;
    EXPECT_EQ(_get_doserrno(&windows), 0);
    EXPECT_EQ(windows, unsigned{ERROR_FILE_NOT_FOUND});
    EXPECT_EQ(_get_errno(nullptr), EINVAL);
}

TEST(CrtNamesTest, ATemporaryNameIsNoFiles) {
    char one[260];
    char two[260];
    char short_one[4];
    EXPECT_EQ(tmpnam_s(one), 0);
    EXPECT_EQ(tmpnam_s(two, sizeof two), 0);
    EXPECT_STRNE(one, two);
    EXPECT_NE(access(one, F_OK), 0);
    EXPECT_EQ(tmpnam_s(short_one), ERANGE);
    EXPECT_STREQ(short_one, "");
    EXPECT_EQ(tmpnam_s(nullptr, 0), EINVAL);
}

TEST(CrtNamesTest, MultibyteTextIsOfSingleBytes) {
    const auto* text = reinterpret_cast<const unsigned char*>("abca");
    EXPECT_EQ(_mbsrchr(text, 'a'), text + 3);
    EXPECT_EQ(_mbsdec(text, text), nullptr);
    EXPECT_EQ(_mbsdec(text, _mbsinc(_mbsinc(text))), text + 1);
    EXPECT_EQ(_mbslen(text), 4U);
}

// Nobody is there to choose.
TEST(MessageBoxTest, TellsOnStandardErrorAndAnswersOkAlone) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(MessageBoxA(nullptr, "text", "caption", MB_OK | MB_ICONERROR), IDOK);
    EXPECT_EQ(MessageBoxW(nullptr, u"wide", nullptr, MB_OK), IDOK);
    EXPECT_EQ(MessageBoxA(nullptr, "sure?", "ask", MB_YESNO), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "caption: text\nError: wide\nask: sure?\n");
}

} // namespace
