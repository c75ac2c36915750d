/* timezoneapi.h - time zones: with all other clocks in sysinfoapi.h. */
#include "sysinfoapi.h"
