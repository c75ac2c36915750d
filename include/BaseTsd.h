/* BaseTsd.h - basetsd.h by another spelling. */
#include "basetsd.h"
