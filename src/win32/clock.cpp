// Room win32: clocks and the calendar.
#include "win32/call.hpp"

#include <chrono>
#include <ctime>
#include <sysinfoapi.h>
#include <timeapi.h>

using namespace ws2::win32;

namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr std::int64_t kEpoch_s = 11'644'473'600; // 1601-01-01 to 1970-01-01

std::int64_t ticks_of(const FILETIME& time) noexcept {
    return static_cast<std::int64_t>((std::uint64_t{time.dwHighDateTime} << 32) |
                                     time.dwLowDateTime);
}

FILETIME filetime_of(std::int64_t ticks) noexcept {
    const auto value = static_cast<std::uint64_t>(ticks);
    return {static_cast<DWORD>(value), static_cast<DWORD>(value >> 32)};
}

std::int64_t now_ticks(clockid_t clock) noexcept {
    timespec now{};
    clock_gettime(clock, &now);
    return now.tv_sec * kTicksPerSecond + now.tv_nsec / 100;
}

std::int64_t since_start_ms() noexcept {
    return now_ticks(CLOCK_BOOTTIME) / 10'000;
}

SYSTEMTIME calendar_of(std::int64_t ticks) noexcept {
    using namespace std::chrono;
    const std::int64_t whole_ms = ticks / 10'000;
    const sys_time<milliseconds> time{milliseconds{whole_ms - kEpoch_s * 1000}};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    return {static_cast<WORD>(int{date.year()}),
            static_cast<WORD>(unsigned{date.month()}),
            static_cast<WORD>(weekday(day).c_encoding()),
            static_cast<WORD>(unsigned{date.day()}),
            static_cast<WORD>(clock.hours().count()),
            static_cast<WORD>(clock.minutes().count()),
            static_cast<WORD>(clock.seconds().count()),
            static_cast<WORD>(clock.subseconds().count())};
}

// Seconds that local time is ahead of UTC at this time of UTC.
std::int64_t offset_s(std::int64_t ticks) noexcept {
    const time_t when = ticks / kTicksPerSecond - kEpoch_s;
    tm local{};
    localtime_r(&when, &local);
    return local.tm_gmtoff;
}

template<std::size_t Size>
void give_name(WCHAR (&to)[Size], const char* name) noexcept {
    std::size_t i = 0;
    for (; i + 1 < Size && name != nullptr && name[i] != 0; ++i)
        to[i] = static_cast<unsigned char>(name[i]);
    to[i] = 0;
}

} // namespace

extern "C" {

DWORD WINAPI GetTickCount(VOID) {
    return static_cast<DWORD>(since_start_ms());
}

ULONGLONG WINAPI GetTickCount64(VOID) {
    return static_cast<ULONGLONG>(since_start_ms());
}

BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount) {
    if (lpPerformanceCount == nullptr)
        return outcome(ERROR_NOACCESS);
    lpPerformanceCount->QuadPart = now_ticks(CLOCK_MONOTONIC);
    return TRUE;
}

BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency) {
    if (lpFrequency == nullptr)
        return outcome(ERROR_NOACCESS);
    lpFrequency->QuadPart = kTicksPerSecond;
    return TRUE;
}

BOOL WINAPI QueryUnbiasedInterruptTime(PULONGLONG UnbiasedTime) {
    if (UnbiasedTime == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    *UnbiasedTime = static_cast<ULONGLONG>(now_ticks(CLOCK_MONOTONIC)); // stops while suspended
    return TRUE;
}

DWORD WINAPI timeGetTime(VOID) {
    return static_cast<DWORD>(since_start_ms());
}

MMRESULT WINAPI timeBeginPeriod(UINT uPeriod) {
    return uPeriod == 0 ? TIMERR_NOCANDO : TIMERR_NOERROR;
}

MMRESULT WINAPI timeEndPeriod(UINT uPeriod) {
    return uPeriod == 0 ? TIMERR_NOCANDO : TIMERR_NOERROR;
}

MMRESULT WINAPI timeGetDevCaps(LPTIMECAPS ptc, UINT cbtc) {
    if (ptc == nullptr || cbtc < sizeof(TIMECAPS))
        return TIMERR_NOCANDO;
    *ptc = {1, 1'000'000};
    return TIMERR_NOERROR;
}

VOID WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME lpSystemTimeAsFileTime) {
    *lpSystemTimeAsFileTime = filetime_of(now_ticks(CLOCK_REALTIME) + kEpoch_s * kTicksPerSecond);
}

VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime) {
    GetSystemTimePreciseAsFileTime(lpSystemTimeAsFileTime);
}

VOID WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime) {
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    *lpSystemTime = calendar_of(ticks_of(now));
}

VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime) {
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    const std::int64_t ticks = ticks_of(now);
    *lpSystemTime = calendar_of(ticks + offset_s(ticks) * kTicksPerSecond);
}

// The clock is never adjusted through this interface.
BOOL WINAPI GetSystemTimeAdjustment(PDWORD lpTimeAdjustment, PDWORD lpTimeIncrement,
                                    PBOOL lpTimeAdjustmentDisabled) {
    if (!lpTimeAdjustment || !lpTimeIncrement || !lpTimeAdjustmentDisabled)
        return outcome(ERROR_NOACCESS);
    *lpTimeAdjustment = *lpTimeIncrement = 156250; // 15.625 ms, the usual tick of Windows
    *lpTimeAdjustmentDisabled = TRUE;
    return TRUE;
}

BOOL WINAPI FileTimeToSystemTime(const FILETIME* lpFileTime, LPSYSTEMTIME lpSystemTime) {
    const std::int64_t ticks = ticks_of(*lpFileTime);
    if (ticks < 0)
        return outcome(ERROR_INVALID_PARAMETER);
    *lpSystemTime = calendar_of(ticks);
    return TRUE;
}

BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME* lpSystemTime, LPFILETIME lpFileTime) {
    using namespace std::chrono;
    const SYSTEMTIME& t = *lpSystemTime;
    const year_month_day date{year{t.wYear}, month{t.wMonth}, day{t.wDay}};
    if (!date.ok() || t.wYear < 1601 || t.wYear > 30827 || t.wHour > 23 || t.wMinute > 59 ||
        t.wSecond > 59 || t.wMilliseconds > 999)
        return outcome(ERROR_INVALID_PARAMETER);
    const std::int64_t days_since = sys_days(date).time_since_epoch().count();
    const std::int64_t seconds_since =
        days_since * 86400 + t.wHour * 3600 + t.wMinute * 60 + t.wSecond + kEpoch_s;
    *lpFileTime = filetime_of(seconds_since * kTicksPerSecond + t.wMilliseconds * 10'000);
    return TRUE;
}

// With the offset of now, as on Windows, not that of the time itself.
BOOL WINAPI FileTimeToLocalFileTime(const FILETIME* lpFileTime, LPFILETIME lpLocalFileTime) {
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    *lpLocalFileTime =
        filetime_of(ticks_of(*lpFileTime) + offset_s(ticks_of(now)) * kTicksPerSecond);
    return TRUE;
}

BOOL WINAPI LocalFileTimeToFileTime(const FILETIME* lpLocalFileTime, LPFILETIME lpFileTime) {
    FILETIME now;
    GetSystemTimePreciseAsFileTime(&now);
    *lpFileTime =
        filetime_of(ticks_of(*lpLocalFileTime) - offset_s(ticks_of(now)) * kTicksPerSecond);
    return TRUE;
}

LONG WINAPI CompareFileTime(const FILETIME* lpFileTime1, const FILETIME* lpFileTime2) {
    const auto first = static_cast<std::uint64_t>(ticks_of(*lpFileTime1));
    const auto second = static_cast<std::uint64_t>(ticks_of(*lpFileTime2));
    return first < second ? -1 : first > second;
}

// The offsets of this year's winter and summer; the dates of the change are not known to libc.
DWORD WINAPI GetTimeZoneInformation(LPTIME_ZONE_INFORMATION lpTimeZoneInformation) {
    tzset();
    *lpTimeZoneInformation = {};
    const time_t now = time(nullptr);
    tm local{};
    localtime_r(&now, &local);
    const long ahead_min = local.tm_gmtoff / 60;
    lpTimeZoneInformation->Bias = static_cast<LONG>(timezone / 60);
    give_name(lpTimeZoneInformation->StandardName, tzname[0]);
    give_name(lpTimeZoneInformation->DaylightName, daylight ? tzname[1] : tzname[0]);
    if (daylight == 0)
        return TIME_ZONE_ID_UNKNOWN;
    lpTimeZoneInformation->DaylightBias =
        local.tm_isdst > 0 ? static_cast<LONG>(-ahead_min) - lpTimeZoneInformation->Bias : -60;
    return local.tm_isdst > 0 ? TIME_ZONE_ID_DAYLIGHT : TIME_ZONE_ID_STANDARD;
}
}
