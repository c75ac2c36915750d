/* udpmib.h - what programs want of it is in iphlpapi.h. */
#ifndef WS2_UDPMIB_H
#define WS2_UDPMIB_H
#include "iphlpapi.h"
#endif
