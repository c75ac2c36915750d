// Room names: addresses as numbers in text, without any look-up.
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::names {

// inet_addr: one to four parts, each decimal, octal (0...) or hexadecimal (0x...); the last part
// fills what the others leave. White space ends it, and a text of white space is 0.0.0.0. Network
// order; INADDR_NONE if it is no address.
u_long parse_dotted(const char* text) noexcept;

// inet_pton: 1, 0 (no such address), or -1 and `error` (WSAEAFNOSUPPORT, WSAEFAULT).
int parse_address(int family, const char* text, void* octets, int& error) noexcept;
int parse_address(int family, const WCHAR* text, void* octets, int& error) noexcept;

// Either family's: AF_INET and 4 octets, AF_INET6 and 16, or AF_UNSPEC if the text is no address.
int parse_address(const char* text, void* octets) noexcept;

// inet_ntop: `text`, or null and `error` (WSAEAFNOSUPPORT, ERROR_INVALID_PARAMETER for no room).
char* format_address(int family, const void* octets, char* text, size_t length,
                     int& error) noexcept;
WCHAR* format_address(int family, const void* octets, WCHAR* text, size_t length,
                      int& error) noexcept;

} // namespace ws2::names
