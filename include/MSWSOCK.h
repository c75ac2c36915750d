/* MSWSOCK.h - mswsock.h by another spelling. */
#include "mswsock.h"
