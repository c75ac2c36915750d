/* WinDef.h - windef.h by another spelling. */
#include "windef.h"
