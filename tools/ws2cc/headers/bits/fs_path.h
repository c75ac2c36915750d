/* bits/fs_path.h - libstdc++'s own, read as on the system it was built for: files are Linux's. */
#pragma GCC system_header
#include <ws2wide/names.h>
#pragma push_macro("_WIN32")
#undef _WIN32
#include_next <bits/fs_path.h>
#pragma pop_macro("_WIN32")
