/* Ws2def.h - ws2def.h by another spelling. */
#include "ws2def.h"
