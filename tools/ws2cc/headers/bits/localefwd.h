/* bits/localefwd.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <bits/c++config.h>
#include <bits/c++locale.h>
#include <iosfwd>
#include <cctype>
#include <ws2wide/off.h>
#include_next <bits/localefwd.h>
#include <ws2wide/on.h>
