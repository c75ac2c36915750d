/* argp.h - the C library's own, which names parameters __argc and __argv. */
#pragma GCC system_header
#pragma push_macro("__argc")
#pragma push_macro("__argv")
#undef __argc
#undef __argv
#include_next <argp.h>
#pragma pop_macro("__argv")
#pragma pop_macro("__argc")
