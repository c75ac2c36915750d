/* Rpc.h - rpc.h by another spelling. */
#include "rpc.h"
