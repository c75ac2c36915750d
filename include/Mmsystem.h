/* Mmsystem.h - mmsystem.h by another spelling. */
#include "mmsystem.h"
