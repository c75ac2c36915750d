/* Process.h - process.h by another spelling. */
#include "process.h"
