/* SDKDDKVer.h - sdkddkver.h by another spelling. */
#include "sdkddkver.h"
