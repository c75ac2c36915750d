/* WSHisotp.h - wshisotp.h by another spelling. */
#include "wshisotp.h"
