/* profileapi.h - performance counters: with all other clocks in sysinfoapi.h. */
#include "sysinfoapi.h"
