/* consoleapi.h - the console: wincon.h. */
#include "wincon.h"
