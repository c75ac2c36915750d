/* crtdefs.h - corecrt.h by its older name. */
#include "corecrt.h"
