#include "kernel/address_text.hpp"

#include <arpa/inet.h>

namespace ws2::kernel {
namespace {

std::string format(int family, const void* octets) {
    char text[INET6_ADDRSTRLEN] = {};
    return ::inet_ntop(family, octets, text, sizeof text) != nullptr ? text : "";
}

} // namespace

bool parse_ipv4(const char* text, void* octets) noexcept {
    return ::inet_pton(AF_INET, text, octets) == 1;
}

bool parse_ipv6(const char* text, void* octets) noexcept {
    return ::inet_pton(AF_INET6, text, octets) == 1;
}

std::string format_ipv4(const void* octets) {
    return format(AF_INET, octets);
}
std::string format_ipv6(const void* octets) {
    return format(AF_INET6, octets);
}

} // namespace ws2::kernel
