/* timeapi.h - multimedia clock, after "Multimedia Timers". */
#ifndef _TIMEAPI_H_
#define _TIMEAPI_H_
#include "minwinbase.h"

typedef UINT MMRESULT;
#define TIMERR_NOERROR 0
#define TIMERR_NOCANDO 97
#define TIMERR_STRUCT 129
#define MMSYSERR_NOERROR 0
#define MMSYSERR_INVALPARAM 11
#define TIME_ONESHOT 0x0000
#define TIME_PERIODIC 0x0001
#define TIME_CALLBACK_FUNCTION 0x0000
#define TIME_CALLBACK_EVENT_SET 0x0010
#define TIME_CALLBACK_EVENT_PULSE 0x0020
#define TIME_KILL_SYNCHRONOUS 0x0100
typedef VOID(CALLBACK TIMECALLBACK)(UINT uTimerID, UINT uMsg, DWORD_PTR dwUser, DWORD_PTR dw1,
                                    DWORD_PTR dw2);
typedef TIMECALLBACK* LPTIMECALLBACK;

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

/* The timer's number, or 0: a delay of 1 to 1000000 ms. The routine runs in a thread of the pool's,
 * never twice at a time for one timer; TIME_CALLBACK_EVENT_SET and _PULSE: lpTimeProc is an event.
 */
WINBASEAPI MMRESULT WINAPI timeSetEvent(UINT uDelay, UINT uResolution, LPTIMECALLBACK lpTimeProc,
                                        DWORD_PTR dwUser, UINT fuEvent);
/* With TIME_KILL_SYNCHRONOUS, and not called by the routine itself, it waits for the routine. */
WINBASEAPI MMRESULT WINAPI timeKillEvent(UINT uTimerID);

#ifdef __cplusplus
}
#endif

#endif
