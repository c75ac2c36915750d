// Room provider_itot: transport addresses as text.
#include "kernel/address_text.hpp"

#include "provider/itot/address.hpp"
#include "provider/itot/codec/tpdu.hpp"

#include <charconv>

namespace ws2::provider::itot {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<std::vector<std::uint8_t>> parse_selector(std::string_view text) {
    std::vector<std::uint8_t> selector;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            selector.push_back(static_cast<std::uint8_t>(text[i]));
            continue;
        }
        if (text.size() - i < 4 || text[i + 1] != 'x')
            return {};
        const int high = hex_digit(text[i + 2]);
        const int low = hex_digit(text[i + 3]);
        if (high < 0 || low < 0)
            return {};
        selector.push_back(static_cast<std::uint8_t>(high * 16 + low));
        i += 3;
    }
    if (selector.size() > codec::max_selector)
        return {};
    return selector;
}

template<typename Number>
bool parse_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

bool parse_v6(std::string_view inside, kernel::Endpoint& endpoint) {
    endpoint.v6 = true;
    if (const std::size_t zone = inside.find('%'); zone != std::string_view::npos) {
        if (!parse_number(inside.substr(zone + 1), endpoint.scope) || endpoint.scope > 65535)
            return false;
        inside = inside.substr(0, zone);
    }
    return kernel::parse_ipv6(std::string(inside).c_str(), endpoint.address.data());
}

bool parse_endpoint(std::string_view text, kernel::Endpoint& endpoint) {
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos || !parse_v6(text.substr(1, close - 1), endpoint))
            return false;
        port = text.substr(close + 1);
    } else {
        const std::size_t colon = std::min(text.find(':'), text.size());
        if (!kernel::parse_ipv4(std::string(text.substr(0, colon)).c_str(),
                                endpoint.address.data()))
            return false;
        port = text.substr(colon);
    }
    if (port.empty())
        return true;
    return port.front() == ':' && parse_number(port.substr(1), endpoint.port);
}

} // namespace

std::optional<Address> parse_address(std::u16string_view text) {
    std::string narrow;
    for (const char16_t c : text) {
        if (c < 0x20 || c > 0x7E)
            return {};
        narrow.push_back(static_cast<char>(c));
    }
    Address address;
    std::string_view rest = narrow;
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        std::optional<std::vector<std::uint8_t>> selector = parse_selector(rest.substr(0, at));
        if (!selector)
            return {};
        address.selector = std::move(*selector);
        rest = rest.substr(at + 1);
    }
    if (!parse_endpoint(rest, address.endpoint))
        return {};
    return address;
}

std::u16string format_address(const Address& address) {
    std::string text;
    for (const std::uint8_t octet : address.selector) {
        if (octet >= 0x20 && octet <= 0x7E && octet != '@' && octet != '\\') {
            text += static_cast<char>(octet);
            continue;
        }
        text += "\\x";
        text += "0123456789ABCDEF"[octet >> 4];
        text += "0123456789ABCDEF"[octet & 0x0F];
    }
    if (!address.selector.empty())
        text += '@';
    const kernel::Endpoint& endpoint = address.endpoint;
    if (endpoint.v6) {
        text += '[' + kernel::format_ipv6(endpoint.address.data());
        if (endpoint.scope != 0)
            text += '%' + std::to_string(endpoint.scope);
        text += ']';
    } else {
        text += kernel::format_ipv4(endpoint.address.data());
    }
    text += ':' + std::to_string(endpoint.port);
    return {text.begin(), text.end()};
}

} // namespace ws2::provider::itot
