/* ws2/crt_time.h - Microsoft's names of time.h. Part of ws2/crt_standard.h; ws2cc puts it behind
 * time.h. */
#ifndef WS2_CRT_TIME_H
#define WS2_CRT_TIME_H
#include "ws2/crt_types.h"
#include <time.h>

#ifndef CLK_TCK
#define CLK_TCK CLOCKS_PER_SEC
#endif
#define _tzset tzset
#define _timezone timezone
#define _daylight daylight
#define _tzname tzname
typedef time_t __time64_t;
#define _time64 time
#define _mktime64 mktime
#define _localtime64 localtime
#define _gmtime64 gmtime
#define _ctime64 ctime
#define _difftime64 difftime
#define _localtime64_s localtime_s
#define _gmtime64_s gmtime_s
#define _ctime64_s ctime_s
#define _mkgmtime64 _mkgmtime

#ifdef __cplusplus
extern "C" {
#endif

WS2_CRT_API time_t _mkgmtime(struct tm* when) __THROW;
/* The arguments stand in the other order in C11. */
WS2_CRT_API errno_t localtime_s(struct tm* out, const time_t* when) __THROW;
WS2_CRT_API errno_t gmtime_s(struct tm* out, const time_t* when) __THROW;
WS2_CRT_API errno_t asctime_s(char* to, size_t size, const struct tm* when) __THROW;
WS2_CRT_API errno_t ctime_s(char* to, size_t size, const time_t* when) __THROW;
/* The date as mm/dd/yy, the time as hh:mm:ss: 9 characters. */
WS2_CRT_API char* _strdate(char* to) __THROW;
WS2_CRT_API char* _strtime(char* to) __THROW;
WS2_CRT_API errno_t _strdate_s(char* to, size_t size) __THROW;
WS2_CRT_API errno_t _strtime_s(char* to, size_t size) __THROW;
WS2_CRT_API errno_t _get_timezone(long* seconds) __THROW;

#ifdef __cplusplus
}
extern "C++" {
template<size_t Size>
errno_t asctime_s(char (&to)[Size], const struct tm* when) {
    return asctime_s(to, Size, when);
}
template<size_t Size>
errno_t ctime_s(char (&to)[Size], const time_t* when) {
    return ctime_s(to, Size, when);
}
template<size_t Size>
errno_t _strdate_s(char (&to)[Size]) {
    return _strdate_s(to, Size);
}
template<size_t Size>
errno_t _strtime_s(char (&to)[Size]) {
    return _strtime_s(to, Size);
}
}
#endif

#endif
