/* sys/time.h as MinGW-w64 has it: gettimeofday with winsock2.h's timeval. */
#ifndef WS2_LIBC_FIRST
#include <winsock2.h>
#endif
/* Programs have a struct timezone of their own; this header alone brings one, as MinGW-w64's. */
#pragma push_macro("timezone")
#undef timezone
#define timezone ws2_libc_timezone
#include_next <sys/time.h>
#undef timezone
#pragma pop_macro("timezone")
#if !defined(WS2_LIBC_FIRST) && !defined(_TIMEZONE_DEFINED)
#define _TIMEZONE_DEFINED
struct timezone {
    int tz_minuteswest;
    int tz_dsttime;
};
#endif
#if !defined(WS2_LIBC_FIRST) && !defined(WS2_GETTIMEOFDAY)
#define WS2_GETTIMEOFDAY
#ifdef __cplusplus
extern "C" {
#endif
static __inline__ int ws2_gettimeofday(struct timeval* now, void* zone) {
    struct timespec precise;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = (LONG)precise.tv_sec;
    now->tv_usec = (LONG)(precise.tv_nsec / 1000);
    return 0;
}
#ifdef __cplusplus
}
#endif
#define gettimeofday ws2_gettimeofday
#endif
