/* bits/codecvt.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <bits/c++config.h>
#include <bits/locale_classes.h>
#include <ws2wide/off.h>
#include_next <bits/codecvt.h>
#include <ws2wide/on.h>
#include <ws2wide/codecvt_wide.h>
