// Locales, dates as text, order and classes of characters, and the clock's other calls.
#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>
#include <winnls.h>

namespace {

std::string date(const char* picture, const SYSTEMTIME& when, LCID locale = LOCALE_USER_DEFAULT) {
    char text[80];
    const int size = GetDateFormatA(locale, 0, &when, picture, text, sizeof text);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size) - 1) : "none";
}

std::string time_text(const char* picture, const SYSTEMTIME& when, DWORD flags = 0) {
    char text[80];
    return GetTimeFormatA(0x0409, flags, &when, picture, text, sizeof text) > 0 ? text : "none";
}

std::string info(LCID locale, LCTYPE type) {
    char text[80];
    return GetLocaleInfoA(locale, type, text, sizeof text) > 0 ? text : "none";
}

constexpr SYSTEMTIME kWhen = {2024, 2, 0, 9, 14, 5, 7, 0}; // a Friday; the day said is wrong

TEST(DateTextTest, PicturesAreDrawn) {
    EXPECT_EQ(date("ddd',' dd MMM yyyy", kWhen), "Fri, 09 Feb 2024");
    EXPECT_EQ(date("dddd d MMMM yy 'o''clock'", kWhen), "Friday 9 February 24 o'clock");
    EXPECT_EQ(date(nullptr, kWhen), "2/9/2024");
    EXPECT_EQ(date(nullptr, kWhen, LOCALE_INVARIANT), "02/09/2024");
    EXPECT_EQ(time_text("HH:mm:ss", kWhen), "14:05:07");
    EXPECT_EQ(time_text("h:m tt", kWhen), "2:5 PM");
    EXPECT_EQ(time_text(nullptr, kWhen), "2:05:07 PM");
    EXPECT_EQ(time_text(nullptr, kWhen, TIME_NOSECONDS | TIME_NOTIMEMARKER), "2:05");
    EXPECT_EQ(time_text("hh:mm:ss", kWhen, TIME_FORCE24HOURFORMAT), "14:05:07");
    EXPECT_EQ(time_text("h 'hours'", kWhen, TIME_FORCE24HOURFORMAT), "14 hours");
    EXPECT_EQ(time_text("HH'h' mm 'mins'", kWhen, TIME_NOMINUTESORSECONDS), "14h mins");
    EXPECT_EQ(time_text("h'a'm'b'", kWhen, TIME_NOMINUTESORSECONDS), "2ab");
    std::array<WCHAR, 20> wide{};
    EXPECT_EQ(GetDateFormatEx(LOCALE_NAME_INVARIANT, 0, &kWhen, nullptr, wide.data(), 20, nullptr),
              11);
    EXPECT_EQ(wide[0], '0');
}

TEST(DateTextTest, SizesAndRefusals) {
    char text[8];
    EXPECT_EQ(GetDateFormatA(0x0409, 0, &kWhen, "yyyy", nullptr, 0), 5);
    EXPECT_EQ(GetDateFormatA(0x0409, 0, &kWhen, "yyyy", text, 4), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(GetDateFormatA(0x0409, DATE_LONGDATE, &kWhen, "yyyy", text, 8), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_FLAGS});
    EXPECT_EQ(GetDateFormatA(0x0407, 0, &kWhen, "yyyy", text, 8), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    SYSTEMTIME bad = kWhen;
    bad.wMonth = 13;
    EXPECT_EQ(GetDateFormatA(0x0409, 0, &bad, "yyyy", text, 8), 0);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(LocaleTest, FactsOfTheOneLocale) {
    EXPECT_EQ(GetUserDefaultLCID(), LCID{0x0409});
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_SISO639LANGNAME), "en");
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_SDAYNAME1), "Monday");
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_SABBREVDAYNAME7), "Sun");
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_SMONTHNAME12), "December");
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_IDEFAULTANSICODEPAGE), "65001");
    EXPECT_EQ(info(LOCALE_USER_DEFAULT, LOCALE_SCURRENCY), "none");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_FLAGS});
    DWORD number = 0;
    EXPECT_EQ(GetLocaleInfoA(LOCALE_USER_DEFAULT, LOCALE_ILANGUAGE | LOCALE_RETURN_NUMBER,
                             reinterpret_cast<char*>(&number), sizeof number),
              4);
    EXPECT_EQ(number, 0x409U);
    number = 0;
    EXPECT_EQ(GetLocaleInfoA(LOCALE_USER_DEFAULT, LOCALE_IDEFAULTLANGUAGE | LOCALE_RETURN_NUMBER,
                             reinterpret_cast<char*>(&number), sizeof number),
              4);
    EXPECT_EQ(number, 0x409U);
    std::array<WCHAR, 10> name{};
    EXPECT_EQ(GetUserDefaultLocaleName(name.data(), 10), 6);
    EXPECT_EQ(name[3], 'U');
}

int compared(const char* a, const char* b, DWORD flags = 0) {
    return CompareStringA(LOCALE_USER_DEFAULT, flags, a, -1, b, -1) - CSTR_EQUAL;
}

