// test/c_face: the headers after every standard header.
#include "standard_cpp.hpp"

#include "meaning.h"
