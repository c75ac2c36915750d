// Room base: the halves of a character outside the basic plane, in UTF-16.
#pragma once

namespace ws2::base {

constexpr bool is_lead(char32_t unit) noexcept {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_trail(char32_t unit) noexcept {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}
// Of a lead and a trail.
constexpr char32_t joined(char32_t lead, char32_t trail) noexcept {
    return 0x10000 + ((lead - 0xD800) << 10) + (trail - 0xDC00);
}

} // namespace ws2::base
