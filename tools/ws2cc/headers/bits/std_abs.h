/* bits/std_abs.h - libstdc++'s own, after the C library's <stdlib.h> as ws2cc has it. */
#pragma GCC system_header
#include <ws2wide/stdlib.h>
#include_next <bits/std_abs.h>
