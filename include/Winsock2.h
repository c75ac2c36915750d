/* Winsock2.h - winsock2.h by another spelling. */
#include "winsock2.h"
