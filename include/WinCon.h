/* WinCon.h - wincon.h by another spelling. */
#include "wincon.h"
