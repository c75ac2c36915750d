/* Mswsock.h - mswsock.h by another spelling. */
#include "mswsock.h"
