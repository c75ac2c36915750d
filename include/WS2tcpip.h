/* WS2tcpip.h - ws2tcpip.h by another spelling. */
#include "ws2tcpip.h"
