/* bits/locale_facets.tcc - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <ws2wide/off.h>
#include_next <bits/locale_facets.tcc>
#include <ws2wide/on.h>
