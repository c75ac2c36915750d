/* test/c_face: layouts and values, as C reads them. */
#include "offsets.h"
#include "sizes.h"
#include "system_facts.h"
#include "values_calls.h"
#include "values_errors.h"
#include "values_sockets.h"
#include "windows_facts.h"
