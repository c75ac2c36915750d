/* shellapi.h - of the shell, the parts of a command line (CommandLineToArgvW). */
#ifndef _INC_SHELLAPI
#define _INC_SHELLAPI
#include "processenv.h"
#endif
