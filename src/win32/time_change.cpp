// Room win32: setting the clock, times of another zone, and FAT's dates.
#include "win32/call.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <sysinfoapi.h>

using namespace ws2::win32;

namespace {

constexpr std::int64_t kTicksPerMinute = 600'000'000;
constexpr std::int64_t kEpoch_ticks = 116'444'736'000'000'000;

std::int64_t ticks_of(const FILETIME& time) noexcept {
    return static_cast<std::int64_t>(std::uint64_t{time.dwHighDateTime} << 32 | time.dwLowDateTime);
}

FILETIME filetime_of(std::int64_t ticks) noexcept {
    return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

bool ticks_of(const SYSTEMTIME& time, std::int64_t& ticks) noexcept {
    FILETIME out{};
    if (!SystemTimeToFileTime(&time, &out))
        return false;
    ticks = ticks_of(out);
    return true;
}

BOOL give(std::int64_t ticks, SYSTEMTIME* out) noexcept {
    const FILETIME time = filetime_of(ticks);
    return FileTimeToSystemTime(&time, out);
}

// When a zone changes, in local time of that year: on a date, or on the nth weekday of a month.
bool change_of(const SYSTEMTIME& rule, WORD year, std::int64_t& ticks) noexcept {
    SYSTEMTIME day = rule;
    if (rule.wYear != 0)
        return rule.wYear == year && ticks_of(day, ticks);
    SYSTEMTIME first = rule;
    first.wYear = day.wYear = year;
    first.wDay = 1;
    std::int64_t start = 0;
    if (!ticks_of(first, start) || !give(start, &first))
        return false;
    day.wDay = static_cast<WORD>(1 + (rule.wDayOfWeek + 7 - first.wDayOfWeek) % 7 +
                                 7 * (std::clamp<int>(rule.wDay, 1, 5) - 1));
    while (day.wDay > 21 && !ticks_of(day, ticks)) // the fifth means the last
        day.wDay = static_cast<WORD>(day.wDay - 7);
    return ticks_of(day, ticks);
}

// Minutes to add to local time for UTC, at a time of UTC or of local time.
LONG bias_at(const TIME_ZONE_INFORMATION& zone, std::int64_t time, bool is_utc) noexcept {
    const LONG standard = zone.Bias + zone.StandardBias;
    const LONG daylight = zone.Bias + zone.DaylightBias;
    SYSTEMTIME calendar{};
    std::int64_t begin = 0;
    std::int64_t end = 0;
    const std::int64_t in_standard = is_utc ? time - standard * kTicksPerMinute : time;
    if (zone.StandardDate.wMonth == 0 || zone.DaylightDate.wMonth == 0 ||
        !give(in_standard, &calendar) || !change_of(zone.DaylightDate, calendar.wYear, begin) ||
        !change_of(zone.StandardDate, calendar.wYear, end))
        return standard;
    if (is_utc) { // both changes in UTC: each is told in the time before it
        begin += standard * kTicksPerMinute;
        end += daylight * kTicksPerMinute;
    }
    const bool summer = begin < end ? time >= begin && time < end : time >= begin || time < end;
    return summer ? daylight : standard;
}

// Of this process's zone, at that time: what mktime and localtime know.
bool own_bias(const SYSTEMTIME& time, bool is_utc, std::int64_t ticks, LONG& minutes) noexcept {
    tm calendar{};
    time_t when = (ticks - kEpoch_ticks) / 10'000'000;
    if (!is_utc) {
        calendar.tm_year = time.wYear - 1900;
        calendar.tm_mon = time.wMonth - 1;
        calendar.tm_mday = time.wDay;
        calendar.tm_hour = time.wHour;
        calendar.tm_min = time.wMinute;
        calendar.tm_sec = time.wSecond;
        calendar.tm_isdst = -1;
        when = mktime(&calendar);
    }
    if (localtime_r(&when, &calendar) == nullptr)
        return false;
    minutes = static_cast<LONG>(-calendar.tm_gmtoff / 60);
    return true;
}

BOOL convert(const TIME_ZONE_INFORMATION* zone, const SYSTEMTIME* from, SYSTEMTIME* to,
             bool is_utc) noexcept {
    std::int64_t ticks = 0;
    LONG minutes = 0;
    if (from == nullptr || to == nullptr || !ticks_of(*from, ticks))
        return outcome(ERROR_INVALID_PARAMETER);
    if (zone != nullptr)
        minutes = bias_at(*zone, ticks, is_utc);
    else if (!own_bias(*from, is_utc, ticks, minutes))
        return outcome(ERROR_INVALID_PARAMETER);
    return give(ticks + (is_utc ? -1 : 1) * minutes * kTicksPerMinute, to);
}

} // namespace

extern "C" {

BOOL WINAPI SetSystemTime(const SYSTEMTIME* lpSystemTime) {
    std::int64_t ticks = 0;
    if (lpSystemTime == nullptr || !ticks_of(*lpSystemTime, ticks))
        return outcome(ERROR_INVALID_PARAMETER);
    ticks -= kEpoch_ticks;
    const timespec now{static_cast<time_t>(ticks / 10'000'000),
                       static_cast<long>(ticks % 10'000'000 * 100)};
    if (ticks < 0)
        return outcome(ERROR_INVALID_PARAMETER);
    if (clock_settime(CLOCK_REALTIME, &now) == 0)
        return TRUE;
    return outcome(errno == EPERM ? ERROR_PRIVILEGE_NOT_HELD : windows_error(errno));
}

BOOL WINAPI SetLocalTime(const SYSTEMTIME* lpSystemTime) {
    SYSTEMTIME universal{};
    return TzSpecificLocalTimeToSystemTime(nullptr, lpSystemTime, &universal)
               ? SetSystemTime(&universal)
               : FALSE;
}

BOOL WINAPI SystemTimeToTzSpecificLocalTime(const TIME_ZONE_INFORMATION* lpTimeZone,
                                            const SYSTEMTIME* lpUniversalTime,
                                            LPSYSTEMTIME lpLocalTime) {
    return convert(lpTimeZone, lpUniversalTime, lpLocalTime, true);
}

BOOL WINAPI TzSpecificLocalTimeToSystemTime(const TIME_ZONE_INFORMATION* lpTimeZone,
                                            const SYSTEMTIME* lpLocalTime,
                                            LPSYSTEMTIME lpUniversalTime) {
    return convert(lpTimeZone, lpLocalTime, lpUniversalTime, false);
}

BOOL WINAPI FileTimeToDosDateTime(const FILETIME* lpFileTime, LPWORD lpFatDate, LPWORD lpFatTime) {
    SYSTEMTIME time{};
    if (lpFileTime == nullptr || lpFatDate == nullptr || lpFatTime == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    if (!FileTimeToSystemTime(lpFileTime, &time))
        return FALSE;
    if (time.wYear < 1980 || time.wYear > 2107)
        return outcome(ERROR_INVALID_PARAMETER);
    *lpFatDate = static_cast<WORD>((time.wYear - 1980) << 9 | time.wMonth << 5 | time.wDay);
    *lpFatTime = static_cast<WORD>(time.wHour << 11 | time.wMinute << 5 | time.wSecond / 2);
    return TRUE;
}

BOOL WINAPI DosDateTimeToFileTime(WORD wFatDate, WORD wFatTime, LPFILETIME lpFileTime) {
    SYSTEMTIME time{};
    time.wYear = static_cast<WORD>(1980 + (wFatDate >> 9));
    time.wMonth = wFatDate >> 5 & 15;
    time.wDay = wFatDate & 31;
    time.wHour = static_cast<WORD>(wFatTime >> 11);
    time.wMinute = wFatTime >> 5 & 63;
    time.wSecond = static_cast<WORD>((wFatTime & 31) * 2);
    if (lpFileTime == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    return SystemTimeToFileTime(&time, lpFileTime);
}
}
