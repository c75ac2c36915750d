/* Tchar.h - tchar.h by another spelling. */
#include "tchar.h"
