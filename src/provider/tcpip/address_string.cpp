// Room provider_tcpip: WSPAddressToString, WSPStringToAddress. Numeric only:
// "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "fe80::1%3", "[2001:db8::1]:80", "[fe80::1%3]:80".
#include "base/utf.hpp"
#include "kernel/address.hpp"
#include "kernel/address_text.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/outcome.hpp"

#include <afunix.h>
#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

constexpr int v4_size = 16;
constexpr int v6_size = 28;
static_assert(sizeof(sockaddr_in) == v4_size && sizeof(sockaddr_in6) == v6_size);

std::string text_of(const sockaddr_in& address) {
    std::string text = kernel::format_ipv4(&address.sin_addr);
    if (address.sin_port != 0)
        text += ':' + std::to_string(kernel::network_order(address.sin_port));
    return text;
}

std::string text_of(const sockaddr_in6& address) {
    std::string text = kernel::format_ipv6(&address.sin6_addr);
    if (address.sin6_scope_id != 0)
        text += '%' + std::to_string(address.sin6_scope_id);
    if (address.sin6_port != 0)
        text = '[' + text + "]:" + std::to_string(kernel::network_order(address.sin6_port));
    return text;
}

// Up to the first zero, as paths are; an abstract name shows its zero as '@'.
std::string path_of(const sockaddr* address, DWORD size) {
    SOCKADDR_UN name{};
    std::memcpy(&name, address, std::min<std::size_t>(size, sizeof name));
    if (size > sizeof(ADDRESS_FAMILY) && name.sun_path[0] == 0 && name.sun_path[1] != 0)
        name.sun_path[0] = '@';
    return {name.sun_path, std::find(name.sun_path, name.sun_path + UNIX_PATH_MAX, '\0')};
}

int read_path(const std::string& path, LPSOCKADDR address, LPINT size) {
    SOCKADDR_UN name{};
    if (*size < static_cast<int>(sizeof name)) {
        *size = sizeof name;
        return WSAEFAULT;
    }
    if (path.empty() || path.size() >= sizeof name.sun_path)
        return WSAEINVAL;
    name.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), name.sun_path);
    std::memcpy(address, &name, sizeof name);
    *size = sizeof name;
    return 0;
}

template<typename T>
std::optional<T> number(std::string_view text) noexcept {
    T value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || text.empty())
        return std::nullopt;
    return value;
}

bool parse(std::string_view text, sockaddr_in& address) {
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
        const auto port = number<std::uint16_t>(text.substr(colon + 1));
        if (!port)
            return false;
        address.sin_port = kernel::network_order(*port);
        text = text.substr(0, colon);
    }
    return kernel::parse_ipv4(std::string(text).c_str(), &address.sin_addr);
}

bool parse(std::string_view text, sockaddr_in6& address) {
    if (!text.empty() && text.front() == '[') {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return false;
        const std::string_view rest = text.substr(close + 1);
        if (!rest.empty()) {
            const auto port = rest.front() == ':' ? number<std::uint16_t>(rest.substr(1))
                                                  : std::optional<std::uint16_t>();
            if (!port)
                return false;
            address.sin6_port = kernel::network_order(*port);
        }
        text = text.substr(1, close - 1);
    }
    if (const std::size_t percent = text.find('%'); percent != std::string_view::npos) {
        const auto zone = number<std::uint32_t>(text.substr(percent + 1));
        if (!zone)
            return false;
        address.sin6_scope_id = *zone;
        text = text.substr(0, percent);
    }
    return kernel::parse_ipv6(std::string(text).c_str(), &address.sin6_addr);
}

std::u16string wide_text(LPWSTR text) {
    std::u16string result;
    for (const WCHAR* unit = text; *unit != 0; ++unit)
        result.push_back(static_cast<char16_t>(*unit));
    return result;
}

// Sets the family and copies the result, or says what is missing.
template<typename T>
int read_address(std::string_view text, ADDRESS_FAMILY family, LPSOCKADDR address, LPINT size) {
    T parsed{};
    if (*size < static_cast<int>(sizeof parsed)) {
        *size = sizeof parsed;
        return WSAEFAULT;
    }
    if (!parse(text, parsed))
        return WSAEINVAL;
    std::memcpy(&parsed, &family, sizeof family);
    std::memcpy(address, &parsed, sizeof parsed);
    *size = sizeof parsed;
    return 0;
}

} // namespace

INT WSPAPI WSPAddressToString(LPSOCKADDR address, DWORD size, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                              LPDWORD length, LPINT lpErrno) try {
    if (address == nullptr || length == nullptr || size < sizeof(ADDRESS_FAMILY))
        return fail(lpErrno, WSAEFAULT);
    const ADDRESS_FAMILY family = address->sa_family;
    if (info != nullptr && info->iAddressFamily != family)
        return fail(lpErrno, WSAEINVAL);
    std::string narrow;
    if (family == AF_INET && size >= v4_size) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        narrow = text_of(v4);
    } else if (family == AF_INET6 && size >= v6_size) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, address, sizeof v6);
        narrow = text_of(v6);
    } else if (family == AF_UNIX) {
        narrow = path_of(address, size);
    } else {
        return fail(lpErrno, family == AF_INET || family == AF_INET6 ? WSAEFAULT : WSAEINVAL);
    }
    const auto needed = static_cast<DWORD>(narrow.size() + 1);
    const bool fits = text != nullptr && *length >= needed;
    *length = needed;
    if (!fits)
        return fail(lpErrno, WSAEFAULT);
    for (DWORD i = 0; i < needed; ++i)
        text[i] = static_cast<WCHAR>(narrow.c_str()[i]);
    return 0;
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

INT WSPAPI WSPStringToAddress(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address,
                              LPINT size, LPINT lpErrno) try {
    if (text == nullptr || address == nullptr || size == nullptr)
        return fail(lpErrno, WSAEFAULT);
    if (family == AF_UNIX && (info == nullptr || info->iAddressFamily == family)) {
        const int wrong = read_path(base::to_utf8(wide_text(text)), address, size);
        return wrong == 0 ? 0 : fail(lpErrno, wrong);
    }
    if (info != nullptr && info->iAddressFamily != family)
        return fail(lpErrno, WSAEINVAL);
    const std::string narrow = base::to_utf8(wide_text(text));
    int code = WSAEINVAL;
    if (family == AF_INET)
        code = read_address<sockaddr_in>(narrow, AF_INET, address, size);
    else if (family == AF_INET6)
        code = read_address<sockaddr_in6>(narrow, AF_INET6, address, size);
    return code == 0 ? 0 : fail(lpErrno, code);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
