/* debugapi.h - the debugger: with the handling of errors in errhandlingapi.h. */
#include "errhandlingapi.h"
