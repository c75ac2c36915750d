// Text of windows.h: error messages, code pages, string calls, printf.
#include <array>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

namespace {

std::string message(DWORD flags, const char* source, DWORD code, va_list* arguments = nullptr) {
    char text[512] = "?";
    const DWORD length = FormatMessageA(flags, source, code, 0, text, sizeof(text), arguments);
    return {text, length};
}

const DWORD system_text = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;

TEST(FormatMessageTest, EveryWinsockCodeHasATextThatEndsItsLine) {
    for (DWORD code : {10004U, 10035U, 10048U, 10054U, 10060U, 10061U, 10093U, 10101U, 10107U,
                       10112U, 11001U, 11004U, 11005U, 11031U, 0U, 2U, 5U, 87U, 997U}) {
        const std::string text = message(system_text, nullptr, code);
        ASSERT_GT(text.size(), 10U) << code;
        EXPECT_EQ(text.substr(text.size() - 2), "\r\n") << code;
    }
    for (DWORD code = WSABASEERR + 35; code <= WSABASEERR + 71; ++code)
        EXPECT_NE(message(system_text, nullptr, code), "") << code;
    for (DWORD code = WSASYSNOTREADY; code <= WSAEREFUSED; ++code) {
        if (code <= WSANOTINITIALISED || code >= WSAEDISCON) {
            EXPECT_NE(message(system_text, nullptr, code), "") << code;
        }
    }
}

TEST(FormatMessageTest, AnUnknownCodeALackOfRoomAndAMissingSourceAreToldApart) {
    EXPECT_EQ(message(system_text, nullptr, 99999), "");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_MR_MID_NOT_FOUND});
    char two[2];
    EXPECT_EQ(FormatMessageA(system_text, nullptr, 2, 0, two, 2, nullptr), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(message(0, nullptr, 2), "");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(message(FORMAT_MESSAGE_FROM_HMODULE, nullptr, 2), "");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_RESOURCE_TYPE_NOT_FOUND});
}

TEST(FormatMessageTest, AllocatesTheBufferAndOneLineOnRequest) {
    LPSTR text = nullptr;
    const DWORD length =
        FormatMessageA(system_text | FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_MAX_WIDTH_MASK,
                       nullptr, WSAECONNREFUSED, MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
                       reinterpret_cast<LPSTR>(&text), 0, nullptr);
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(std::string(text).size(), length);
    EXPECT_EQ(std::string(text).find('\n'), std::string::npos);
    EXPECT_EQ(LocalFree(text), nullptr);
    LPWSTR wide = nullptr;
    EXPECT_GT(FormatMessageW(system_text | FORMAT_MESSAGE_ALLOCATE_BUFFER, nullptr, 10061, 0,
                             reinterpret_cast<LPWSTR>(&wide), 0, nullptr),
              10U);
    EXPECT_EQ(wide[0], u'T');
    LocalFree(wide);
}

// FormatMessage's page: width and precision take an insert each, before the value.
TEST(FormatMessageTest, WidthAndPrecisionCanBeInserts) {
    const DWORD_PTR inserts[] = {4,
                                 2,
                                 reinterpret_cast<DWORD_PTR>("Anna"),
                                 reinterpret_cast<DWORD_PTR>("Otto"),
                                 6,
                                 reinterpret_cast<DWORD_PTR>("Emil")};
    char out[64];
    EXPECT_NE(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY,
                             "%1!*.*s! %4 %5!*s!", 0, 0, out, sizeof out,
                             reinterpret_cast<va_list*>(const_cast<DWORD_PTR*>(inserts))),
              0U);
    EXPECT_STREQ(out, "  An Otto   Emil");
}

