// Room names: getnameinfo and its wide form.
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::names {

// 0, or the WSA code that getnameinfo returns; ERROR_INSUFFICIENT_BUFFER for too little room.
// Lengths count characters with the terminating zero; a null or empty buffer asks for nothing.
int find_name(const sockaddr* address, int size, char* host, DWORD host_length, char* service,
              DWORD service_length, int flags) noexcept;
int find_name(const sockaddr* address, int size, WCHAR* host, DWORD host_length, WCHAR* service,
              DWORD service_length, int flags) noexcept;

} // namespace ws2::names
