/* Nspapi.h - nspapi.h by another spelling. */
#include "nspapi.h"
