/* bits/ostream_insert.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <iosfwd>
#include <bits/cxxabi_forced.h>
#include <bits/exception_defines.h>
#include <ws2wide/off.h>
#include_next <bits/ostream_insert.h>
#include <ws2wide/on.h>