TEST(CollateTest, SignsDigitsLettersAndSmallBeforeCapital) {
    EXPECT_EQ(compared("a", "A"), -1);
    EXPECT_EQ(compared("aB", "Ab", NORM_IGNORECASE), 0);
    EXPECT_EQ(compared("A", "b"), -1);
    EXPECT_EQ(compared("_", "1"), -1);
    EXPECT_EQ(compared("9", "a"), -1);
    EXPECT_EQ(compared("co-op", "coop"), 1);
    EXPECT_EQ(compared("co-op", "coot"), -1);
    EXPECT_EQ(compared("co-op", "coop", SORT_STRINGSORT), -1);
    EXPECT_EQ(compared("ab", "abc"), -1);
    EXPECT_EQ(compared("a", "a", 0x40000), 0 - CSTR_EQUAL);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_FLAGS});
    const WCHAR small[] = {0xE4, 0};
    const WCHAR capital[] = {0xC4, 0};
    EXPECT_EQ(CompareStringOrdinal(small, -1, capital, -1, TRUE), CSTR_EQUAL);
    EXPECT_EQ(CompareStringOrdinal(small, 1, capital, 1, FALSE), CSTR_GREATER_THAN);
    std::array<WCHAR, 4> out{};
    EXPECT_EQ(LCMapStringW(LOCALE_INVARIANT, LCMAP_UPPERCASE, small, -1, out.data(), 4), 2);
    EXPECT_EQ(out[0], 0xC4);
    EXPECT_EQ(LCMapStringW(LOCALE_INVARIANT, LCMAP_SORTKEY, small, -1, out.data(), 4), 0);
}

TEST(CollateTest, ClassesCaseAndSteps) {
    const WCHAR text[] = {'A', '7', ' ', 0};
    std::array<WORD, 3> kinds{};
    ASSERT_TRUE(GetStringTypeW(CT_CTYPE1, text, 3, kinds.data()));
    EXPECT_EQ(kinds[0], C1_UPPER | C1_ALPHA | C1_XDIGIT | C1_DEFINED);
    EXPECT_EQ(kinds[1] & C1_DIGIT, C1_DIGIT);
    EXPECT_EQ(kinds[2] & (C1_SPACE | C1_BLANK), C1_SPACE | C1_BLANK);
    EXPECT_TRUE(IsCharAlphaA('x') && !IsCharAlphaA('1') && IsCharAlphaNumericA('1'));
    char buffer[] = "aBc";
    EXPECT_EQ(CharUpperBuffA(buffer, 2), 2U);
    EXPECT_STREQ(buffer, "ABc");
    const char letters[] = "a\xC3\xA4";
    EXPECT_EQ(CharPrevA(letters, letters + 3), letters + 1);
    char oem[8];
    EXPECT_TRUE(CharToOemA(letters, oem) && std::strcmp(oem, letters) == 0);
    CPINFO page;
    ASSERT_TRUE(GetCPInfo(CP_ACP, &page));
    EXPECT_EQ(page.MaxCharSize, 4U);
    ASSERT_TRUE(GetCPInfo(1252, &page));
    EXPECT_EQ(page.MaxCharSize, 1U);
    EXPECT_FALSE(GetCPInfo(932, &page));
}

TEST(TimeChangeTest, ZonesWithRules) {
    TIME_ZONE_INFORMATION zone{}; // as in the middle of Europe
    zone.Bias = -60;
    zone.DaylightBias = -60;
    zone.DaylightDate = {0, 3, 0, 5, 2, 0, 0, 0};
    zone.StandardDate = {0, 10, 0, 5, 3, 0, 0, 0};
    const SYSTEMTIME winter = {2024, 3, 0, 31, 0, 59, 0, 0};
    const SYSTEMTIME summer = {2024, 3, 0, 31, 1, 0, 0, 0};
    SYSTEMTIME local{};
    SYSTEMTIME back{};
    ASSERT_TRUE(SystemTimeToTzSpecificLocalTime(&zone, &winter, &local));
    EXPECT_EQ(local.wHour, 1);
    ASSERT_TRUE(SystemTimeToTzSpecificLocalTime(&zone, &summer, &local));
    EXPECT_EQ(local.wHour, 3);
    ASSERT_TRUE(TzSpecificLocalTimeToSystemTime(&zone, &local, &back));
    EXPECT_EQ(back.wHour, 1);
    const SYSTEMTIME end = {2024, 10, 0, 27, 1, 0, 0, 0};
    ASSERT_TRUE(SystemTimeToTzSpecificLocalTime(&zone, &end, &local));
    EXPECT_EQ(local.wHour, 2);
    EXPECT_FALSE(SystemTimeToTzSpecificLocalTime(&zone, nullptr, &local));
}

TEST(TimeChangeTest, DosDatesAndSettingTheClock) {
    FILETIME time{};
    WORD day = 0;
    WORD clock = 0;
    ASSERT_TRUE(SystemTimeToFileTime(&kWhen, &time));
    ASSERT_TRUE(FileTimeToDosDateTime(&time, &day, &clock));
    EXPECT_EQ(day, 44 << 9 | 2 << 5 | 9);
    EXPECT_EQ(clock, 14 << 11 | 5 << 5 | 3);
    FILETIME back{};
    ASSERT_TRUE(DosDateTimeToFileTime(day, clock, &back));
    SYSTEMTIME calendar{};
    ASSERT_TRUE(FileTimeToSystemTime(&back, &calendar));
    EXPECT_EQ(calendar.wSecond, 6);
    SYSTEMTIME bad = kWhen;
    bad.wDay = 32;
    EXPECT_FALSE(SetSystemTime(&bad));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

} // namespace
