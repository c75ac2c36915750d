#include "names/numeric.hpp"

#include "base/utf.hpp"
#include "kernel/address_text.hpp"

#include <algorithm>
#include <cstdint>
#include <new>
#include <string>

namespace ws2::names {
namespace {

constexpr int parts_max = 4;

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int digit_of(char c, unsigned base) {
    int digit = -1;
    if (c >= '0' && c <= '9')
        digit = c - '0';
    else if (c >= 'a' && c <= 'f')
        digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
        digit = c - 'A' + 10;
    return digit < static_cast<int>(base) ? digit : -1;
}

// Reads one part; false if there is none or it exceeds 32 bits.
bool read_part(const char*& text, std::uint64_t& value) {
    unsigned base = 10;
    const char* start = text;
    if (*text == '0') {
        base = text[1] == 'x' || text[1] == 'X' ? 16 : 8;
        text += base == 16 ? 2 : 0;
        start = text;
    }
    value = 0;
    for (int digit = digit_of(*text, base); digit >= 0; digit = digit_of(*++text, base)) {
        value = value * base + static_cast<unsigned>(digit);
        if (value > UINT32_MAX)
            return false;
    }
    return text != start;
}

int refuse(int& error, int code) {
    error = code;
    return -1;
}

template<typename Character>
Character* put(const std::string& from, Character* text, size_t length, int& error) {
    if (text == nullptr || from.size() >= length) {
        error = WSA_INVALID_PARAMETER;
        return nullptr;
    }
    *std::copy(from.begin(), from.end(), text) = Character{};
    return text;
}

template<typename Character>
Character* format(int family, const void* octets, Character* text, size_t length, int& error) {
    if (family != AF_INET && family != AF_INET6) {
        error = WSAEAFNOSUPPORT;
        return nullptr;
    }
    if (octets == nullptr) {
        error = WSA_INVALID_PARAMETER;
        return nullptr;
    }
    try {
        return put(family == AF_INET ? kernel::format_ipv4(octets) : kernel::format_ipv6(octets),
                   text, length, error);
    } catch (const std::bad_alloc&) {
        error = WSA_NOT_ENOUGH_MEMORY;
        return nullptr;
    }
}

} // namespace

u_long parse_dotted(const char* text) noexcept {
    if (text == nullptr || *text == '\0')
        return INADDR_NONE;
    if (is_space(*text))
        return std::all_of(text, text + std::char_traits<char>::length(text), is_space)
                   ? 0
                   : INADDR_NONE;
    std::uint64_t parts[parts_max] = {};
    int count = 0;
    for (;;) {
        if (count == parts_max || !read_part(text, parts[count++]))
            return INADDR_NONE;
        if (*text != '.')
            break;
        ++text;
    }
    if (*text != '\0' && !is_space(*text))
        return INADDR_NONE;
    std::uint64_t address = parts[count - 1];
    if (address >> (8 * (parts_max + 1 - count)) != 0)
        return INADDR_NONE;
    for (int i = 0; i < count - 1; ++i) {
        if (parts[i] > 0xFF)
            return INADDR_NONE;
        address |= parts[i] << (8 * (parts_max - 1 - i));
    }
    return __builtin_bswap32(static_cast<u_long>(address));
}

int parse_address(int family, const char* text, void* octets, int& error) noexcept {
    if (family != AF_INET && family != AF_INET6)
        return refuse(error, WSAEAFNOSUPPORT);
    if (text == nullptr || octets == nullptr)
        return refuse(error, WSAEFAULT);
    return (family == AF_INET ? kernel::parse_ipv4(text, octets) : kernel::parse_ipv6(text, octets))
               ? 1
               : 0;
}

int parse_address(int family, const WCHAR* text, void* octets, int& error) noexcept {
    if (text == nullptr)
        return parse_address(family, static_cast<const char*>(nullptr), octets, error);
    try {
        return parse_address(family, base::to_utf8(text).c_str(), octets, error);
    } catch (const std::bad_alloc&) {
        return refuse(error, WSA_NOT_ENOUGH_MEMORY);
    }
}

int parse_address(const char* text, void* octets) noexcept {
    if (kernel::parse_ipv4(text, octets))
        return AF_INET;
    return kernel::parse_ipv6(text, octets) ? AF_INET6 : AF_UNSPEC;
}

char* format_address(int family, const void* octets, char* text, size_t length,
                     int& error) noexcept {
    return format(family, octets, text, length, error);
}

WCHAR* format_address(int family, const void* octets, WCHAR* text, size_t length,
                      int& error) noexcept {
    return format(family, octets, text, length, error);
}

} // namespace ws2::names
