// A second process: this program again, at one disabled case, told things by its environment.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <windows.h>

class ChildProcess {
public:
    ChildProcess(const char* test, const std::string& word) {
        char program[MAX_PATH];
        GetModuleFileNameA(nullptr, program, MAX_PATH);
        SetEnvironmentVariableA("WS2_TEST_WORD", word.c_str());
        std::string line = std::string("\"") + program + "\" --gtest_also_run_disabled_tests" +
                           " --gtest_filter=" + test;
        STARTUPINFOA start{};
        start.cb = sizeof(start);
        EXPECT_TRUE(CreateProcessA(program, line.data(), nullptr, nullptr, FALSE, 0, nullptr,
                                   nullptr, &start, &made_))
            << GetLastError();
        SetEnvironmentVariableA("WS2_TEST_WORD", nullptr);
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() {
        TerminateProcess(made_.hProcess, 99);
        CloseHandle(made_.hThread);
        CloseHandle(made_.hProcess);
    }
    DWORD id() const { return made_.dwProcessId; }
    void kill(UINT code) const { EXPECT_TRUE(TerminateProcess(made_.hProcess, code)); }
    DWORD exit_code() const {
        DWORD code = 0;
        WaitForSingleObject(made_.hProcess, INFINITE);
        GetExitCodeProcess(made_.hProcess, &code);
        return code;
    }
    // In the child.
    static std::string word() {
        char text[MAX_PATH] = {};
        GetEnvironmentVariableA("WS2_TEST_WORD", text, sizeof(text));
        return text;
    }

private:
    PROCESS_INFORMATION made_{};
};
