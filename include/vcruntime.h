/* vcruntime.h - what the compiler's run time gives the C library: corecrt.h and sal.h. */
#include "corecrt.h"
#include "sal.h"
