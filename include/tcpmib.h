/* tcpmib.h - what programs want of it is in iphlpapi.h. */
#ifndef WS2_TCPMIB_H
#define WS2_TCPMIB_H
#include "iphlpapi.h"
#endif
