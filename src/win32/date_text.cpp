// Room win32: GetDateFormat and GetTimeFormat: pictures of dates and times.
#include "win32/locale.hpp"

#include <algorithm>
#include <sysinfoapi.h>

using namespace ws2::win32;

namespace {

void put_number(std::string& out, unsigned value, std::size_t digits) {
    std::string text = std::to_string(value);
    if (text.size() < digits)
        text.insert(0, digits - text.size(), '0');
    out += text;
}

void put_date(std::string& out, const SYSTEMTIME& date, char letter, std::size_t count) {
    if (letter == 'd' && count <= 2)
        return put_number(out, date.wDay, count);
    if (letter == 'd')
        return void(out += day_name(date.wDayOfWeek, count > 3));
    if (letter == 'M' && count <= 2)
        return put_number(out, date.wMonth, count);
    if (letter == 'M')
        return void(out += month_name(date.wMonth - 1U, count > 3));
    if (letter == 'y')
        return count <= 2 ? put_number(out, date.wYear % 100U, count)
                          : put_number(out, date.wYear, 4);
    out += "A.D."; // g
}

void put_time(std::string& out, const SYSTEMTIME& time, char letter, std::size_t count) {
    const std::size_t digits = std::min<std::size_t>(count, 2);
    if (letter == 'h')
        return put_number(out, time.wHour % 12 == 0 ? 12U : time.wHour % 12U, digits);
    if (letter == 'H')
        return put_number(out, time.wHour, digits);
    if (letter == 'm')
        return put_number(out, time.wMinute, digits);
    if (letter == 's')
        return put_number(out, time.wSecond, digits);
    const std::string_view mark = time.wHour < 12 ? "AM" : "PM"; // t
    out += mark.substr(0, digits);
}

// 'text' is text; two quotes within it are one.
std::size_t put_quoted(std::string& out, const std::string& picture, std::size_t at) {
    for (++at; at < picture.size(); ++at) {
        if (picture[at] != '\'')
            out.push_back(picture[at]);
        else if (at + 1 < picture.size() && picture[at + 1] == '\'')
            out.push_back(picture[at++]);
        else
            return at + 1;
    }
    return at;
}

std::string drawn(const std::string& picture, const SYSTEMTIME& when, bool date) {
    const std::string_view letters = date ? "dMyg" : "hHmst";
    std::string out;
    for (std::size_t at = 0; at < picture.size();) {
        const char letter = picture[at];
        if (letter == '\'') {
            at = put_quoted(out, picture, at);
        } else if (letters.find(letter) == std::string_view::npos) {
            out.push_back(letter);
            ++at;
        } else {
            const std::size_t count =
                std::min(picture.find_first_not_of(letter, at), picture.size()) - at;
            (date ? put_date : put_time)(out, when, letter, count);
            at += count;
        }
    }
    return out;
}

bool good_date(SYSTEMTIME& when) noexcept {
    SYSTEMTIME day{};
    day.wYear = when.wYear;
    day.wMonth = when.wMonth;
    day.wDay = when.wDay;
    FILETIME ticks{};
    if (!SystemTimeToFileTime(&day, &ticks) || !FileTimeToSystemTime(&ticks, &day))
        return false;
    when.wDayOfWeek = day.wDayOfWeek; // the date decides, whatever is said
    return true;
}

std::string own_picture(bool date, bool invariant, DWORD flags) {
    if (date) {
        if (flags & DATE_LONGDATE)
            return invariant ? "dddd, dd MMMM yyyy" : "dddd, MMMM d, yyyy";
        return invariant ? "MM/dd/yyyy" : "M/d/yyyy";
    }
    return invariant ? "HH:mm:ss" : "h:mm:ss tt";
}

constexpr char kText = '\x01';

// The picture with its quoted text, and the quotes, blotted out.
std::string shape_of(const std::string& picture) {
    std::string out = picture;
    bool quoted = false;
    for (char& letter : out) {
        const bool mark = letter == '\'';
        if (quoted || mark)
            letter = kText;
        quoted = quoted != mark;
    }
    return out;
}

// Takes the parts away that the flags do not want, with what separates them.
std::string without(std::string picture, char letter) {
    std::string shape = shape_of(picture);
    for (std::size_t at; (at = shape.find(letter)) != std::string::npos;) {
        std::size_t end = std::min(shape.find_first_not_of(letter, at), shape.size());
        const std::size_t before = shape.find_last_not_of(" :.", at == 0 ? 0 : at - 1);
        std::size_t start = at == 0 || before == std::string::npos ? at : before + 1;
        if (start != 0 && end < shape.size() && shape[start - 1] == kText && shape[end] == kText) {
            --start; // two texts become one: quotes that meet would be a quote
            ++end;
        }
        picture.erase(start, end - start);
        shape.erase(start, end - start);
    }
    return picture;
}

std::string for_flags(std::string picture, DWORD flags) {
    if (flags & (TIME_NOSECONDS | TIME_NOMINUTESORSECONDS))
        picture = without(picture, 's');
    if (flags & TIME_NOMINUTESORSECONDS)
        picture = without(picture, 'm');
    if (flags & TIME_NOTIMEMARKER)
        picture = without(picture, 't');
    if (flags & TIME_FORCE24HOURFORMAT) {
        const std::string shape = shape_of(picture);
        for (std::size_t i = 0; i < shape.size(); ++i) {
            if (shape[i] == 'h')
                picture[i] = 'H';
        }
    }
    return picture;
}

template<typename Char>
int give(bool date, bool known, bool invariant, DWORD flags, const SYSTEMTIME* when,
         const Char* format, Char* to, int size) {
    return contained(0, [&] {
        flags &= ~DWORD{LOCALE_NOUSEROVERRIDE | LOCALE_USE_CP_ACP};
        constexpr DWORD both = DATE_SHORTDATE | DATE_LONGDATE;
        if (!known)
            return failure(ERROR_INVALID_PARAMETER, 0);
        if ((flags & ~DWORD{date ? both : 0xFU}) != 0 ||
            (date && (flags == both || (format != nullptr && flags != 0))))
            return failure(ERROR_INVALID_FLAGS, 0);
        SYSTEMTIME now{};
        if (when != nullptr)
            now = *when;
        else
            GetLocalTime(&now);
        if (date ? !good_date(now) : now.wHour > 23 || now.wMinute > 59 || now.wSecond > 59)
            return failure(ERROR_INVALID_PARAMETER, 0);
        std::string picture =
            format != nullptr ? utf8_of(format) : own_picture(date, invariant, flags);
        if (!date)
            picture = for_flags(std::move(picture), flags);
        return give_locale_text(drawn(picture, now, date), to, size);
    });
}

template<typename Char>
int give(bool date, LCID locale, DWORD flags, const SYSTEMTIME* when, const Char* format, Char* to,
         int size) {
    return give(date, is_locale(locale), locale == LOCALE_INVARIANT, flags, when, format, to, size);
}

int give_named(bool date, const WCHAR* name, DWORD flags, const SYSTEMTIME* when,
               const WCHAR* format, WCHAR* to, int size) {
    const bool invariant = name != nullptr && *name == 0;
    return contained(0, [&] {
        return give(date, is_locale_name(name), invariant, flags, when, format, to, size);
    });
}

} // namespace

