/* Sal.h - sal.h by another spelling. */
#include "sal.h"
