/* WinError.h - winerror.h by another spelling. */
#include "winerror.h"
