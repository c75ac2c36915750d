/* bits/istream.tcc - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <bits/cxxabi_forced.h>
#include <ws2wide/off.h>
#include_next <bits/istream.tcc>
#include <ws2wide/on.h>
