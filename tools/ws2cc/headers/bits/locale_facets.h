/* bits/locale_facets.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <cwctype>
#include <cctype>
#include <iosfwd>
#include <bits/ios_base.h>
#include <streambuf>
#include <bits/cpp_type_traits.h>
#include <ext/type_traits.h>
#include <ext/numeric_traits.h>
#include <bits/streambuf_iterator.h>
#include <ws2wide/off.h>
#include_next <bits/locale_facets.h>
#include <ws2wide/on.h>
#include <ws2wide/facets.h>
