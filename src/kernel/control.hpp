// Room kernel: a message's control data, from Windows' layout to Linux' and back. The headers of
// both are alike in size and alignment; levels, types and contents are not.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

// What a receiver has asked for where one message of Linux' holds what is several of Windows'. The
// same for IPv6, shifted.
namespace control_kind {
inline constexpr std::uint32_t packet_info = 1U << 0U;
inline constexpr std::uint32_t interface = 1U << 1U;
inline constexpr std::uint32_t destination = 1U << 2U;
inline constexpr std::uint32_t service = 1U << 3U;
inline constexpr std::uint32_t congestion = 1U << 4U;
inline constexpr unsigned ipv6_shift = 8;
} // namespace control_kind

// Room for everything that the options of this room can make a message carry.
inline constexpr std::size_t native_control_room = 512;

// The octets written at `native`, which has native_control_room and the alignment of size_t.
// WSAEINVAL if the data is malformed or names something that cannot be sent.
base::Result<std::size_t> native_control(const void* control, std::size_t size,
                                         void* native) noexcept;

struct ControlOutcome {
    std::size_t size = 0;   // octets written
    bool truncated = false; // something did not fit
};
ControlOutcome windows_control(const void* native, std::size_t native_size, std::uint32_t kinds,
                               void* control, std::size_t room) noexcept;

} // namespace ws2::kernel
