/* Io.h - io.h by another spelling. */
#include "io.h"
