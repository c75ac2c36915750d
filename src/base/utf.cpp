#include "base/utf.hpp"

#include "base/surrogate.hpp"

#include <iterator>
#include <utf8.h>

namespace ws2::base {
namespace {

constexpr char32_t replacement = 0xFFFD;

} // namespace

std::u16string to_utf16(std::string_view text) {
    std::string valid;
    utf8::replace_invalid(text.begin(), text.end(), std::back_inserter(valid), replacement);
    std::u16string out;
    utf8::utf8to16(valid.begin(), valid.end(), std::back_inserter(out));
    return out;
}

std::string to_utf8(std::u16string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t point = text[i];
        if (is_lead(text[i]) && i + 1 < text.size() && is_trail(text[i + 1])) {
            point = joined(text[i], text[i + 1]);
            ++i;
        } else if (is_lead(text[i]) || is_trail(text[i])) {
            point = replacement;
        }
        utf8::append(point, std::back_inserter(out));
    }
    return out;
}

} // namespace ws2::base