extern "C" {

int WINAPI GetDateFormatA(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpDate, LPCSTR lpFormat,
                          LPSTR lpDateStr, int cchDate) {
    return give(true, Locale, dwFlags, lpDate, lpFormat, lpDateStr, cchDate);
}
int WINAPI GetDateFormatW(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpDate, LPCWSTR lpFormat,
                          LPWSTR lpDateStr, int cchDate) {
    return give(true, Locale, dwFlags, lpDate, lpFormat, lpDateStr, cchDate);
}
int WINAPI GetDateFormatEx(LPCWSTR lpLocaleName, DWORD dwFlags, const SYSTEMTIME* lpDate,
                           LPCWSTR lpFormat, LPWSTR lpDateStr, int cchDate, LPCWSTR) {
    return give_named(true, lpLocaleName, dwFlags, lpDate, lpFormat, lpDateStr, cchDate);
}
int WINAPI GetTimeFormatA(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpTime, LPCSTR lpFormat,
                          LPSTR lpTimeStr, int cchTime) {
    return give(false, Locale, dwFlags, lpTime, lpFormat, lpTimeStr, cchTime);
}
int WINAPI GetTimeFormatW(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpTime, LPCWSTR lpFormat,
                          LPWSTR lpTimeStr, int cchTime) {
    return give(false, Locale, dwFlags, lpTime, lpFormat, lpTimeStr, cchTime);
}
int WINAPI GetTimeFormatEx(LPCWSTR lpLocaleName, DWORD dwFlags, const SYSTEMTIME* lpTime,
                           LPCWSTR lpFormat, LPWSTR lpTimeStr, int cchTime) {
    return give_named(false, lpLocaleName, dwFlags, lpTime, lpFormat, lpTimeStr, cchTime);
}
}
