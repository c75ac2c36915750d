#include "common/text.hpp"

#include <cstdint>
#include <fmt/format.h>

namespace tools {
namespace {

constexpr std::uint32_t replacement = 0xFFFD;

void append_utf8(std::string& out, std::uint32_t point) {
    const auto push = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
        push(point);
    } else if (point < 0x800) {
        push(0xC0 | point >> 6);
        push(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        push(0xE0 | point >> 12);
        push(0x80 | (point >> 6 & 0x3F));
        push(0x80 | (point & 0x3F));
    } else {
        push(0xF0 | point >> 18);
        push(0x80 | (point >> 12 & 0x3F));
        push(0x80 | (point >> 6 & 0x3F));
        push(0x80 | (point & 0x3F));
    }
}

// Takes one code point off the front; a malformed sequence gives U+FFFD and takes one octet.
std::uint32_t take_utf8(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    bool good = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4);
    for (std::size_t i = 1; good && i < length; ++i) {
        good = i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
        if (good)
            point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    text.remove_prefix(good ? length : 1);
    return good ? point : replacement;
}

} // namespace

std::string to_utf8(const WCHAR* text) {
    std::string out;
    for (; *text != 0; ++text) {
        auto point = static_cast<std::uint32_t>(*text);
        if (point >= 0xD800 && point < 0xDC00 && text[1] >= 0xDC00 && text[1] < 0xE000) {
            ++text;
            point = 0x10000 + ((point - 0xD800) << 10) + static_cast<std::uint32_t>(*text) - 0xDC00;
        } else if (point >= 0xD800 && point < 0xE000) {
            point = replacement;
        }
        append_utf8(out, point);
    }
    return out;
}

std::basic_string<WCHAR> to_wide(std::string_view utf8) {
    std::basic_string<WCHAR> out;
    while (!utf8.empty()) {
        const std::uint32_t point = take_utf8(utf8);
        if (point < 0x10000) {
            out.push_back(static_cast<WCHAR>(point));
        } else {
            out.push_back(static_cast<WCHAR>(0xD800 + ((point - 0x10000) >> 10)));
            out.push_back(static_cast<WCHAR>(0xDC00 + ((point - 0x10000) & 0x3FF)));
        }
    }
    return out;
}

std::string json_quote(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        const std::uint32_t point = take_utf8(text);
        if (point == '"' || point == '\\')
            out += {'\\', static_cast<char>(point)};
        else if (point < 0x20 || point == 0x7F)
            out += fmt::format("\\u{:04x}", point);
        else
            append_utf8(out, point);
    }
    return out + "\"";
}

std::string hex(std::string_view bytes) {
    std::string out;
    for (const char byte : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return out;
}

std::string readable(std::string_view bytes) {
    std::string out = "\"";
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\')
            out += {'\\', byte};
        else if (byte == '\n')
            out += "\\n";
        else if (byte == '\r')
            out += "\\r";
        else if (byte == '\t')
            out += "\\t";
        else if (value < 0x20 || value >= 0x7F)
            out += fmt::format("\\x{:02x}", value);
        else
            out += byte;
    }
    return out + "\"";
}

} // namespace tools
