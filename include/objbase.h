/* objbase.h - of component objects, CoCreateGuid: rpcdce.h. */
#include "rpcdce.h"
