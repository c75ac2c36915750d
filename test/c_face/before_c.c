/* test/c_face: the headers before every standard header. */
#include "everything.h"

#include "standard_c.h"

#include "meaning.h"
