/* dos.h - attributes of files, as io.h has them. */
#include "io.h"
