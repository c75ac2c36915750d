/* Guiddef.h - guiddef.h by another spelling. */
#include "guiddef.h"
