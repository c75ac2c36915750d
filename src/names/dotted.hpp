// Room names: the numeric texts of ntdll's Rtl calls, which read a prefix and write scope and port.
// Narrow text only; the entry points convert.
#pragma once

#include <string>
#include <string_view>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::names {

// How many characters of the text's beginning are an address; 0 if it begins with none. Strict IPv4
// has four parts; otherwise all forms of inet_addr are read.
std::size_t read_ipv4(std::string_view text, bool strict, in_addr& address);
std::size_t read_ipv6(std::string_view text, in6_addr& address);

// The whole text: an address, for IPv6 with "%scope", then ":port" (IPv6 in brackets then). Port in
// network order, 0 if there is none.
bool read_ipv4_endpoint(std::string_view text, bool strict, in_addr& address, USHORT& port);
bool read_ipv6_endpoint(std::string_view text, in6_addr& address, ULONG& scope, USHORT& port);

std::string ipv4_text(const in_addr& address);
std::string ipv6_text(const in6_addr& address);
std::string ipv4_endpoint_text(const in_addr& address, USHORT port);
std::string ipv6_endpoint_text(const in6_addr& address, ULONG scope, USHORT port);

} // namespace ws2::names
