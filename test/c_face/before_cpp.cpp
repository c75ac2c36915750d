// test/c_face: the headers before every standard header.
#include "everything.h"

#include "standard_cpp.hpp"

#include "meaning.h"
