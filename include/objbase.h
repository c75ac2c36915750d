/* objbase.h - of component objects, their types and CoCreateGuid: wtypes.h. */
#include "wtypes.h"
