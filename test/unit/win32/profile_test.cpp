// Initialisation files, drives, files by handle and by old calls, starting programs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <unistd.h>
#include <windows.h>

#include <shellapi.h>

namespace {

class ProfileTest : public testing::Test {
protected:
    void SetUp() override {
        char name[] = "/tmp/ws2-profile-XXXXXX";
        ASSERT_NE(mkdtemp(name), nullptr);
        folder = name;
        path = folder + "/a.ini";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const std::string& text) const { std::ofstream(path, std::ios::binary) << text; }
    std::string text() const {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string get(const char* section, const char* key, const char* otherwise = "no  ") const {
        char out[64];
        const DWORD size =
            GetPrivateProfileStringA(section, key, otherwise, out, sizeof out, path.c_str());
        return {out, size};
    }
    std::string windows_form() const {
        std::string out = "C:" + path;
        std::replace(out.begin(), out.end(), '/', '\\');
        return out;
    }
    std::string folder;
    std::string path;
};

constexpr char kFile[] =
    "; a remark\r\n[Server]\r\nPort = 8080 \r\nName=\"a name\"\r\n;Old=1\r\n\r\n"
    "[ other ]\nhex=0x1F\nminus=-5\nempty=\n";

TEST_F(ProfileTest, ValuesAreFoundWhateverTheCase) {
    write(kFile);
    EXPECT_EQ(get("SERVER", "port"), "8080");
    EXPECT_EQ(GetLastError(), 0U);
    EXPECT_EQ(get("server", "Name"), "a name");
    EXPECT_EQ(get("server", "old"), "no");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
    EXPECT_EQ(get("other", "empty"), "");
    EXPECT_EQ(get("none", "port"), "no");
    EXPECT_EQ(GetPrivateProfileIntA("Server", "Port", 1, path.c_str()), 8080U);
    EXPECT_EQ(GetPrivateProfileIntA("other", "hex", 1, path.c_str()), 31U);
    EXPECT_EQ(GetPrivateProfileIntA("other", "minus", 1, path.c_str()), static_cast<UINT>(-5));
    EXPECT_EQ(GetPrivateProfileIntA("other", "empty", 7, path.c_str()), 7U);
    EXPECT_EQ(GetPrivateProfileIntA("other", "none", 9, path.c_str()), 9U);
}

TEST_F(ProfileTest, ListsEndWithTwoZeros) {
    write(kFile);
    EXPECT_EQ(get(nullptr, nullptr), std::string("Server\0other\0", 13));
    EXPECT_EQ(get("other", nullptr), std::string("hex\0minus\0empty\0", 16));
    char out[64];
    EXPECT_EQ(GetPrivateProfileSectionA("Server", out, sizeof out, path.c_str()), 24U);
    EXPECT_EQ(std::string(out, 25), std::string("Port=8080\0Name=\"a name\"\0\0", 25));
    EXPECT_EQ(GetPrivateProfileSectionNamesA(out, 8, path.c_str()), 6U);
    EXPECT_EQ(std::string(out, 8), std::string("Server\0\0", 8));
    EXPECT_EQ(GetPrivateProfileStringA("server", "name", "", out, 4, path.c_str()), 3U);
    EXPECT_STREQ(out, "a n");
    EXPECT_EQ(get("none", nullptr), "");
}

TEST_F(ProfileTest, WritingKeepsTheRest) {
    write("; a remark\n[One]\nkey=1\n\n[Two]\nkey=2\n");
    EXPECT_TRUE(WritePrivateProfileStringA("one", "KEY", "3", path.c_str()));
    EXPECT_TRUE(WritePrivateProfileStringA("one", "more", "4", path.c_str()));
    EXPECT_TRUE(WritePrivateProfileStringA("Three", "key", "5", path.c_str()));
    EXPECT_TRUE(WritePrivateProfileStringA("two", "key", nullptr, path.c_str()));
    EXPECT_EQ(text(),
              "; a remark\r\n[One]\r\nKEY=3\r\nmore=4\r\n\r\n[Two]\r\n[Three]\r\nkey=5\r\n");
    EXPECT_TRUE(WritePrivateProfileStringA("one", nullptr, nullptr, path.c_str()));
    EXPECT_TRUE(WritePrivateProfileSectionA("two", "a=1\0b=2\0", path.c_str()));
    EXPECT_EQ(text(), "; a remark\r\n[Two]\r\na=1\r\nb=2\r\n[Three]\r\nkey=5\r\n");
    EXPECT_FALSE(WritePrivateProfileStringA(nullptr, nullptr, nullptr, path.c_str()));
    EXPECT_FALSE(WritePrivateProfileStringA("a", "b", "c", "bare.ini"));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ACCESS_DENIED});
    EXPECT_FALSE(WritePrivateProfileStringA("a", "b", "c", (folder + "/none/a.ini").c_str()));
    int number = 77;
    int back = 0;
    EXPECT_TRUE(WritePrivateProfileStructA("s", "k", &number, sizeof number, path.c_str()));
    EXPECT_TRUE(GetPrivateProfileStructA("s", "k", &back, sizeof back, path.c_str()));
    EXPECT_EQ(back, 77);
    EXPECT_FALSE(GetPrivateProfileStructA("s", "k", &back, 2, path.c_str()));
}

