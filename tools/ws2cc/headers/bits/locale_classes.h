/* bits/locale_classes.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <bits/localefwd.h>
#include <string>
#include <ext/atomicity.h>
#include <ws2wide/off.h>
#include_next <bits/locale_classes.h>
#include <ws2wide/on.h>
#include <ws2wide/collate.h>
