// tools - which wide facet a locale has: one that the program gave it, or the C locale's.
#pragma once

#include <locale>

namespace ws2cc {

// A facet's place in a locale is for friends to see; the cache is one.
template<typename Facet>
struct Own {};

} // namespace ws2cc

namespace std {

template<typename Facet>
struct WS2_HIDDEN __use_cache<ws2cc::Own<Facet>> {
    const Facet* operator()(const locale& where) const noexcept {
        const size_t index = Facet::id._M_id();
        return index < where._M_impl->_M_facets_size
                   ? static_cast<const Facet*>(where._M_impl->_M_facets[index])
                   : nullptr;
    }
};

} // namespace std

namespace ws2cc {

template<typename Facet>
const Facet* own(const std::locale& where) noexcept {
    return std::__use_cache<Own<Facet>>()(where);
}

// Never destroyed: other static objects may print when they end.
template<typename Facet>
const Facet& standard() {
    static const Facet& made = *new Facet(1);
    return made;
}

// Whether the locale has a name of its own, so that its narrow facets say what the wide ones shall.
inline bool named(const std::locale& where) {
    if (where == std::locale::classic())
        return false;
    const std::string name = where.name();
    return name != "*" && name != "C" && name != "POSIX";
}

} // namespace ws2cc

#define WS2_FOUND(...)                                                                             \
    namespace std {                                                                                \
    template<>                                                                                     \
    const __VA_ARGS__& use_facet<__VA_ARGS__>(const locale& where) {                               \
        const __VA_ARGS__* own = ws2cc::own<__VA_ARGS__>(where);                                   \
        return own != nullptr ? *own : ws2cc::standard<__VA_ARGS__>();                             \
    }                                                                                              \
    template<>                                                                                     \
    bool has_facet<__VA_ARGS__>(const locale&) noexcept {                                          \
        return true;                                                                               \
    }                                                                                              \
    }
