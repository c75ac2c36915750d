// Room kernel: message flags, Windows to Linux.
#pragma once

#include "kernel/windows_values.hpp"

#include <cstdint>

namespace ws2::kernel {

// Linux flags that a provider adds by itself.
namespace native_flag {
inline constexpr int none = 0;
inline constexpr int peek = 0x2;
inline constexpr int truncated_size = 0x20; // MSG_TRUNC: report the datagram's own length
inline constexpr int dont_wait = 0x40;
inline constexpr int wait_all = 0x100;
inline constexpr int no_signal = 0x4000;
} // namespace native_flag

inline constexpr int invalid_flags = -1;

// invalid_flags if a flag has no meaning for a send. MSG_PARTIAL has none on kernel transports and
// none of them is harmed by it, so it is dropped. The signal of a broken connection is never
// raised.
constexpr int native_send_flags(std::uint32_t windows_flags) noexcept {
    using namespace win::message_flag;
    if (windows_flags == 0)
        return native_flag::no_signal;
    if ((windows_flags & ~(out_of_band | dont_route | partial)) != 0)
        return invalid_flags;
    // MSG_OOB, MSG_PEEK and MSG_DONTROUTE have the same numbers on both sides.
    return static_cast<int>(windows_flags & (out_of_band | dont_route)) | native_flag::no_signal;
}

// invalid_flags if a flag has no meaning for a receive.
constexpr int native_receive_flags(std::uint32_t windows_flags) noexcept {
    using namespace win::message_flag;
    if (windows_flags == 0)
        return native_flag::none;
    if ((windows_flags & ~(out_of_band | peek | wait_all | partial)) != 0)
        return invalid_flags;
    if ((windows_flags & wait_all) != 0 && windows_flags != wait_all)
        return invalid_flags;
    return static_cast<int>(windows_flags & (out_of_band | peek)) |
           ((windows_flags & wait_all) != 0 ? native_flag::wait_all : 0);
}

} // namespace ws2::kernel
