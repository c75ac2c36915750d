/* StrSafe.h - strsafe.h by another spelling. */
#include "strsafe.h"
