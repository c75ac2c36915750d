/* WinBase.h - winbase.h by another spelling. */
#include "winbase.h"
