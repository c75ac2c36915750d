// Room names: the host's own name and its interfaces.
#pragma once

#include <winsock2.h>

namespace ws2::names {

// 0, or WSAEFAULT (no buffer, or too little room for the name and its zero).
int own_name(char* name, int length) noexcept;
int own_name(WCHAR* name, int length) noexcept;

// if_nametoindex: 0 if there is none.
u_long interface_index(const char* name) noexcept;
// if_indextoname: false if there is none; `name` has room for `length` octets.
bool interface_name(u_long index, char* name, int length) noexcept;

} // namespace ws2::names
