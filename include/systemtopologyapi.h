/* systemtopologyapi.h - nodes of memory and their processors: ws2/processors.h. */
#include "winbase.h"
