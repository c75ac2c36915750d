/* Ws2ipdef.h - ws2ipdef.h by another spelling. */
#include "ws2ipdef.h"
