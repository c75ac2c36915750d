/* Iphlpapi.h - iphlpapi.h by another spelling. */
#include "iphlpapi.h"
