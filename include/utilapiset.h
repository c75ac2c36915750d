/* utilapiset.h - a tone, and pointers in disguise. */
#ifndef _APISETUTIL_
#define _APISETUTIL_
#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The bell of the terminal on standard error, which has one tone; returns when the time is over.
 * ERROR_INVALID_PARAMETER unless 37 to 32767 Hz; ERROR_NOT_SUPPORTED without a terminal. */
WINBASEAPI BOOL WINAPI Beep(DWORD dwFreq, DWORD dwDuration);
/* By a number of this process's. */
WINBASEAPI PVOID WINAPI EncodePointer(PVOID Ptr);
WINBASEAPI PVOID WINAPI DecodePointer(PVOID Ptr);

#ifdef __cplusplus
}
#endif

#endif
