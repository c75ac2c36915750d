/* bits/basic_ios.tcc - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <ws2wide/off.h>
#include_next <bits/basic_ios.tcc>
#include <ws2wide/on.h>
