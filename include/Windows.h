/* Windows.h - windows.h by another spelling. */
#include "windows.h"
