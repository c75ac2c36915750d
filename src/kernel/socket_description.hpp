// Room kernel: what the kernel knows of a socket that this library did not open.
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace ws2::kernel {

struct SocketDescription {
    int windows_family = 0;
    int type = 0;
    int protocol = 0;
    bool listening = false;
    bool bound = false;
    bool connected = false;
    bool connecting = false;
    bool send_ended = false;
    bool non_blocking = false;
    bool oob_inline = false;
    bool lingers = false;
    std::uint32_t linger_s = 0;
    std::uint32_t receive_timeout_ms = 0;
    std::uint32_t send_timeout_ms = 0;
};

// WSAENOTSOCK if the descriptor is none.
base::Result<SocketDescription> describe_socket(int descriptor) noexcept;

} // namespace ws2::kernel
