/* WindowsX.h - windowsx.h by another spelling. */
#include "windowsx.h"
