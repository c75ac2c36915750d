/* SvcGuid.h - svcguid.h by another spelling. */
#include "svcguid.h"
