/* Winsock.h - winsock.h by another spelling. */
#include "winsock.h"
