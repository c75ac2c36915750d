/* ntsecapi.h - of the security interface, the random numbers that programs take from it. */
#ifndef _NTSECAPI_
#define _NTSECAPI_
#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

#define RtlGenRandom SystemFunction036
WINBASEAPI BOOLEAN NTAPI SystemFunction036(PVOID RandomBuffer, ULONG RandomBufferLength);

#ifdef __cplusplus
}
#endif

#endif
