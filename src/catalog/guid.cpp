#include "catalog/guid.hpp"

#include "base/log.hpp"

#include <array>

namespace ws2::catalog {
namespace {

constexpr std::string_view pattern = "{hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh}";

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

std::string guid_text(const GUID& g) {
    return fmt::format("{{{:08X}-{:04X}-{:04X}-{:02X}{:02X}-{:02X}{:02X}{:02X}{:02X}{:02X}{:02X}}}",
                       g.Data1, g.Data2, g.Data3, g.Data4[0], g.Data4[1], g.Data4[2], g.Data4[3],
                       g.Data4[4], g.Data4[5], g.Data4[6], g.Data4[7]);
}

std::optional<GUID> parse_guid(std::string_view text) {
    if (text.size() != pattern.size())
        return std::nullopt;
    std::array<unsigned char, 16> octets{};
    std::size_t digits = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != 'h') {
            if (text[i] != pattern[i])
                return std::nullopt;
            continue;
        }
        const int digit = hex_digit(text[i]);
        if (digit < 0)
            return std::nullopt;
        unsigned char& octet = octets[digits / 2];
        octet = static_cast<unsigned char>(octet * 16U + static_cast<unsigned>(digit));
        ++digits;
    }
    GUID guid{};
    for (std::size_t i = 0; i < 4; ++i)
        guid.Data1 = guid.Data1 << 8U | octets[i];
    guid.Data2 = static_cast<decltype(guid.Data2)>(octets[4] << 8U | octets[5]);
    guid.Data3 = static_cast<decltype(guid.Data3)>(octets[6] << 8U | octets[7]);
    for (std::size_t i = 0; i < 8; ++i)
        guid.Data4[i] = octets[8 + i];
    return guid;
}

} // namespace ws2::catalog
