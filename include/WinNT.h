/* WinNT.h - winnt.h by another spelling. */
#include "winnt.h"
