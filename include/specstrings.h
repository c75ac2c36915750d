/* specstrings.h - annotations of parameters: sal.h. */
#include "sal.h"