TEST(FormatMessageTest, InsertsComeFromAnArrayAndKeepTheirForms) {
    std::array<ULONG_PTR, 3> values{reinterpret_cast<ULONG_PTR>("two"), 42,
                                    reinterpret_cast<ULONG_PTR>("three")};
    auto* list = reinterpret_cast<va_list*>(values.data());
    const DWORD flags = FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY;
    EXPECT_EQ(message(flags, "%3 %1!5s!|%2!04d!%%%n%0 not this", 0, list), "three   two|0042%\r\n");
    EXPECT_EQ(message(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_IGNORE_INSERTS, "%1!s! %%", 0),
              "%1!s! %");
    EXPECT_EQ(message(FORMAT_MESSAGE_FROM_STRING, "%1", 0), "");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(message(FORMAT_MESSAGE_FROM_STRING | 8, "one two three", 0), "one two\r\nthree");
}

TEST(CodePageTest, Utf8AndUtf16ConvertBothWaysAndCountWithoutABuffer) {
    const char text[] = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, text, -1, nullptr, 0), 6);
    WCHAR wide[8];
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, 8), 6);
    EXPECT_EQ(wide[1], u'\u00e4');
    EXPECT_EQ(wide[3], 0xD83D);
    char back[16];
    EXPECT_EQ(WideCharToMultiByte(CP_ACP, 0, wide, -1, back, 16, nullptr, nullptr), 11);
    EXPECT_STREQ(back, text);
    EXPECT_EQ(MultiByteToWideChar(CP_ACP, 0, "abc", 2, wide, 8), 2); // no NUL is added
}

TEST(CodePageTest, BadInputBadFlagsAndLackOfRoomHaveTheirOwnErrors) {
    WCHAR wide[4];
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, "\xED\xA0\x80", 3, wide, 4), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_UNICODE_TRANSLATION});
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, "\xFF", 1, wide, 4), 1);
    EXPECT_EQ(wide[0], 0xFFFD);
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, MB_PRECOMPOSED, "a", 1, wide, 4), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_FLAGS});
    EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, "abcde", 5, wide, 4), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(MultiByteToWideChar(12345, 0, "a", 1, wide, 4), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    BOOL used = FALSE;
    char narrow[4];
    EXPECT_EQ(WideCharToMultiByte(CP_UTF8, 0, u"a", 1, narrow, 4, nullptr, &used), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(WideCharToMultiByte(1252, 0, u"\u20ac\u4e00", 2, narrow, 4, "#", &used), 2);
    EXPECT_EQ(narrow[0], '\x80');
    EXPECT_EQ(narrow[1], '#');
    EXPECT_EQ(used, TRUE);
}

TEST(StringCallTest, NullIsNoErrorAndCaseIsFolded) {
    EXPECT_EQ(lstrlenA(nullptr), 0);
    EXPECT_EQ(lstrlenW(u"four"), 4);
    EXPECT_EQ(lstrcmpiA("HTTP", "http"), 0);
    EXPECT_LT(lstrcmpW(u"a", u"b"), 0);
    EXPECT_GT(lstrcmpA("a", nullptr), 0);
    char text[8];
    EXPECT_STREQ(lstrcpynA(text, "abcdefghijk", 8), "abcdefg");
    EXPECT_STREQ(CharUpperA(text), "ABCDEFG");
    EXPECT_EQ(reinterpret_cast<ULONG_PTR>(CharLowerA(reinterpret_cast<LPSTR>('Q'))),
              ULONG_PTR{'q'});
}

TEST(PrintTest, LongIs32BitsAndOtherWidthsAreMicrosofts) {
    char text[128];
    wsprintfA(text, "%ld %lu %I64d %lld %hd %hs %S", -1, 4000000000U, -5000000000LL, 7LL, 65537,
              "narrow", u"wide");
    EXPECT_STREQ(text, "-1 4000000000 -5000000000 7 1 narrow wide");
    wsprintfA(text, "%-5s|%5.2s|%05d|%#x|%p|%c%%", "ab", "abc", 42, 255U,
              reinterpret_cast<void*>(0xabcd), 'z');
    EXPECT_STREQ(text, "ab   |   ab|00042|0xff|000000000000ABCD|z%");
    WCHAR wide[64];
    wsprintfW(wide, u"%s %S %d", u"wide", "narrow", 5);
    EXPECT_EQ(std::u16string(wide), u"wide narrow 5");
}

} // namespace
