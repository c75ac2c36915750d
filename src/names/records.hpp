// Room names: hostent, servent and protoent. Each thread has one of each kind, which Winsock owns
// and the thread's next such call overwrites.
#pragma once

#include <vector>
#include <winsock2.h>

namespace ws2::names {

// Null, and `error` set (WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_RECOVERY, WSANO_DATA, WSAEFAULT,
// WSAEAFNOSUPPORT, WSAENOBUFS), if there is no record.
hostent* host_by_name(const char* name, int& error) noexcept; // null or "": this host
// The record of what somebody else found: IPv4 addresses.
hostent* host_of(const char* name, const std::vector<in_addr>& addresses, int& error) noexcept;
hostent* host_by_address(const char* address, int length, int family, int& error) noexcept;
servent* service_by_name(const char* name, const char* protocol, int& error) noexcept;
servent* service_by_port(int port, const char* protocol, int& error) noexcept;
protoent* protocol_by_name(const char* name, int& error) noexcept;
protoent* protocol_by_number(int number, int& error) noexcept;

// Room for the text of one IPv4 address, of this thread.
char* ipv4_text_of_thread() noexcept;
inline constexpr int ipv4_text_octets = 16;

} // namespace ws2::names
