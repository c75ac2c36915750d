/* combaseapi.h - of component objects, what needs none: objbase.h. */
#include "objbase.h"
