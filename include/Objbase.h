/* Objbase.h - objbase.h by another spelling. */
#include "objbase.h"
