// _spawn and its forms, and what a program knows of itself by Microsoft's names.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
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

// A folder of its own, in PATH behind an empty element, which is the current folder.
class ProgramFile : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_NE(mkdtemp(folder_), nullptr);
        ASSERT_EQ(mkdir(in("bin").c_str(), 0700), 0);
        ASSERT_EQ(mkdir(in("bin/tool").c_str(), 0700), 0); // a folder is no program
        ASSERT_EQ(symlink("/bin/sh", in("bin/shell").c_str()), 0);
        ASSERT_EQ(symlink("/bin/sh", in("tool").c_str()), 0);
        before_ = std::getenv("PATH");
        setenv("PATH", (in("bin") + "::/none").c_str(), 1);
        ASSERT_NE(getcwd(here_, sizeof here_), nullptr);
        ASSERT_EQ(chdir(folder_), 0);
    }
    void TearDown() override {
        EXPECT_EQ(chdir(here_), 0);
        setenv("PATH", before_.c_str(), 1);
        for (const char* name : {"bin/shell", "tool"})
            unlink(in(name).c_str());
        for (const char* name : {"bin/tool", "bin", ""})
            rmdir(in(name).c_str());
    }
    std::string in(const char* name) const { return std::string(folder_) + "/" + name; }

private:
    char folder_[32] = "/tmp/ws2-spawn-XXXXXX";
    char here_[4096] = "";
    std::string before_;
};

TEST_F(ProgramFile, IsFoundByWindowsSpellings) {
    EXPECT_EQ(_spawnlp(_P_WAIT, "shell.exe", "sh", "-c", "\"exit 3\"", nullptr), 3);
    EXPECT_EQ(_spawnl(_P_WAIT, "bin\\shell.EXE", "sh", "-c", "\"exit 4\"", nullptr), 4);
    EXPECT_EQ(_spawnl(_P_WAIT, "shell.exe", "sh", "-c", "\"exit 4\"", nullptr), -1); // not sought
    EXPECT_EQ(errno, ENOENT);
}

TEST_F(ProgramFile, IsNoFolderAndMayBeInTheCurrentOne) {
    EXPECT_EQ(_spawnlp(_P_WAIT, "tool", "sh", "-c", "\"exit 5\"", nullptr), 5);
}

TEST_F(ProgramFile, TakesThePlaceOfThisOne) {
    for (const bool sought : {false, true}) {
        const pid_t child = fork();
        if (child == 0) {
            if (sought)
                _execlp("shell.exe", "sh", "-c", "exit 6", nullptr);
            else
                _spawnl(_P_OVERLAY, "bin\\shell.exe", "sh", "-c", "exit 6", nullptr);
            _exit(1);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_EQ(WEXITSTATUS(status), 6);
    }
}

// The times of a child are its own or nobody's.
TEST(ProcessTimes, EndWithTheProcess) {
    FILETIME created{};
    FILETIME ended{};
    FILETIME kernel{};
    FILETIME user{};
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const std::string line = "\"read line <&" + std::to_string(ends[0]) + "\"";
    const intptr_t process = _spawnlp(_P_NOWAIT, "sh", "sh", "-c", line.c_str(), nullptr);
    const auto handle = reinterpret_cast<HANDLE>(process);
    EXPECT_TRUE(GetProcessTimes(handle, &created, &ended, &kernel, &user));
    EXPECT_EQ(write(ends[1], "\n", 1), 1);
    EXPECT_EQ(WaitForSingleObject(handle, INFINITE), DWORD{WAIT_OBJECT_0});
    EXPECT_FALSE(GetProcessTimes(handle, &created, &ended, &kernel, &user));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_TRUE(CloseHandle(handle));
    close(ends[0]);
    close(ends[1]);
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
