/* processtopologyapi.h - groups of processors and the threads on them: ws2/processors.h. */
#include "winbase.h"
