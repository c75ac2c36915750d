/* Mstcpip.h - mstcpip.h by another spelling. */
#include "mstcpip.h"
