// Room kernel: numeric addresses as text (inet_pton, inet_ntop), in network order.
#pragma once

#include <string>

namespace ws2::kernel {

// Dotted quad into 4 octets; false if it is not one.
bool parse_ipv4(const char* text, void* octets) noexcept;
// Without zone, into 16 octets.
bool parse_ipv6(const char* text, void* octets) noexcept;

std::string format_ipv4(const void* octets);
std::string format_ipv6(const void* octets);

} // namespace ws2::kernel
