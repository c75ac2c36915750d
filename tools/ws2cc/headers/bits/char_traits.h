/* bits/char_traits.h - libstdc++'s own, but for char_traits<wchar_t>, which is hidden.
 *
 * A template with a hidden type among its arguments is hidden, too. So what a program makes of
 * std::wstring and wide streams stays in it: libstdc++'s library has functions of the same names
 * for 32-bit characters, and neither may call the other's. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ != 2
#include_next <bits/char_traits.h>
#elif !defined(WS2_CHAR_TRAITS_H)
#define WS2_CHAR_TRAITS_H
#include <bits/c++config.h>
#include <bits/postypes.h>
#include <cstdint>
#include <cwchar>
#include <stdio.h> /* as Microsoft's bring it, and the next two */
#include <stdlib.h>
#include <string.h>
#include <type_traits>
#if __cplusplus > 201703L
#include <bits/stl_construct.h>
#include <compare>
#endif

#include <ws2wide/off.h>
#include <ws2wide/other_character.h>
#include_next <bits/char_traits.h>
#pragma pop_macro("wchar_t")
#include <ws2wide/on.h>

namespace std {
template<>
struct __attribute__((__visibility__("hidden"))) char_traits<wchar_t>
    : public __gnu_cxx::char_traits<wchar_t> {
    typedef wchar_t char_type;
    typedef wint_t int_type;
    typedef streamoff off_type;
    typedef wstreampos pos_type;
    typedef mbstate_t state_type;

    static constexpr char_type to_char_type(const int_type& __c) noexcept { return __c; }
    // 0xFFFF is no character, and the end.
    static constexpr int_type to_int_type(const char_type& __c) noexcept {
        return __c == eof() ? int_type(0xFFFD) : int_type(__c);
    }
    static constexpr bool eq_int_type(const int_type& __a, const int_type& __b) noexcept {
        return __a == __b;
    }
    static constexpr int_type eof() noexcept { return static_cast<int_type>(0xFFFF); }
    static constexpr int_type not_eof(const int_type& __c) noexcept {
        return __c == eof() ? int_type(0) : __c;
    }
};
} // namespace std
#endif
