/* bits/locale_facets_nonio.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <ctime>
#include <bits/codecvt.h>
#include <ws2wide/off.h>
#include_next <bits/locale_facets_nonio.h>
#include <ws2wide/on.h>
#include <ws2wide/facets_nonio.h>
