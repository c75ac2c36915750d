/* SpOrder.h - sporder.h by another spelling. */
#include "sporder.h"
