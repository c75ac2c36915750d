/* bits/allocator.h - libstdc++'s own; its library has no std::allocator<wchar_t> for us. */
#pragma GCC system_header
#include <stdlib.h> /* as Microsoft's bring it, and the next */
#include <string.h>
#if __SIZEOF_WCHAR_T__ != 2
#include_next <bits/allocator.h>
#elif !defined(WS2_ALLOCATOR_H)
#define WS2_ALLOCATOR_H
#include <bits/c++allocator.h>
#include <bits/c++config.h>
#include <bits/memoryfwd.h>
#include <type_traits>

#include <ws2wide/other_character.h>
#include_next <bits/allocator.h>
#pragma pop_macro("wchar_t")
#endif
