// Commands as the interpreter takes them, and the console of a pseudo-terminal.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <windows.h>

#include <fcntl.h>
#include <ws2/microsoft_crt.h>

extern "C" WINBASEAPI int ws2_system(const char* command);

namespace {

std::string said(const char* command) {
    FILE* const from = _popen(command, "r");
    std::string out;
    for (int c = 0; from != nullptr && (c = std::fgetc(from)) != EOF;)
        out.push_back(static_cast<char>(c));
    return from != nullptr && _pclose(from) == 0 ? out : "failed: " + out;
}

DWORD exit_code_of(std::string line) {
    STARTUPINFOA start{};
    PROCESS_INFORMATION made{};
    DWORD code = 999;
    start.cb = sizeof start;
    if (!CreateProcessA(nullptr, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start,
                        &made))
        return code;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    CloseHandle(made.hProcess);
    CloseHandle(made.hThread);
    return code;
}

class CommandTest : public testing::Test {
protected:
    void SetUp() override {
        char name[] = "/tmp/ws2-command-XXXXXX";
        ASSERT_NE(mkdtemp(name), nullptr);
        folder = name;
        before = std::filesystem::current_path();
        std::filesystem::current_path(folder);
        std::filesystem::create_directory("a b");
        std::ofstream("a b/x.exe") << "#!/bin/sh\necho \"$1\"\nexit 3\n";
        std::filesystem::permissions("a b/x.exe", std::filesystem::perms::owner_all);
    }
    void TearDown() override {
        std::filesystem::current_path(before);
        std::filesystem::remove_all(folder);
    }
    // As a program that was written for Windows names it.
    std::string program() const { return "\"C:\\tmp\\" + folder.substr(5) + "\\a b\\x.exe\""; }
    std::string folder;
    std::filesystem::path before;
};

TEST_F(CommandTest, TheOuterQuotesGo) {
    EXPECT_EQ(ws2_system(("\"" + program() + " \"arg\"\"").c_str()), 3);
    EXPECT_EQ(ws2_system((program() + " arg").c_str()), 3);
    EXPECT_EQ(exit_code_of("cmd /c \"" + program() + " \"arg\"\""), 3U);
    EXPECT_EQ(exit_code_of("cmd.exe /d /s /c " + program()), 127U); // /s: no word is left whole
    EXPECT_EQ(said("cmd /c \"echo \"a b\"\""), "a b\n");
    EXPECT_EQ(said("\"\"echo\" \"a  b\"\""), "a  b\n");
    EXPECT_EQ(said("cmd /c \"echo a\""), "a\n");
    EXPECT_EQ(said("echo \"a  b\""), "a  b\n");
    EXPECT_EQ(said("cmd /q/c echo a"), "a\n");
    EXPECT_EQ(said("cmd /d /e:on /S/Cecho a"), "a\n");
}

TEST_F(CommandTest, NulIsTheNullDevice) {
    EXPECT_EQ(said("cmd /c \"echo a >nul\""), "");
    EXPECT_EQ(said("echo a > NUL 2>&1"), "");
    EXPECT_EQ(said("ls /none 2>Nul; cat < nul; echo b"), "b\n");
    EXPECT_EQ(said("echo \"a >nul\""), "a >nul\n");
    EXPECT_EQ(said("echo a>nullify"), "");
    EXPECT_TRUE(std::filesystem::exists("nullify"));
    for (const char* name : {"nul", "NUL", "Nul"})
        EXPECT_FALSE(std::filesystem::exists(name)) << name;
}

TEST_F(CommandTest, SilencedCommandsOfTheInterpreter) {
    const UINT page = GetConsoleOutputCP();
    testing::internal::CaptureStdout();
    EXPECT_EQ(ws2_system("chcp 1252>nul"), 0);
    EXPECT_EQ(GetConsoleOutputCP(), 1252U);
    EXPECT_EQ(ws2_system("chcp 65001 >NUL 2>&1"), 0);
    EXPECT_EQ(GetConsoleOutputCP(), 65001U);
    EXPECT_EQ(ws2_system("@title a > nul 2> nul"), 0);
    EXPECT_EQ(ws2_system("cls 1>nul"), 0);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    testing::internal::CaptureStdout();
    EXPECT_EQ(ws2_system("cls 2>nul"), 0);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "\f");
    EXPECT_NE(ws2_system("cls >/none/file 2>nul"), 0);
    SetConsoleOutputCP(page);
}

