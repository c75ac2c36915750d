// Files, folders, pipes, mappings and processes of windows.h.
#include <csignal>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

namespace {

// A folder of its own for each test, with a name for a file in it.
class FileTest : public testing::Test {
protected:
    FileTest() {
        char temp[MAX_PATH];
        char name[MAX_PATH];
        GetTempPathA(sizeof(temp), temp);
        EXPECT_NE(GetTempFileNameA(temp, "ws2", 0, name), 0U);
        DeleteFileA(name);
        EXPECT_TRUE(CreateDirectoryA(name, nullptr)) << name;
        folder = name;
        path = folder + "\\file.txt";
    }
    ~FileTest() override {
        DeleteFileA(path.c_str());
        EXPECT_TRUE(RemoveDirectoryA(folder.c_str())) << GetLastError();
    }
    HANDLE open(DWORD access, DWORD disposition, DWORD flags = 0) const {
        return CreateFileA(path.c_str(), access, 0, nullptr, disposition, flags, nullptr);
    }

    std::string folder;
    std::string path;
};

TEST_F(FileTest, DispositionsSayWhatWasThere) {
    EXPECT_EQ(open(GENERIC_READ, OPEN_EXISTING), INVALID_HANDLE_VALUE);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
    HANDLE file = open(GENERIC_WRITE, CREATE_NEW);
    ASSERT_NE(file, INVALID_HANDLE_VALUE);
    EXPECT_TRUE(CloseHandle(file));
    EXPECT_FALSE(CloseHandle(file));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_EQ(open(GENERIC_WRITE, CREATE_NEW), INVALID_HANDLE_VALUE);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_EXISTS});
    file = open(GENERIC_WRITE, OPEN_ALWAYS);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
    CloseHandle(file);
    EXPECT_EQ(
        CreateFileW(u"C:\\no\\such\\path", GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr),
        INVALID_HANDLE_VALUE);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PATH_NOT_FOUND});
    EXPECT_EQ(CreateFileA(folder.c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr),
              INVALID_HANDLE_VALUE);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
}

TEST_F(FileTest, WritesSeeksReadsAndCuts) {
    HANDLE file = open(GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS);
    DWORD count = 0;
    ASSERT_TRUE(WriteFile(file, "hello, world", 12, &count, nullptr));
    EXPECT_EQ(count, 12U);
    EXPECT_EQ(GetFileSize(file, nullptr), 12U);
    EXPECT_EQ(SetFilePointer(file, -5, nullptr, FILE_END), 7U);
    char text[16] = {};
    ASSERT_TRUE(ReadFile(file, text, sizeof(text), &count, nullptr));
    EXPECT_EQ(std::string(text, count), "world");
    EXPECT_TRUE(ReadFile(file, text, sizeof(text), &count, nullptr)); // the end is no failure
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(SetFilePointer(file, -20, nullptr, FILE_CURRENT), INVALID_SET_FILE_POINTER);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NEGATIVE_SEEK});
    SetFilePointer(file, 5, nullptr, FILE_BEGIN);
    EXPECT_TRUE(SetEndOfFile(file));
    LARGE_INTEGER size{};
    EXPECT_TRUE(GetFileSizeEx(file, &size));
    EXPECT_EQ(size.QuadPart, 5);
    EXPECT_EQ(GetFileType(file), DWORD{FILE_TYPE_DISK});
    HANDLE copy = nullptr;
    EXPECT_TRUE(DuplicateHandle(GetCurrentProcess(), file, GetCurrentProcess(), &copy, 0, FALSE,
                                DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    EXPECT_FALSE(FlushFileBuffers(file));
    EXPECT_TRUE(FlushFileBuffers(copy));
    CloseHandle(copy);
}

TEST_F(FileTest, OverlappedReadsAreIndicatedByEventAndPort) {
    HANDLE file = open(GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS, FILE_FLAG_OVERLAPPED);
    HANDLE port = CreateIoCompletionPort(file, nullptr, 77, 0);
    ASSERT_NE(port, nullptr);
    OVERLAPPED write{};
    write.hEvent = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    EXPECT_TRUE(WriteFile(file, "0123456789", 10, nullptr, &write));
    EXPECT_EQ(WaitForSingleObject(write.hEvent, 0), WAIT_OBJECT_0);
    OVERLAPPED read{};
    read.Offset = 4;
    char text[4] = {};
    EXPECT_TRUE(ReadFile(file, text, 3, nullptr, &read));
    DWORD count = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* done = nullptr;
    ASSERT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &done, 0));
    EXPECT_EQ(done, &write);
    ASSERT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &done, 0));
    EXPECT_EQ(done, &read);
    EXPECT_EQ(key, 77U);
    EXPECT_EQ(std::string(text, count), "456");
    read.Offset = 100;
    EXPECT_FALSE(ReadFile(file, text, 3, nullptr, &read));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_HANDLE_EOF});
    EXPECT_FALSE(GetQueuedCompletionStatus(port, &count, &key, &done, 0)); // no packet
    CloseHandle(write.hEvent);
    CloseHandle(file);
    CloseHandle(port);
}

