// Room win32: GetLocaleInfo, and which locales there are.
#include "win32/locale.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <strings.h>

namespace ws2::win32 {

namespace {

constexpr LCID kEnglish = 0x0409;
constexpr std::string_view kName = "en-US";

constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

struct Fact {
    LCTYPE type;
    std::string_view text;
    std::string_view invariant = text;
};

constexpr Fact kFacts[] = {
    {LOCALE_ILANGUAGE, "0409", "007f"},
    {LOCALE_SLANGUAGE, "English (United States)", "Invariant Language (Invariant Country)"},
    {LOCALE_SABBREVLANGNAME, "ENU", "IVL"},
    {LOCALE_SNATIVELANGNAME, "English", "Invariant Language"},
    {LOCALE_ICOUNTRY, "1"},
    {LOCALE_SCOUNTRY, "United States", "Invariant Country"},
    {LOCALE_SABBREVCTRYNAME, "USA", "IVC"},
    {LOCALE_SNATIVECTRYNAME, "United States", "Invariant Country"},
    {LOCALE_IDEFAULTLANGUAGE, "0409"},
    {LOCALE_IDEFAULTCODEPAGE, "65001"},
    {LOCALE_IDEFAULTANSICODEPAGE, "65001"},
    {LOCALE_SLIST, ","},
    {LOCALE_IMEASURE, "1", "0"},
    {LOCALE_SDECIMAL, "."},
    {LOCALE_STHOUSAND, ","},
    {LOCALE_SGROUPING, "3;0"},
    {LOCALE_IDIGITS, "2"},
    {LOCALE_ILZERO, "1"},
    {LOCALE_SDATE, "/"},
    {LOCALE_STIME, ":"},
    {LOCALE_SSHORTDATE, "M/d/yyyy", "MM/dd/yyyy"},
    {LOCALE_SLONGDATE, "dddd, MMMM d, yyyy", "dddd, dd MMMM yyyy"},
    {LOCALE_STIMEFORMAT, "h:mm:ss tt", "HH:mm:ss"},
    {LOCALE_IDATE, "0"},
    {LOCALE_ITIME, "0", "1"},
    {LOCALE_S1159, "AM"},
    {LOCALE_S2359, "PM"},
    {LOCALE_SPOSITIVESIGN, ""},
    {LOCALE_SNEGATIVESIGN, "-"},
    {LOCALE_SISO639LANGNAME, "en", "iv"},
    {LOCALE_SISO3166CTRYNAME, "US", "IV"},
    {LOCALE_SNAME, kName, ""},
    {LOCALE_SENGLANGUAGE, "English", "Invariant Language"},
    {LOCALE_SENGCOUNTRY, "United States", "Invariant Country"},
    {LOCALE_IFIRSTDAYOFWEEK, "6"},
};

// Null: there is no such type here.
const char* find(LCTYPE type, bool invariant, std::string_view& text) noexcept {
    const auto within = [&](LCTYPE first, unsigned count) {
        return type >= first && type < first + count;
    };
    if (within(LOCALE_SDAYNAME1, 7)) // which begins with Monday
        return (text = day_name((type - LOCALE_SDAYNAME1 + 1) % 7, true)).data();
    if (within(LOCALE_SABBREVDAYNAME1, 7))
        return (text = day_name((type - LOCALE_SABBREVDAYNAME1 + 1) % 7, false)).data();
    if (within(LOCALE_SMONTHNAME1, 12))
        return (text = month_name(type - LOCALE_SMONTHNAME1, true)).data();
    if (within(LOCALE_SABBREVMONTHNAME1, 12))
        return (text = month_name(type - LOCALE_SABBREVMONTHNAME1, false)).data();
    for (const Fact& each : kFacts) {
        if (each.type == type)
            return (text = invariant ? each.invariant : each.text).data();
    }
    return nullptr;
}

template<typename Char>
int info(bool known, bool invariant, LCTYPE type, Char* to, int size) {
    return contained(0, [&] {
        if (!known)
            return failure(ERROR_INVALID_PARAMETER, 0);
        constexpr LCTYPE flags = LOCALE_NOUSEROVERRIDE | LOCALE_USE_CP_ACP | LOCALE_RETURN_NUMBER;
        std::string_view text;
        if (find(type & ~flags, invariant, text) == nullptr)
            return failure(ERROR_INVALID_FLAGS, 0);
        if ((type & LOCALE_RETURN_NUMBER) == 0)
            return give_locale_text(text, to, size);
        const LCTYPE kind = type & ~flags;
        const bool hexadecimal = kind == LOCALE_ILANGUAGE || kind == LOCALE_IDEFAULTLANGUAGE;
        char* end = nullptr;
        const auto number = static_cast<DWORD>(
            std::strtoul(std::string(text).c_str(), &end, hexadecimal ? 16 : 10));
        constexpr int needed = sizeof(DWORD) / sizeof(Char);
        if (text.empty() || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
            return failure(ERROR_INVALID_FLAGS, 0);
        if (size == 0)
            return needed;
        if (size < needed || to == nullptr)
            return failure(ERROR_INSUFFICIENT_BUFFER, 0);
        std::memcpy(to, &number, sizeof number);
        return needed;
    });
}

int give_name(WCHAR* to, int size) {
    return contained(0, [&] {
        return size == 0 ? failure(ERROR_INSUFFICIENT_BUFFER, 0)
                         : give_locale_text(kName, to, size);
    });
}

} // namespace

bool is_locale(LCID locale) noexcept {
    return locale == kEnglish || locale == LOCALE_USER_DEFAULT || locale == LOCALE_SYSTEM_DEFAULT ||
           locale == LOCALE_INVARIANT || locale == LOCALE_NEUTRAL ||
           locale == LOCALE_CUSTOM_DEFAULT || locale == 0x0009;
}

bool is_locale_name(const WCHAR* name) {
    const std::string text = narrow(name);
    return text.empty() || strcasecmp(text.c_str(), kName.data()) == 0 ||
           strcasecmp(text.c_str(), "en") == 0 || text == "!x-sys-default-locale";
}

std::string_view day_name(unsigned day, bool whole) noexcept {
    return kDays[day % 7].substr(0, whole ? std::string_view::npos : 3);
}

std::string_view month_name(unsigned month, bool whole) noexcept {
    return kMonths[month % 12].substr(0, whole ? std::string_view::npos : 3);
}

} // namespace ws2::win32

using namespace ws2::win32;

extern "C" {

LCID WINAPI GetUserDefaultLCID(VOID) {
    return kEnglish;
}
LCID WINAPI GetSystemDefaultLCID(VOID) {
    return kEnglish;
}
LCID WINAPI GetThreadLocale(VOID) {
    return kEnglish;
}
LANGID WINAPI GetUserDefaultLangID(VOID) {
    return LANGID{kEnglish};
}
LANGID WINAPI GetSystemDefaultLangID(VOID) {
    return LANGID{kEnglish};
}
LANGID WINAPI GetUserDefaultUILanguage(VOID) {
    return LANGID{kEnglish};
}
LANGID WINAPI GetSystemDefaultUILanguage(VOID) {
    return LANGID{kEnglish};
}
int WINAPI GetUserDefaultLocaleName(LPWSTR lpLocaleName, int cchLocaleName) {
    return give_name(lpLocaleName, cchLocaleName);
}
int WINAPI GetSystemDefaultLocaleName(LPWSTR lpLocaleName, int cchLocaleName) {
    return give_name(lpLocaleName, cchLocaleName);
}
BOOL WINAPI IsValidLocale(LCID Locale, DWORD) {
    return is_locale(Locale);
}

int WINAPI GetLocaleInfoA(LCID Locale, LCTYPE LCType, LPSTR lpLCData, int cchData) {
    return info(is_locale(Locale), Locale == LOCALE_INVARIANT, LCType, lpLCData, cchData);
}
int WINAPI GetLocaleInfoW(LCID Locale, LCTYPE LCType, LPWSTR lpLCData, int cchData) {
    return info(is_locale(Locale), Locale == LOCALE_INVARIANT, LCType, lpLCData, cchData);
}
int WINAPI GetLocaleInfoEx(LPCWSTR lpLocaleName, LCTYPE LCType, LPWSTR lpLCData, int cchData) {
    const bool invariant = lpLocaleName != nullptr && *lpLocaleName == 0;
    return contained(0, [&] {
        return info(is_locale_name(lpLocaleName), invariant, LCType, lpLCData, cchData);
    });
}
}