class TerminalTest : public testing::Test {
protected:
    void SetUp() override {
        keys = posix_openpt(O_RDWR | O_NOCTTY);
        ASSERT_GE(keys, 0);
        ASSERT_EQ(grantpt(keys), 0);
        ASSERT_EQ(unlockpt(keys), 0);
        console = CreateFileA(ptsname(keys), GENERIC_READ | GENERIC_WRITE, 7, nullptr,
                              OPEN_EXISTING, 0, nullptr);
        ASSERT_NE(console, INVALID_HANDLE_VALUE);
    }
    void TearDown() override {
        CloseHandle(console);
        close(keys);
    }
    int keys = -1;
    HANDLE console = nullptr;
};

TEST_F(TerminalTest, AttributesOfWhatWasJustFilled) {
    CONSOLE_SCREEN_BUFFER_INFO screen{};
    ASSERT_TRUE(GetConsoleScreenBufferInfo(console, &screen));
    const WORD now = screen.wAttributes;
    DWORD done = 0;
    const auto fill = [&](WORD attribute, DWORD length, COORD at) {
        return FillConsoleOutputAttribute(console, attribute, length, at, &done);
    };
    EXPECT_FALSE(fill(now, 5, {1, 1}));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    ASSERT_TRUE(FillConsoleOutputCharacterA(console, ' ', 5, {1, 1}, &done));
    EXPECT_FALSE(fill(now, 6, {1, 1}));
    EXPECT_FALSE(fill(now, 5, {2, 1}));
    EXPECT_FALSE(fill(static_cast<WORD>(now ^ 1U), 5, {1, 1}));
    done = 0;
    EXPECT_TRUE(fill(now, 5, {1, 1}));
    EXPECT_EQ(done, 5U);
    ASSERT_TRUE(WriteConsoleA(console, "x", 1, &done, nullptr));
    EXPECT_FALSE(fill(now, 5, {1, 1}));
}

// One waits for keys without keeping the others from the console, and sees what they leave.
TEST_F(TerminalTest, AWaitKeepsNobodyOut) {
    std::array<INPUT_RECORD, 4> waited{};
    std::array<INPUT_RECORD, 4> peeked{};
    DWORD got = 0;
    DWORD count = 1;
    std::thread waiter([&] { EXPECT_TRUE(ReadConsoleInputA(console, waited.data(), 2, &got)); });
    for (int i = 0; i < 100; ++i) { // most of them while the other waits
        EXPECT_TRUE(PeekConsoleInputA(console, peeked.data(), 4, &count));
        EXPECT_EQ(count, 0U);
        std::this_thread::yield();
    }
    ASSERT_EQ(write(keys, "ab", 2), 2);
    std::array<INPUT_RECORD, 2> others{};
    DWORD taken = 0;
    EXPECT_TRUE(ReadConsoleInputA(console, others.data(), 2, &taken));
    waiter.join();
    EXPECT_EQ(got, 2U);
    EXPECT_EQ(taken, 2U);
    EXPECT_EQ(waited[0].Event.KeyEvent.uChar.AsciiChar + others[0].Event.KeyEvent.uChar.AsciiChar,
              'a' + 'b');
    EXPECT_TRUE(GetNumberOfConsoleInputEvents(console, &count));
    EXPECT_EQ(count, 0U);
}

} // namespace
