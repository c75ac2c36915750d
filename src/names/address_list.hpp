// Room names: getaddrinfo and its wide form over the kernel room's resolver, with Windows' rules.
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::names {

// 0, or the WSA code that getaddrinfo returns. The list is freed by free_addresses.
int find_addresses(const char* host, const char* service, const addrinfo* hints,
                   addrinfo** list) noexcept;
int find_addresses(const WCHAR* host, const WCHAR* service, const ADDRINFOW* hints,
                   ADDRINFOW** list) noexcept;

// Null is a list.
void free_addresses(addrinfo* list) noexcept;
void free_addresses(ADDRINFOW* list) noexcept;

} // namespace ws2::names
