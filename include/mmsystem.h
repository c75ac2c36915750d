/* mmsystem.h - of the multimedia interface, its clock. */
#include "timeapi.h"
