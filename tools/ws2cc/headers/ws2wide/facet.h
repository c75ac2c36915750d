/* ws2wide/facet.h - how a wide facet is found. A locale holds facets for 32-bit characters and,
 * under ids of its own, those for 16 bits that a program gave it; where it has none, the C locale's
 * stands in. */
#pragma GCC system_header
#ifndef WS2_WIDE_FACET_H
#define WS2_WIDE_FACET_H
#define WS2_HIDDEN __attribute__((__visibility__("hidden")))
#if _GLIBCXX_RELEASE >= 13
#define WS2_TRY_FACET(...)                                                                         \
    template<>                                                                                     \
    inline const __VA_ARGS__* __try_use_facet<__VA_ARGS__>(const locale& __loc) noexcept {         \
        return &use_facet<__VA_ARGS__>(__loc);                                                     \
    }
#else
#define WS2_TRY_FACET(...)
#endif
#define WS2_FACET(...)                                                                             \
    template<>                                                                                     \
    const __VA_ARGS__& use_facet<__VA_ARGS__>(const locale&);                                      \
    template<>                                                                                     \
    bool has_facet<__VA_ARGS__>(const locale&) noexcept;                                           \
    template<>                                                                                     \
    inline const __VA_ARGS__& use_facet<const __VA_ARGS__>(const locale& __loc) {                  \
        return use_facet<__VA_ARGS__>(__loc);                                                      \
    }                                                                                              \
    template<>                                                                                     \
    inline bool has_facet<const __VA_ARGS__>(const locale& __loc) noexcept {                       \
        return has_facet<__VA_ARGS__>(__loc);                                                      \
    }                                                                                              \
    WS2_TRY_FACET(__VA_ARGS__)
#endif
