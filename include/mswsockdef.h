/* mswsockdef.h - with the calls in mswsock.h. */
#include "mswsock.h"
