/* handleapi.h - what a program wants of it is in winbase.h. */
#ifndef _APISETHANDLE_
#define _APISETHANDLE_
#include "winbase.h"
#endif
