/* test/c_face: the headers after every standard header. */
#include "standard_c.h"

#include "meaning.h"
