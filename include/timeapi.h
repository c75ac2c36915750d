/* timeapi.h - multimedia clock, after "Multimedia Timers". */
#ifndef _TIMEAPI_H_
#define _TIMEAPI_H_
#include "minwinbase.h"

typedef UINT MMRESULT;
#define TIMERR_NOERROR 0
#define TIMERR_NOCANDO 97
#define TIMERR_STRUCT 129
#define MMSYSERR_NOERROR 0

typedef struct timecaps_tag {
    UINT wPeriodMin;
    UINT wPeriodMax;
} TIMECAPS, *PTIMECAPS, *LPTIMECAPS;

#ifdef __cplusplus
extern "C" {
#endif

/* Milliseconds since the system started. The clock always has its best resolution, so periods from
 * 1 ms on are granted and change nothing. */
WINBASEAPI DWORD WINAPI timeGetTime(VOID);
WINBASEAPI MMRESULT WINAPI timeBeginPeriod(UINT uPeriod);
WINBASEAPI MMRESULT WINAPI timeEndPeriod(UINT uPeriod);
WINBASEAPI MMRESULT WINAPI timeGetDevCaps(LPTIMECAPS ptc, UINT cbtc);

#ifdef __cplusplus
}
#endif

#endif
