/* iprtrmib.h - what programs want of it is in iphlpapi.h. */
#ifndef WS2_IPRTRMIB_H
#define WS2_IPRTRMIB_H
#include "iphlpapi.h"
#endif
