// Room nt: the calling thread's last error. WSAGetLastError and GetLastError read the same value.
#pragma once

namespace ws2::nt {

// Codes as Windows numbers them (WSAE*, ERROR_*); 0 is "no error".
int last_error() noexcept;
void set_last_error(int code) noexcept;

} // namespace ws2::nt
