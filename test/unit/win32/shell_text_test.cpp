// shlwapi: paths and strings of the shell's light-weight library.
#include <cstdio>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

#include <shlwapi.h>

namespace {

struct Path {
    char text[MAX_PATH] = {};
    explicit Path(const std::string& from) { from.copy(text, sizeof text - 1); }
};

std::string combined(const char* folder, const char* file) {
    Path out("");
    return PathCombineA(out.text, folder, file) == out.text ? out.text : "none";
}

std::string canonical(const char* path) {
    Path out("");
    return PathCanonicalizeA(out.text, path) ? out.text : "none";
}

TEST(ShellPathTest, PartsOfAPath) {
    EXPECT_STREQ(PathFindFileNameA("C:\\folder\\name.txt"), "name.txt");
    EXPECT_STREQ(PathFindFileNameA("/folder/name.txt"), "name.txt");
    EXPECT_STREQ(PathFindFileNameA("c:\\folder\\"), "folder\\");
    EXPECT_STREQ(PathFindExtensionA("C:\\a.b\\name.tar.gz"), ".gz");
    EXPECT_STREQ(PathFindExtensionA("C:\\a.b\\name"), "");
    EXPECT_STREQ(PathGetArgsA("\"a program\" one two"), "one two");
    Path path("C:\\folder\\name.txt");
    PathRemoveExtensionA(path.text);
    EXPECT_STREQ(path.text, "C:\\folder\\name");
    EXPECT_TRUE(PathAddExtensionA(path.text, nullptr));
    EXPECT_STREQ(path.text, "C:\\folder\\name.exe");
    EXPECT_FALSE(PathAddExtensionA(path.text, ".txt"));
    EXPECT_TRUE(PathRenameExtensionA(path.text, ".ini"));
    EXPECT_STREQ(path.text, "C:\\folder\\name.ini");
    EXPECT_TRUE(PathRemoveFileSpecA(path.text));
    EXPECT_STREQ(path.text, "C:\\folder");
    EXPECT_TRUE(PathRemoveFileSpecA(path.text));
    EXPECT_STREQ(path.text, "C:\\");
    EXPECT_FALSE(PathRemoveFileSpecA(path.text));
    Path linux_form("/home/name/program");
    EXPECT_TRUE(PathRemoveFileSpecA(linux_form.text));
    EXPECT_TRUE(PathAppendA(linux_form.text, "\\file.ini"));
    EXPECT_STREQ(linux_form.text, "/home/name\\file.ini");
    PathStripPathA(linux_form.text);
    EXPECT_STREQ(linux_form.text, "file.ini");
}

TEST(ShellPathTest, PathsAreJoinedAndMadeCanonical) {
    EXPECT_EQ(combined("C:\\a", "b"), "C:\\a\\b");
    EXPECT_EQ(combined("C:\\a\\", "..\\b"), "C:\\b");
    EXPECT_EQ(combined("C:\\a", "D:\\b"), "D:\\b");
    EXPECT_EQ(combined("C:\\a", "\\b"), "C:\\b");
    EXPECT_EQ(combined("a", nullptr), "a");
    EXPECT_EQ(combined(nullptr, nullptr), "none");
    EXPECT_EQ(combined("C:\\a", std::string(300, 'x').c_str()), "none");
    EXPECT_EQ(canonical("C:\\a\\.\\b\\..\\c"), "C:\\a\\c");
    EXPECT_EQ(canonical("C:\\..\\.."), "C:\\");
    EXPECT_EQ(canonical("/a/../b/"), "/b/");
    Path path("a");
    EXPECT_EQ(PathAddBackslashA(path.text), path.text + 2);
    EXPECT_EQ(PathAddBackslashA(path.text), path.text + 2);
    EXPECT_STREQ(path.text, "a\\");
    PathRemoveBackslashA(path.text);
    EXPECT_STREQ(path.text, "a");
    Path blanks("  a b ");
    PathRemoveBlanksA(blanks.text);
    PathQuoteSpacesA(blanks.text);
    EXPECT_STREQ(blanks.text, "\"a b\"");
    PathUnquoteSpacesA(blanks.text);
    EXPECT_STREQ(blanks.text, "a b");
}

TEST(ShellPathTest, Questions) {
    EXPECT_TRUE(PathIsRelativeA("a\\b"));
    EXPECT_FALSE(PathIsRelativeA("C:\\a"));
    EXPECT_FALSE(PathIsRelativeA("/a"));
    EXPECT_TRUE(PathIsRootA("C:\\"));
    EXPECT_FALSE(PathIsRootA("C:"));
    EXPECT_FALSE(PathIsRootA("C:\\a"));
    EXPECT_TRUE(PathIsUNCA("\\\\server\\share"));
    EXPECT_TRUE(PathIsURLA("http://host/"));
    EXPECT_FALSE(PathIsURLA("C:\\a"));
    EXPECT_TRUE(PathMatchSpecA("Name.TXT", "*.ini; *.txt"));
    EXPECT_FALSE(PathMatchSpecA("name.txt", "*.t?"));
    EXPECT_TRUE(PathMatchSpecA("README", "*.*"));
    EXPECT_TRUE(PathMatchSpecA("README", "*.c;*.*"));
    EXPECT_FALSE(PathMatchSpecA("README", "*.*x"));
    EXPECT_TRUE(PathMatchSpecA("abcabd", "*ab?*;none"));
    EXPECT_TRUE(PathMatchSpecA("abcabd", "a*b?"));
    EXPECT_FALSE(PathMatchSpecA(std::string(200, 'a').c_str(), "*a*a*a*a*a*a*a*a*a*a*a*a*b"));
    EXPECT_TRUE(PathFileExistsA("C:\\proc\\self"));
    EXPECT_EQ(PathIsDirectoryA("/proc"), BOOL{FILE_ATTRIBUTE_DIRECTORY});
    EXPECT_FALSE(PathIsDirectoryA("/proc/self/stat"));
    EXPECT_FALSE(PathFileExistsA("/proc/none"));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(ShellTextTest, SearchAndCompare) {
    const char text[] = "One two One";
    EXPECT_EQ(StrStrA(text, "One"), text);
    EXPECT_EQ(StrStrA(text, "one"), nullptr);
    EXPECT_EQ(StrStrIA(text, "TWO"), text + 4);
    EXPECT_EQ(StrRStrIA(text, nullptr, "one"), text + 8);
    EXPECT_EQ(StrChrA(text, 'w'), text + 5);
    EXPECT_EQ(StrChrIA(text, 'T'), text + 4);
    EXPECT_EQ(StrRChrA(text, nullptr, 'O'), text + 8);
    EXPECT_EQ(StrCmpNA("abc", "abd", 2), 0);
    EXPECT_LT(StrCmpNA("abc", "abd", 3), 0);
    EXPECT_EQ(StrCmpNIA("ABc", "abD", 2), 0);
    EXPECT_EQ(StrCmpIA("One", "oNE"), 0);
    EXPECT_EQ(StrSpnA("aab", "a"), 2);
    EXPECT_EQ(StrCSpnA("aab", "b"), 2);
    EXPECT_STREQ(StrPBrkA("a,b", ",;"), ",b");
    const WCHAR wide[] = {0xC4, 'b', 0};
    const WCHAR small[] = {0xE4, 'B', 0};
    EXPECT_EQ(StrCmpIW(wide, small), 0);
    EXPECT_EQ(StrStrIW(wide, small), wide);
}

TEST(ShellTextTest, NumbersAndRoom) {
    int number = 0;
    LONGLONG large = 0;
    EXPECT_EQ(StrToIntA(" -12x"), -12);
    EXPECT_TRUE(StrToIntExA("0x1F", STIF_SUPPORT_HEX, &number));
    EXPECT_EQ(number, 31);
    EXPECT_TRUE(StrToInt64ExA("5000000000", STIF_DEFAULT, &large));
    EXPECT_EQ(large, 5000000000);
    EXPECT_FALSE(StrToIntExA("none", STIF_DEFAULT, &number));
    char text[] = "..a.b..";
    EXPECT_TRUE(StrTrimA(text, "."));
    EXPECT_STREQ(text, "a.b");
    EXPECT_FALSE(StrTrimA(text, "."));
    char small[6];
    EXPECT_EQ(wnsprintfA(small, 6, "%d-%s", 1, "ab"), 4);
    EXPECT_EQ(wnsprintfA(small, 6, "%s", "abcdefgh"), -1);
    EXPECT_STREQ(small, "abcde");
    small[2] = 0;
    EXPECT_STREQ(StrCatBuffA(small, "xyzw", 6), "abxyz");
    LPSTR copy = StrDupA("copy");
    EXPECT_STREQ(copy, "copy");
    LocalFree(copy);
}

} // namespace
