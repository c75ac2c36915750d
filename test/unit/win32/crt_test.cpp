// Microsoft's C library names: results where they differ from libc's, and the C++ overloads.
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

#include <direct.h>
#include <excpt.h>
#include <io.h>
#include <rpc.h>
#include <strsafe.h>
#include <ws2/microsoft_crt.h>

namespace {

TEST(CrtTest, SnprintfGivesMinusOneAndNoNulWhenItDoesNotFit) {
    char text[4] = {'?', '?', '?', '?'};
    EXPECT_EQ(_snprintf(text, 4, "%s", "abcdef"), -1);
    EXPECT_EQ(std::string(text, 4), "abcd");
    EXPECT_EQ(_snprintf(text, 4, "%s", "wxyz"), 4); // full, without a NUL
    EXPECT_EQ(std::string(text, 4), "wxyz");
    EXPECT_EQ(_snprintf(text, 4, "%d", 12), 2);
    EXPECT_STREQ(text, "12");
    EXPECT_EQ(_scprintf("%I64d", 5000000000LL), 10);
    EXPECT_EQ(_snprintf(text, 0, "%d", 12), -1);
    EXPECT_EQ(_snprintf(nullptr, 0, "%d", 12), 2); // asks
}

TEST(CrtTest, SecureFunctionsRefuseAndEmptyTheText) {
    char text[4] = "abc";
    EXPECT_EQ(strcpy_s(text, "four"), ERANGE);
    EXPECT_STREQ(text, "");
    EXPECT_EQ(strcpy_s(text, "abc"), 0);
    EXPECT_EQ(strcat_s(text, "d"), ERANGE);
    EXPECT_EQ(strncpy_s(text, "abcdef", _TRUNCATE), 80);
    EXPECT_STREQ(text, "abc");
    EXPECT_EQ(strcpy_s(text, 4, nullptr), EINVAL);
    EXPECT_EQ(sprintf_s(text, "%d", 12345), -1);
    EXPECT_EQ(_snprintf_s(text, _TRUNCATE, "%d", 12345), -1);
    EXPECT_STREQ(text, "123");
    EXPECT_EQ(_snprintf_s(text, sizeof(text), 2, "%d", 12345), -1);
    EXPECT_STREQ(text, "12");
    EXPECT_EQ(memcpy_s(text, 4, "123456", 6), ERANGE);
    WCHAR wide[8];
    EXPECT_EQ(swprintf_s(wide, u"%s-%d", u"ab", 7), 4);
    EXPECT_EQ(std::u16string(wide), u"ab-7");
    EXPECT_EQ(wcscpy_s(wide, u"12345678"), ERANGE);
    tm when{};
    const time_t zero = 0;
    EXPECT_EQ(gmtime_s(&when, &zero), 0);
    EXPECT_EQ(when.tm_year, 70);
}

int refusals = 0;

TEST(CrtTest, TheProgramsHandlerHearsOfInvalidParameters) {
    const auto count = [](const WCHAR* expression, const WCHAR*, const WCHAR*, unsigned line,
                          uintptr_t) { refusals += expression == nullptr && line == 0 ? 1 : 100; };
    EXPECT_EQ(_set_invalid_parameter_handler(count), nullptr);
    char text[3];
    EXPECT_EQ(strcpy_s(text, "long"), ERANGE);
    EXPECT_EQ(sprintf_s(text, "%d", 1234), -1);
    EXPECT_EQ(fopen_s(nullptr, "a", "r"), EINVAL);
    EXPECT_EQ(strncpy_s(text, "long", _TRUNCATE), STRUNCATE); // no error
    EXPECT_EQ(refusals, 3);
    EXPECT_NE(_set_invalid_parameter_handler(nullptr), nullptr);
}

TEST(CrtTest, PathsArePartedAndJoined) {
    char drive[_MAX_DRIVE];
    char folder[_MAX_DIR];
    char name[_MAX_FNAME];
    char extension[_MAX_EXT];
    char path[_MAX_PATH];
    _splitpath("C:\\a/b.tar.gz", drive, folder, name, extension);
    EXPECT_EQ(std::string(drive) + "|" + folder + "|" + name + "|" + extension,
              "C:|\\a/|b.tar|.gz");
    EXPECT_EQ(_splitpath_s("a.txt", nullptr, 0, nullptr, 0, name, 2, extension, 5), 0);
    EXPECT_EQ(_splitpath_s("a.txt", nullptr, 0, nullptr, 0, name, 2, extension, 4), ERANGE);
    EXPECT_STREQ(name, "");
    EXPECT_EQ(_splitpath_s("a.txt", nullptr, 1, nullptr, 0, nullptr, 0, nullptr, 0), EINVAL);
    _makepath(path, "C", "a\\b", "c", "txt");
    EXPECT_STREQ(path, "C:a\\b/c.txt");
    EXPECT_EQ(_makepath_s(path, 5, nullptr, "ab", "c", "d"), ERANGE);
    WCHAR wide[8];
    EXPECT_EQ(_wmakepath_s(wide, 8, nullptr, u"a/", u"b", u".c"), 0);
    EXPECT_EQ(std::u16string(wide), u"a/b.c");
    EXPECT_STREQ(_fullpath(path, "\\x\\..\\y", sizeof path), "C:\\y");
    EXPECT_EQ(_fullpath(path, "/long", 5), nullptr);
    EXPECT_EQ(errno, ERANGE);
}

TEST(CrtTest, DescriptorsAnswerAsMicrosofts) {
    int ends[2];
    char octet = 0;
    ASSERT_EQ(_pipe(ends, 4096, _O_BINARY | _O_NOINHERIT), 0);
    EXPECT_EQ(_dup2(ends[1], ends[1]), 0); // not the descriptor
    EXPECT_EQ(_write(ends[1], "x", 1), 1);
    EXPECT_EQ(_read(ends[0], &octet, 1), 1);
    EXPECT_EQ(_get_osfhandle(ends[0]), ends[0]);
    EXPECT_EQ(_close(ends[0]), 0);
    EXPECT_EQ(_get_osfhandle(ends[0]), -1);
    EXPECT_EQ(_close(ends[1]), 0);
    FILE* const said = _popen("echo word", "rt"); // libc's refuses the t
    ASSERT_NE(said, nullptr);
    char line[16] = "";
    EXPECT_STREQ(fgets(line, sizeof line, said), "word\n");
    EXPECT_EQ(_pclose(said), 0);
    EXPECT_GE(_setmaxstdio(_getmaxstdio() < 8192 ? _getmaxstdio() : 8192), 20);
    EXPECT_EQ(_setmaxstdio(8193), -1);
}

TEST(CrtTest, TheEnvironmentIsCopied) {
    char assignment[] = "WS2_CRT_TEST=one";
    size_t length = 0;
    char text[4];
    EXPECT_EQ(_putenv(assignment), 0);
    assignment[13] = 'x';
    EXPECT_EQ(getenv_s(&length, text, "WS2_CRT_TEST"), 0);
    EXPECT_STREQ(text, "one");
    EXPECT_EQ(length, 4U);
    EXPECT_EQ(_putenv("WS2_CRT_TEST="), 0);
    EXPECT_EQ(getenv_s(&length, text, "WS2_CRT_TEST"), 0);
    EXPECT_EQ(length, 0U);
    EXPECT_EQ(_putenv("nothing"), -1);
}

TEST(CrtTest, ScanfTakesTheRoomOfEachText) {
    char text[4] = "?";
    int number = 0;
    EXPECT_EQ(sscanf_s("7 abc", "%d %s", &number, text, 4U), 2);
    EXPECT_STREQ(text, "abc");
    EXPECT_EQ(sscanf_s("8 abcd", "%d %s", &number, text, 4U), 1); // no room for the NUL
    EXPECT_STREQ(text, "");
    WCHAR wide[4];
    long long large = 0;
    EXPECT_EQ(sscanf_s("ab-5000000000", "%[a-c]%I64d", text, 4U, &large), 2);
    EXPECT_EQ(large, -5000000000LL);
    EXPECT_EQ(swscanf_s(u"xyz", u"%2c%c", wide, 4U, wide + 2, 1U), 2);
    EXPECT_EQ(std::u16string(wide, 3), u"xyz");
    EXPECT_EQ(sscanf_s("", "%d", &number), EOF);
    DWORD pair[2] = {1, 1};
    EXPECT_EQ(sscanf_s("-2", "%ld", &pair[0]), 1); // a long of 32 bits
    EXPECT_EQ(pair[0], static_cast<DWORD>(-2));
    EXPECT_EQ(pair[1], 1U);
}

TEST(CrtTest, TextFunctionsFoldAndConvert) {
    EXPECT_EQ(_stricmp("Content-Length", "content-length"), 0);
    EXPECT_NE(_strnicmp("abc", "abd", 3), 0);
    EXPECT_EQ(_wcsicmp(u"HELLO", u"hello"), 0);
    EXPECT_EQ(_wtoi(u"-42x"), -42);
    EXPECT_EQ(*ws2_wcsstr(u"one two", u"two"), u't');
    WCHAR wide[256] = u"a\u00e9";
    EXPECT_EQ(std::u16string(_wcsupr(wide)), u"A\u00c9");
    EXPECT_EQ(std::u16string(_itow(-255, wide, 16)), u"ffffff01");
    size_t length = 0;
    EXPECT_EQ(mbstowcs_s(&length, wide, "\xE2\x82\xAC\xF0\x9F\x98\x80", _TRUNCATE), 0);
    EXPECT_EQ(length, 4U);
    _wsplitpath(u"C:\\a/b.tar.gz", nullptr, wide, nullptr, nullptr);
    EXPECT_EQ(std::u16string(wide), u"\\a/");
    char text[66];
    EXPECT_STREQ(_itoa(-255, text, 16), "ffffff01");
    EXPECT_STREQ(_i64toa(-5000000000LL, text, 10), "-5000000000");
    EXPECT_STREQ(_strupr(strcpy(text, "mixed Case")), "MIXED CASE");
    EXPECT_EQ(_itoa_s(12345, text, 3, 10), ERANGE);
}

TEST(StrsafeTest, WhatDoesNotFitIsCutAndReported) {
    char text[6];
    EXPECT_EQ(StringCchPrintfA(text, 6, "%s", "abcdefgh"), STRSAFE_E_INSUFFICIENT_BUFFER);
    EXPECT_STREQ(text, "abcde");
    EXPECT_EQ(StringCbCopyA(text, 6, "ok"), S_OK);
    EXPECT_EQ(StringCchCatA(text, 6, "1234"), STRSAFE_E_INSUFFICIENT_BUFFER);
    EXPECT_STREQ(text, "ok123");
    size_t length = 0;
    EXPECT_EQ(StringCchLengthA(text, 6, &length), S_OK);
    EXPECT_EQ(length, 5U);
    EXPECT_EQ(StringCchLengthA(text, 5, &length), STRSAFE_E_INVALID_PARAMETER);
    WCHAR wide[4];
    EXPECT_EQ(StringCbPrintfW(wide, sizeof(wide), u"%d", 123), S_OK);
}

TEST(UuidTest, AreOfVersionFourAndSurviveTheirText) {
    UUID one, two;
    UUID first{};
    UUID second{};
    const RPC_STATUS place = UuidCreateSequential(&first);
    EXPECT_TRUE(place == RPC_S_OK || place == RPC_S_UUID_LOCAL_ONLY);
    EXPECT_EQ(UuidCreateSequential(&second), place);
    EXPECT_EQ(first.Data3 >> 12, 1); // version 1
    EXPECT_EQ(std::memcmp(first.Data4, second.Data4, sizeof first.Data4), 0);
    EXPECT_TRUE(first.Data1 != second.Data1 || first.Data2 != second.Data2);
    ASSERT_EQ(UuidCreate(&one), RPC_S_OK);
    EXPECT_EQ(one.Data3 >> 12, 4);
    RPC_CSTR text = nullptr;
    ASSERT_EQ(UuidToStringA(&one, &text), RPC_S_OK);
    EXPECT_EQ(UuidFromStringA(text, &two), RPC_S_OK);
    EXPECT_TRUE(IsEqualGUID(one, two));
    text[0] = 'x';
    EXPECT_EQ(UuidFromStringA(text, &two), RPC_S_INVALID_STRING_UUID);
    RpcStringFreeA(&text);
}

TEST(CrtTest, FilesOfAFolderComeOneByOne) {
    char folder[] = "/tmp/ws2-crt-XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    const std::string file = std::string(folder) + "/One.txt";
    FILE* const out = fopen(file.c_str(), "w");
    ASSERT_NE(out, nullptr);
    fputs("12345", out);
    fclose(out);
    _finddata_t data;
    const intptr_t search = _findfirst((std::string(folder) + "\\*.TXT").c_str(), &data);
    ASSERT_NE(search, -1);
    EXPECT_STREQ(data.name, "One.txt");
    EXPECT_EQ(data.size, 5U);
    EXPECT_EQ(data.attrib & _A_SUBDIR, 0U);
    struct stat status {};
    ASSERT_EQ(_stat(file.c_str(), &status), 0);
    EXPECT_EQ(data.time_write, status.st_mtime);
    EXPECT_EQ(_findnext(search, &data), -1);
    EXPECT_EQ(errno, ENOENT);
    EXPECT_EQ(_findclose(search), 0);
    const std::u16string wide(file.begin(), file.end());
    EXPECT_EQ(_wstat(wide.c_str(), &status), 0);
    EXPECT_EQ(status.st_size, 5);
    _unlink(file.c_str());
    _wfinddatai64_t none;
    EXPECT_EQ(_wfindfirsti64(wide.c_str(), &none), -1);
    EXPECT_EQ(errno, ENOENT);
    _rmdir(folder);
}

int guarded(bool leave) {
    int steps = 0;
    __try {
        steps = 1;
        if (leave)
            __leave;
        steps = 2;
    } __finally {
        steps += 10;
    }
    __try {
        steps += 100;
    } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                                 : EXCEPTION_CONTINUE_SEARCH) {
        steps = -1;
    }
    return steps;
}

TEST(StructuredExceptionTest, TheGuardedBlockAndTheBlockBehindItRun) {
    EXPECT_EQ(guarded(false), 112);
    EXPECT_EQ(guarded(true), 111);
    RaiseException(0x406D1388, 0, 0, nullptr); // names a thread: returns
}

} // namespace