TEST_F(FileTest, NamesAreFoundMovedCopiedAndDeleted) {
    CloseHandle(open(GENERIC_WRITE, CREATE_NEW));
    const std::string other = folder + "/Other.TXT";
    EXPECT_TRUE(CopyFileA(path.c_str(), other.c_str(), TRUE));
    EXPECT_FALSE(CopyFileA(path.c_str(), other.c_str(), TRUE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_EXISTS});
    EXPECT_FALSE(MoveFileA(path.c_str(), other.c_str()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
    WIN32_FIND_DATAA found{};
    HANDLE search = FindFirstFileA((folder + "\\*.txt").c_str(), &found);
    ASSERT_NE(search, INVALID_HANDLE_VALUE);
    EXPECT_TRUE(FindNextFileA(search, &found)); // in any case of letters
    EXPECT_FALSE(FindNextFileA(search, &found));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_MORE_FILES});
    EXPECT_TRUE(FindClose(search));
    EXPECT_TRUE(SetFileAttributesA(other.c_str(), FILE_ATTRIBUTE_READONLY));
    EXPECT_EQ(GetFileAttributesA(other.c_str()), DWORD{FILE_ATTRIBUTE_READONLY});
    EXPECT_FALSE(DeleteFileA(other.c_str()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    SetFileAttributesA(other.c_str(), FILE_ATTRIBUTE_NORMAL);
    EXPECT_TRUE(MoveFileExA(other.c_str(), path.c_str(), MOVEFILE_REPLACE_EXISTING));
    EXPECT_EQ(GetFileAttributesA(folder.c_str()), DWORD{FILE_ATTRIBUTE_DIRECTORY});
    EXPECT_FALSE(RemoveDirectoryA(folder.c_str()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_DIR_NOT_EMPTY});
    char full[MAX_PATH];
    char* last = nullptr;
    char same[MAX_PATH];
    EXPECT_EQ(GetLongPathNameA(folder.c_str(), same, MAX_PATH), folder.size());
    EXPECT_EQ(same, folder);
    EXPECT_EQ(GetShortPathNameA((folder + "/none").c_str(), same, MAX_PATH), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
    GetFullPathNameA((folder + "\\.\\sub\\..\\file.txt").c_str(), MAX_PATH, full, &last);
    EXPECT_EQ(std::string(last), "file.txt");
    EXPECT_EQ(std::string(full), folder + "\\file.txt");
}

TEST_F(FileTest, AMappingShowsTheFileAndAViewKeepsToItsRights) {
    HANDLE file = open(GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE);
    EXPECT_EQ(CreateFileMappingA(file, nullptr, PAGE_READONLY, 0, 0, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_INVALID});
    DWORD count = 0;
    WriteFile(file, "mapped", 6, &count, nullptr);
    HANDLE section = CreateFileMappingA(file, nullptr, PAGE_READONLY, 0, 0, nullptr);
    ASSERT_NE(section, nullptr);
    EXPECT_EQ(MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    void* view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CloseHandle(section);
    ASSERT_NE(view, nullptr);
    EXPECT_EQ(std::memcmp(view, "mapped", 6), 0);
    EXPECT_TRUE(UnmapViewOfFile(view));
    EXPECT_FALSE(UnmapViewOfFile(view));
    CloseHandle(file);
    EXPECT_EQ(GetFileAttributesA(path.c_str()), INVALID_FILE_ATTRIBUTES); // deleted on close
    EXPECT_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, 64, "name"),
              nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

// WriteFile's page: ERROR_NO_DATA, "the pipe is being closed"; Linux would end the process.
TEST(PipeTest, AWriteThatNobodyReadsFails) {
    HANDLE in = nullptr;
    HANDLE out = nullptr;
    ASSERT_TRUE(CreatePipe(&in, &out, nullptr, 0));
    CloseHandle(in);
    DWORD count = 7;
    EXPECT_FALSE(WriteFile(out, "x", 1, &count, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_DATA});
    EXPECT_EQ(count, 0U);
    CloseHandle(out);
}

// PeekNamedPipe's page: anonymous pipes, too.
TEST(PipeTest, PeekCopiesWithoutTakingUntilThePipeIsBroken) {
    HANDLE in = nullptr;
    HANDLE out = nullptr;
    ASSERT_TRUE(CreatePipe(&in, &out, nullptr, 0));
    char text[8] = {};
    DWORD count = 9;
    DWORD waiting = 9;
    EXPECT_TRUE(PeekNamedPipe(in, text, 8, &count, &waiting, nullptr)); // empty, but not broken
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(waiting, 0U);
    ASSERT_TRUE(WriteFile(out, "hello", 5, &count, nullptr));
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(PeekNamedPipe(in, text, 4, &count, &waiting, nullptr));
        EXPECT_EQ(std::string(text, count), "hell");
        EXPECT_EQ(waiting, 5U);
    }
    // Across the pages that Linux keeps a pipe in.
    std::string much(5000, 'm');
    ASSERT_TRUE(WriteFile(out, much.data(), 5000, &count, nullptr));
    ASSERT_TRUE(ReadFile(in, much.data(), 4098, &count, nullptr));
    EXPECT_TRUE(PeekNamedPipe(in, text, 8, &count, &waiting, nullptr));
    EXPECT_EQ(count, 8U);
    CloseHandle(out);
    EXPECT_TRUE(PeekNamedPipe(in, nullptr, 0, nullptr, &waiting, nullptr)) << "there is data";
    ASSERT_TRUE(ReadFile(in, much.data(), 5000, &count, nullptr));
    EXPECT_EQ(count, 5005U - 4098U);
    EXPECT_FALSE(PeekNamedPipe(in, text, 8, &count, &waiting, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BROKEN_PIPE});
    CloseHandle(in);
}

TEST_F(FileTest, AHandleIsForTheAccessThatItWasOpenedWith) {
    HANDLE file = open(GENERIC_WRITE, CREATE_ALWAYS, 0);
    char octet = 'x';
    DWORD count = 0;
    EXPECT_FALSE(ReadFile(file, &octet, 1, &count, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    ASSERT_TRUE(WriteFile(file, &octet, 1, &count, nullptr));
    CloseHandle(file);
    file = open(GENERIC_READ, OPEN_EXISTING, 0);
    EXPECT_FALSE(WriteFile(file, &octet, 1, &count, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    EXPECT_EQ(CreateFileMappingA(file, nullptr, PAGE_READWRITE, 0, 0, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    CloseHandle(file);
}

TEST(PipeTest, TheEndOfAPipeIsBrokenPipe) {
    HANDLE in = nullptr;
    HANDLE out = nullptr;
    ASSERT_TRUE(CreatePipe(&in, &out, nullptr, 0));
    DWORD count = 0;
    EXPECT_TRUE(WriteFile(out, "abc", 3, &count, nullptr));
    EXPECT_TRUE(PeekNamedPipe(in, nullptr, 0, nullptr, &count, nullptr));
    EXPECT_EQ(count, 3U);
    DWORD mode = PIPE_NOWAIT;
    EXPECT_TRUE(SetNamedPipeHandleState(out, &mode, nullptr, nullptr));
    const std::string much(1'000'000, 'm');
    EXPECT_TRUE(WriteFile(out, much.data(), 1'000'000, &count, nullptr));
    EXPECT_GT(count, 0U); // what fits
    EXPECT_LT(count, 1'000'000U);
    EXPECT_TRUE(WriteFile(out, "abc", 3, &count, nullptr));
    EXPECT_EQ(count, 0U);
    char text[8];
    mode = PIPE_WAIT;
    EXPECT_TRUE(SetNamedPipeHandleState(out, &mode, nullptr, nullptr));
    mode = PIPE_NOWAIT;
    EXPECT_TRUE(SetNamedPipeHandleState(in, &mode, nullptr, nullptr));
    do
        EXPECT_TRUE(PeekNamedPipe(in, nullptr, 0, nullptr, &count, nullptr));
    while (count != 0 && ReadFile(in, text, sizeof(text), &count, nullptr));
    EXPECT_FALSE(ReadFile(in, text, sizeof(text), &count, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_DATA});
    EXPECT_TRUE(WriteFile(out, "abc", 3, &count, nullptr));
    CloseHandle(out);
    EXPECT_TRUE(ReadFile(in, text, sizeof(text), &count, nullptr));
    EXPECT_FALSE(ReadFile(in, text, sizeof(text), &count, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BROKEN_PIPE});
    CloseHandle(in);
}

TEST(ProcessTest, OutputIsRedirectedAndTheExitCodeFollowsTheWait) {
    SECURITY_ATTRIBUTES inherited{sizeof(inherited), nullptr, TRUE};
    HANDLE in = nullptr;
    HANDLE out = nullptr;
    ASSERT_TRUE(CreatePipe(&in, &out, &inherited, 0));
    STARTUPINFOA start{};
    start.cb = sizeof(start);
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdOutput = out;
    PROCESS_INFORMATION made{};
    char line[] = "sh.exe -c \"echo $WORD; exit 7\"";
    char environment[] = "WORD=spoken\0PATH=/usr/bin:/bin\0";
    ASSERT_TRUE(
        CreateProcessA(nullptr, line, nullptr, nullptr, TRUE, 0, environment, "/", &start, &made))
        << GetLastError();
    CloseHandle(out);
    EXPECT_EQ(WaitForSingleObject(made.hProcess, INFINITE), WAIT_OBJECT_0);
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeProcess(made.hProcess, &code));
    EXPECT_EQ(code, 7U);
    char text[32] = {};
    DWORD count = 0;
    EXPECT_TRUE(ReadFile(in, text, sizeof(text), &count, nullptr));
    EXPECT_EQ(std::string(text, count), "spoken\n");
    CloseHandle(in);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
}

TEST(ProcessTest, ATerminatedProcessHasTheCodeThatWasAsked) {
    STARTUPINFOA start{};
    PROCESS_INFORMATION made{};
    char line[] = "cat /dev/zero";
    HANDLE null = CreateFileA("NUL", GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdOutput = null;
    ASSERT_TRUE(
        CreateProcessA(nullptr, line, nullptr, nullptr, FALSE, 0, nullptr, nullptr, &start, &made));
    DWORD code = 0;
    EXPECT_EQ(WaitForSingleObject(made.hProcess, 0), DWORD{WAIT_TIMEOUT});
    EXPECT_TRUE(GetExitCodeProcess(made.hProcess, &code));
    EXPECT_EQ(code, DWORD{STILL_ACTIVE});
    EXPECT_TRUE(TerminateProcess(made.hProcess, 300));
    EXPECT_EQ(WaitForSingleObject(made.hProcess, INFINITE), WAIT_OBJECT_0);
    EXPECT_TRUE(GetExitCodeProcess(made.hProcess, &code));
    EXPECT_EQ(code, 300U);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    CloseHandle(null);
    start = {};
    char missing[] = "no-such-program-anywhere";
    EXPECT_FALSE(CreateProcessA(nullptr, missing, nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                                &start, &made));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(EnvironmentTest, VariablesAreFoundSetExpandedAndListed) {
    char text[32];
    EXPECT_EQ(GetEnvironmentVariableA("WS2_TEST_NONE", text, sizeof(text)), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ENVVAR_NOT_FOUND});
    EXPECT_TRUE(SetEnvironmentVariableW(u"WS2_TEST_VALUE", u"some"));
    EXPECT_EQ(GetEnvironmentVariableA("ws2_test_value", text, 4), 5U); // the room it needs
    EXPECT_EQ(GetEnvironmentVariableA("ws2_test_value", text, 5), 4U);
    EXPECT_STREQ(text, "some");
    EXPECT_EQ(ExpandEnvironmentStringsA("<%WS2_TEST_VALUE%|%NOT_SET_HERE%>", text, 32), 22U);
    EXPECT_STREQ(text, "<some|%NOT_SET_HERE%>");
    EXPECT_TRUE(SetEnvironmentVariableA("WS2_TEST_VALUE", nullptr));
    LPWSTR all = GetEnvironmentStringsW();
    EXPECT_NE(all[0], 0);
    EXPECT_TRUE(FreeEnvironmentStringsW(all));
}

TEST(CommandLineTest, ArgumentsAreCutAsDocumented) {
    int count = 0;
    LPWSTR* list = CommandLineToArgvW(
        u"\"C:\\a b\\p.exe\" one \"two three\" a\\\\b \"c\\\"d\" e\\\\\"f g\"", &count);
    ASSERT_EQ(count, 6);
    EXPECT_EQ(std::u16string(list[0]), u"C:\\a b\\p.exe");
    EXPECT_EQ(std::u16string(list[2]), u"two three");
    EXPECT_EQ(std::u16string(list[3]), u"a\\\\b");
    EXPECT_EQ(std::u16string(list[4]), u"c\"d");
    EXPECT_EQ(std::u16string(list[5]), u"e\\f g");
    LocalFree(list);
    EXPECT_NE(std::string(GetCommandLineA()).find("unit_win32"), std::string::npos);
}

TEST(ConsoleTest, WithoutATerminalItsCallsSayInvalidHandle) {
    HANDLE in = nullptr;
    HANDLE out = nullptr;
    ASSERT_TRUE(CreatePipe(&in, &out, nullptr, 0));
    DWORD mode = 0;
    EXPECT_FALSE(GetConsoleMode(out, &mode));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_FALSE(SetConsoleTextAttribute(out, FOREGROUND_RED));
    EXPECT_NE(GetStdHandle(STD_INPUT_HANDLE), nullptr);
    EXPECT_EQ(GetStdHandle(5), INVALID_HANDLE_VALUE);
    EXPECT_TRUE(SetStdHandle(STD_OUTPUT_HANDLE, out));
    EXPECT_EQ(GetStdHandle(STD_OUTPUT_HANDLE), out);
    SetStdHandle(STD_OUTPUT_HANDLE, nullptr);
    EXPECT_FALSE(SetConsoleOutputCP(932));
    EXPECT_TRUE(SetConsoleOutputCP(CP_UTF8));
    CloseHandle(in);
    CloseHandle(out);
}

HANDLE interrupted;
DWORD WINAPI controlled(DWORD code) {
    if (code == CTRL_C_EVENT)
        SetEvent(interrupted);
    return TRUE;
}

TEST(ConsoleTest, AnInterruptRunsTheLatestHandlerInAThreadOfItsOwn) {
    interrupted = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    const auto handler = [](DWORD code) -> BOOL { return static_cast<BOOL>(controlled(code)); };
    PHANDLER_ROUTINE routine = handler;
    ASSERT_TRUE(SetConsoleCtrlHandler(routine, TRUE));
    std::raise(SIGINT);
    EXPECT_EQ(WaitForSingleObject(interrupted, INFINITE), WAIT_OBJECT_0);
    EXPECT_TRUE(SetConsoleCtrlHandler(routine, FALSE));
    EXPECT_FALSE(SetConsoleCtrlHandler(routine, FALSE));
    CloseHandle(interrupted);
}

} // namespace