TEST_F(ProfileTest, Utf16StaysUtf16) {
    write(std::string("\xFF\xFE[\0a\0]\0\n\0k\0=\0\xE4\0\n\0", 18));
    EXPECT_EQ(get("a", "k"), "\xC3\xA4");
    EXPECT_TRUE(WritePrivateProfileStringA("a", "k", "1", path.c_str()));
    EXPECT_EQ(text(), std::string("\xFF\xFE[\0a\0]\0\r\0\n\0k\0=\0001\0\r\0\n\0", 22));
}

TEST_F(ProfileTest, FilesByHandle) {
    write("12345");
    HANDLE file = CreateFileA(path.c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr);
    FILE_STANDARD_INFO standard{};
    EXPECT_TRUE(GetFileInformationByHandleEx(file, FileStandardInfo, &standard, sizeof standard));
    EXPECT_EQ(standard.EndOfFile.QuadPart, 5);
    EXPECT_FALSE(standard.Directory);
    FILE_BASIC_INFO basic{};
    EXPECT_TRUE(GetFileInformationByHandleEx(file, FileBasicInfo, &basic, sizeof basic));
    EXPECT_GT(basic.LastWriteTime.QuadPart, 0);
    EXPECT_FALSE(GetFileInformationByHandleEx(file, FileBasicInfo, &basic, 8));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BAD_LENGTH});
    char name[MAX_PATH];
    const std::string whole = "\\\\?\\" + windows_form();
    EXPECT_EQ(GetFinalPathNameByHandleA(file, name, sizeof name, FILE_NAME_NORMALIZED),
              whole.size());
    EXPECT_EQ(name, whole);
    EXPECT_NE(GetFileAttributesA(name), INVALID_FILE_ATTRIBUTES);
    EXPECT_EQ(GetFinalPathNameByHandleA(file, name, sizeof name, VOLUME_NAME_NONE), path.size());
    EXPECT_EQ(name, windows_form().substr(2));
    EXPECT_EQ(GetFinalPathNameByHandleA(file, name, 3, 0), whole.size() + 1);
    EXPECT_EQ(GetFinalPathNameByHandleA(file, name, sizeof name, VOLUME_NAME_GUID), 0U);
    ASSERT_EQ(unlink(path.c_str()), 0);
    EXPECT_EQ(GetFinalPathNameByHandleA(file, name, sizeof name, 0), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
    CloseHandle(file);
    write("12345");
    EXPECT_TRUE(CreateHardLinkA((folder + "/b").c_str(), path.c_str(), nullptr));
    EXPECT_FALSE(CreateHardLinkA((folder + "/b").c_str(), path.c_str(), nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
    EXPECT_TRUE(CreateSymbolicLinkA((folder + "/c").c_str(), path.c_str(), 0));
}

TEST_F(ProfileTest, FilesByTheOldCalls) {
    HFILE file = _lcreat(path.c_str(), 0);
    ASSERT_NE(file, HFILE_ERROR);
    EXPECT_EQ(_lwrite(file, "abcdef", 6), 6U);
    EXPECT_EQ(_llseek(file, 2, FILE_BEGIN), 2);
    char text[4] = {};
    EXPECT_EQ(_lread(file, text, 3), 3U);
    EXPECT_STREQ(text, "cde");
    EXPECT_EQ(_lwrite(file, nullptr, 0), 0U);
    EXPECT_EQ(_lclose(file), 0);
    EXPECT_EQ(std::filesystem::file_size(path), 5U);
    OFSTRUCT about{};
    EXPECT_NE(OpenFile(path.c_str(), &about, OF_EXIST), HFILE_ERROR);
    EXPECT_EQ(about.szPathName, windows_form());
    EXPECT_NE(OpenFile(path.c_str(), &about, OF_DELETE), HFILE_ERROR);
    file = OpenFile(path.c_str(), &about, OF_CREATE);
    EXPECT_EQ(_lwrite(file, "new", 3), 3U);
    EXPECT_EQ(_lclose(file), 0);
    EXPECT_NE(OpenFile(path.c_str(), &about, OF_DELETE), HFILE_ERROR);
    EXPECT_EQ(OpenFile(path.c_str(), &about, OF_READ), HFILE_ERROR);
    EXPECT_EQ(about.nErrCode, ERROR_FILE_NOT_FOUND);
    EXPECT_EQ(_lopen(path.c_str(), OF_READ), HFILE_ERROR);
}

TEST(VolumeTest, OneDrive) {
    EXPECT_EQ(GetLogicalDrives(), 4U);
    char list[8];
    EXPECT_EQ(GetLogicalDriveStringsA(sizeof list, list), 4U);
    EXPECT_EQ(std::string(list, 5), std::string("C:\\\0\0", 5));
    EXPECT_EQ(GetLogicalDriveStringsA(2, list), 5U);
    EXPECT_NE(GetDriveTypeA("C:\\"), UINT{DRIVE_NO_ROOT_DIR});
    EXPECT_EQ(GetDriveTypeA("D:\\"), UINT{DRIVE_NO_ROOT_DIR});
    ULARGE_INTEGER left{};
    ULARGE_INTEGER total{};
    ASSERT_TRUE(GetDiskFreeSpaceExA("C:\\", &left, &total, nullptr));
    EXPECT_LE(left.QuadPart, total.QuadPart);
    DWORD sectors = 0;
    DWORD octets = 0;
    DWORD count = 0;
    ASSERT_TRUE(GetDiskFreeSpaceA(nullptr, &sectors, &octets, nullptr, &count));
    EXPECT_EQ(octets, 512U);
    EXPECT_FALSE(GetDiskFreeSpaceExA("D:\\", &left, &total, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PATH_NOT_FOUND});
    char name[32];
    DWORD longest = 0;
    ASSERT_TRUE(GetVolumeInformationA("/proc", nullptr, 0, nullptr, &longest, nullptr, name, 32));
    EXPECT_STREQ(name, "proc");
    EXPECT_EQ(longest, 255U);
}

TEST(ShellExecuteTest, StartsProgramsAndSaysWhyNot) {
    EXPECT_GT(WinExec("sh -c true", SW_HIDE), 31U);
    EXPECT_EQ(WinExec("there-is-no-such-program", SW_HIDE), UINT{ERROR_FILE_NOT_FOUND});
    const auto code = [](HINSTANCE value) { return reinterpret_cast<INT_PTR>(value); };
    EXPECT_GT(code(ShellExecuteA(nullptr, "open", "sh", "-c true", nullptr, SW_SHOW)), 32);
    EXPECT_EQ(code(ShellExecuteA(nullptr, "open", "/none/such", nullptr, nullptr, 0)), SE_ERR_FNF);
    EXPECT_EQ(code(ShellExecuteA(nullptr, "print", "sh", nullptr, nullptr, 0)), SE_ERR_NOASSOC);
    EXPECT_EQ(code(ShellExecuteA(nullptr, "explore", "/none", nullptr, nullptr, 0)),
              SE_ERR_NOASSOC);
    const std::string programs = getenv("PATH");
    setenv("PATH", "/none", 1); // nothing opens folders
    EXPECT_EQ(code(ShellExecuteA(nullptr, "open", "/tmp", nullptr, nullptr, 0)), SE_ERR_NOASSOC);
    setenv("PATH", programs.c_str(), 1);
    SHELLEXECUTEINFOA info{};
    info.cbSize = sizeof info;
    info.fMask = SEE_MASK_NOCLOSEPROCESS;
    info.lpFile = "sh";
    info.lpParameters = "-c \"exit 7\"";
    ASSERT_TRUE(ShellExecuteExA(&info));
    EXPECT_EQ(WaitForSingleObject(info.hProcess, INFINITE), DWORD{WAIT_OBJECT_0});
    DWORD exit_code = 0;
    EXPECT_TRUE(GetExitCodeProcess(info.hProcess, &exit_code));
    EXPECT_EQ(exit_code, 7U);
    CloseHandle(info.hProcess);
    char interpreter[] = "cmd.exe /c exit 5";
    STARTUPINFOA start{};
    PROCESS_INFORMATION made{};
    ASSERT_TRUE(CreateProcessA(nullptr, interpreter, nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                               &start, &made));
    EXPECT_EQ(WaitForSingleObject(made.hProcess, INFINITE), DWORD{WAIT_OBJECT_0});
    EXPECT_TRUE(GetExitCodeProcess(made.hProcess, &exit_code));
    EXPECT_EQ(exit_code, 5U);
    CloseHandle(made.hProcess);
    CloseHandle(made.hThread);
}

TEST(SmallCallsTest, PointersEventLogAndVersion) {
    int value = 0;
    EXPECT_EQ(DecodePointer(EncodePointer(&value)), &value);
    EXPECT_EQ(OpenEventLogA(nullptr, "System"), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_TRUE(AreFileApisANSI());
    EXPECT_EQ(HeapCompact(GetProcessHeap(), 0), 0U);
    char text[8];
    EXPECT_EQ(GetProfileStringA("a", "b", "given", text, sizeof text), 5U);
    EXPECT_EQ(GetProfileIntA("a", "b", 4), 4U);
    EXPECT_FALSE(WriteProfileStringA("a", "b", "c"));
}

} // namespace
