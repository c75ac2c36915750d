// Room provider_tcpip: options whose value the provider keeps, wholly or beside the kernel, and
// those that have one value only.
#pragma once

#include "provider/tcpip/socket_state.hpp"

#include <optional>

namespace ws2::provider::tcpip {

// The code (0: done); nothing if the option is none of these. `data` may be null where `size` is 0.
std::optional<int> set_kept_option(SocketState& socket, int level, int name, const char* data,
                                   int size) noexcept;
// `size` is the room, then what was written.
std::optional<int> get_kept_option(const SocketState& socket, int level, int name, char* data,
                                   int* size) noexcept;

} // namespace ws2::provider::tcpip
