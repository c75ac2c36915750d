/* winnls.h - code pages and case of letters: stringapiset.h. */
#include "stringapiset.h"
