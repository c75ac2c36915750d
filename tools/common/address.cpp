#include "common/address.hpp"

#include "common/failure.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <ws2tcpip.h>

namespace tools {
namespace {

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; }) &&
           std::stoul(std::string(text)) <= 65535;
}

bool is_v6(std::string_view host) {
    return host.find(':') != std::string_view::npos;
}

// The host's addresses in text, numbers only. A number stands for itself.
std::vector<std::string> numbers_of(const std::string& host, int family) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (code != 0)
        throw CallFailed("getaddrinfo", code);
    std::vector<std::string> found;
    for (const addrinfo* item = list; item != nullptr; item = item->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(item->ai_addr, static_cast<socklen_t>(item->ai_addrlen), text.data(),
                        static_cast<DWORD>(text.size()), nullptr, 0, NI_NUMERICHOST) == 0 &&
            std::ranges::find(found, text.data()) == found.end())
            found.emplace_back(text.data());
    }
    freeaddrinfo(list);
    return found;
}

// The provider's own reading of "SELECTOR@NUMBER:PORT".
Endpoint from_text(const Address& where, const std::string& number,
                   const WSAPROTOCOL_INFOW& entry) {
    const std::string host = is_v6(number) ? fmt::format("[{}]", number) : number;
    const std::string text = where.selector.empty()
                                 ? fmt::format("{}:{}", host, where.port)
                                 : fmt::format("{}@{}:{}", where.selector, host, where.port);
    auto wide = to_wide(text);
    WSAPROTOCOL_INFOW info = entry;
    Endpoint endpoint;
    endpoint.length = sizeof endpoint.storage;
    if (WSAStringToAddressW(wide.data(), entry.iAddressFamily, &info, endpoint.address(),
                            &endpoint.length) == SOCKET_ERROR)
        throw CallFailed("WSAStringToAddressW", WSAGetLastError());
    return endpoint;
}

} // namespace

Address parse_address(std::string_view text) {
    const auto wrong = [text](std::string_view what) {
        return UsageError(fmt::format(
            "the address '{}' {}; write HOST:PORT, [V6]:PORT or TSEL@HOST:PORT", text, what));
    };
    Address address;
    std::string_view rest = text;
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        address.selector = rest.substr(0, at);
        rest.remove_prefix(at + 1);
    }
    const auto colon = rest.rfind(':');
    if (colon == std::string_view::npos)
        throw wrong("has no port");
    address.port = rest.substr(colon + 1);
    std::string_view host = rest.substr(0, colon);
    if (host.starts_with('[') != host.ends_with(']'))
        throw wrong("has a bracket without its twin");
    if (host.starts_with('['))
        host = host.substr(1, host.size() - 2);
    else if (is_v6(host))
        throw wrong("needs brackets around its IPv6 host");
    if (!is_port(address.port))
        throw wrong("has no port between 0 and 65535");
    address.host = host;
    return address;
}

std::vector<Endpoint> resolve(const Address& where, const WSAPROTOCOL_INFOW& entry) {
    const int family = entry.iAddressFamily;
    std::vector<Endpoint> found;
    if (where.host.empty()) {
        found.push_back(from_text(where, family == AF_INET6 ? "::" : "0.0.0.0", entry));
        return found;
    }
    const bool internet = family == AF_INET || family == AF_INET6;
    for (const std::string& number : numbers_of(where.host, internet ? family : AF_UNSPEC))
        found.push_back(from_text(where, number, entry));
    return found;
}

std::string format_endpoint(const Endpoint& endpoint, const WSAPROTOCOL_INFOW& entry) {
    std::array<WCHAR, 256> text{};
    auto length = static_cast<DWORD>(text.size());
    WSAPROTOCOL_INFOW info = entry;
    Endpoint copy = endpoint;
    if (WSAAddressToStringW(copy.address(), static_cast<DWORD>(copy.length), &info, text.data(),
                            &length) == SOCKET_ERROR)
        throw CallFailed("WSAAddressToStringW", WSAGetLastError());
    return to_utf8(text.data());
}

} // namespace tools
