/* bits/basic_string.h - libstdc++'s own, without its library's std::getline; its std::to_wstring has
 * numbers printed with a long of 64 bits. Wide text comes back where it includes bits/charconv.h,
 * before std::stoi. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ != 2
#include_next <bits/basic_string.h>
#elif !defined(WS2_BASIC_STRING_H)
#define WS2_BASIC_STRING_H
#include <bits/c++config.h>
#include <debug/debug.h>
#include <ext/alloc_traits.h>
#include <ext/string_conversions.h>
#include <initializer_list>
#if __cplusplus >= 201703L
#include <string_view>
#endif
extern "C" int ws2_print_wide_number(wchar_t* to, size_t size, const wchar_t* format,
                                     __builtin_va_list list);
namespace std {
using ::ws2_print_wide_number;
}
#pragma push_macro("vswprintf")
#undef vswprintf
#define vswprintf ws2_print_wide_number
#include <ws2wide/off.h>
#define WS2_IN_BASIC_STRING
#include_next <bits/basic_string.h>
#undef WS2_IN_BASIC_STRING
#include <ws2wide/on.h>
#pragma pop_macro("vswprintf")
#endif
