#include "names/dotted.hpp"

#include "kernel/address_text.hpp"
#include "names/numeric.hpp"

#include <algorithm>
#include <charconv>

namespace ws2::names {
namespace {

constexpr std::size_t ipv4_text_max = 64; // longer than any form with leading zeros that is of use
constexpr std::size_t ipv6_text_max = 45;

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t span_of(std::string_view text, std::string_view others, std::size_t longest) {
    std::size_t length = 0;
    while (length < std::min(text.size(), longest) &&
           (is_hexadecimal(text[length]) || others.find(text[length]) != others.npos))
        ++length;
    return length;
}

// A decimal number that is all of the text.
template<typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

// ":" and a port not 0, or nothing.
bool read_port(std::string_view text, USHORT& port) {
    port = 0;
    if (text.empty())
        return true;
    if (text[0] != ':' || !read_number(text.substr(1), port) || port == 0)
        return false;
    port = __builtin_bswap16(port);
    return true;
}

std::string port_text(USHORT port) {
    return ":" + std::to_string(__builtin_bswap16(port));
}

} // namespace

std::size_t read_ipv4(std::string_view text, bool strict, in_addr& address) {
    for (std::size_t length = span_of(text, ".xX", ipv4_text_max); length > 0; --length) {
        const std::string candidate(text.substr(0, length));
        if (strict && std::count(candidate.begin(), candidate.end(), '.') != 3)
            continue;
        const u_long value = parse_dotted(candidate.c_str());
        if (value == INADDR_NONE && candidate != "255.255.255.255")
            continue;
        address.s_addr = value;
        return length;
    }
    return 0;
}

std::size_t read_ipv6(std::string_view text, in6_addr& address) {
    for (std::size_t length = span_of(text, ":.", ipv6_text_max); length > 0; --length)
        if (kernel::parse_ipv6(std::string(text.substr(0, length)).c_str(), &address))
            return length;
    return 0;
}

bool read_ipv4_endpoint(std::string_view text, bool strict, in_addr& address, USHORT& port) {
    const std::size_t length = read_ipv4(text, strict, address);
    return length != 0 && read_port(text.substr(length), port);
}

bool read_ipv6_endpoint(std::string_view text, in6_addr& address, ULONG& scope, USHORT& port) {
    scope = 0;
    port = 0;
    const bool bracketed = text.starts_with('[');
    if (bracketed) {
        const std::size_t close = text.find(']');
        if (close == text.npos || !read_port(text.substr(close + 1), port))
            return false;
        text = text.substr(1, close - 1);
    }
    const std::size_t length = read_ipv6(text, address);
    if (length == 0)
        return false;
    text.remove_prefix(length);
    return text.empty() || (text[0] == '%' && read_number(text.substr(1), scope));
}

std::string ipv4_text(const in_addr& address) {
    return kernel::format_ipv4(&address);
}
std::string ipv6_text(const in6_addr& address) {
    return kernel::format_ipv6(&address);
}

std::string ipv4_endpoint_text(const in_addr& address, USHORT port) {
    return ipv4_text(address) + (port == 0 ? "" : port_text(port));
}

std::string ipv6_endpoint_text(const in6_addr& address, ULONG scope, USHORT port) {
    std::string out = ipv6_text(address);
    if (scope != 0)
        out += "%" + std::to_string(scope);
    return port == 0 ? out : "[" + out + "]" + port_text(port);
}

} // namespace ws2::names
