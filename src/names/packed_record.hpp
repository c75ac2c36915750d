// Room names: a record with all it points to in one buffer, as the WSAAsyncGetXByY calls give it.
#pragma once

#include <cstddef>
#include <winsock2.h>

namespace ws2::names {

// How many octets that takes. Nothing useful is in the buffer if `room` is less.
std::size_t pack(const hostent& record, char* buffer, std::size_t room) noexcept;
std::size_t pack(const servent& record, char* buffer, std::size_t room) noexcept;
std::size_t pack(const protoent& record, char* buffer, std::size_t room) noexcept;

} // namespace ws2::names
