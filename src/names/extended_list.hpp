// Room names: the lists of GetAddrInfoEx, which are those of getaddrinfo in a longer record.
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::names {

// What names the one provider of names: DNS, /etc/hosts and whatever else the C library asks.
inline constexpr GUID dns_provider = {
    0x22059d40, 0x7e9e, 0x11cf, {0xae, 0x5a, 0x00, 0xaa, 0x00, 0xa7, 0x11, 0x2b}};

// 0, or the WSA code that GetAddrInfoEx returns. The list is freed by free_addresses.
int find_addresses(const char* host, const char* service, const ADDRINFOEXA* hints,
                   ADDRINFOEXA** list) noexcept;
int find_addresses(const WCHAR* host, const WCHAR* service, const ADDRINFOEXW* hints,
                   ADDRINFOEXW** list) noexcept;

// Null is a list.
void free_addresses(ADDRINFOEXA* list) noexcept;
void free_addresses(ADDRINFOEXW* list) noexcept;

} // namespace ws2::names
