/* parallel/compatibility.h - libstdc++'s own, read as on the system it was built for. */
#pragma GCC system_header
#pragma push_macro("_WIN32")
#undef _WIN32
#include_next <parallel/compatibility.h>
#pragma pop_macro("_WIN32")
