/* Qos.h - qos.h by another spelling. */
#include "qos.h"
