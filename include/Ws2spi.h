/* Ws2spi.h - ws2spi.h by another spelling. */
#include "ws2spi.h"
