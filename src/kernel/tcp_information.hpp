// Room kernel: what the kernel knows of a TCP connection, as SIO_TCP_INFO tells it.
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace ws2::kernel {

struct TcpInformation {
    std::uint32_t state = 0; // Windows' TCPSTATE_
    std::uint32_t segment_size = 0;
    bool timestamps = false;
    std::uint32_t round_trip_us = 0;
    std::uint32_t least_round_trip_us = 0;
    std::uint32_t in_flight = 0; // octets, as all that follow but the last two
    std::uint32_t congestion_window = 0;
    std::uint32_t send_window = 0;
    std::uint32_t receive_window = 0;
    std::uint32_t receive_buffer = 0;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint32_t reordered = 0;
    std::uint32_t retransmitted = 0;
    std::uint32_t timeouts = 0; // of the segment that is being retransmitted
    std::uint64_t window_limited_us = 0;
};

base::Result<TcpInformation> tcp_information(int descriptor) noexcept;

// SIO_AF_UNIX_GETPEERPID.
base::Result<std::uint32_t> peer_process(int descriptor) noexcept;

} // namespace ws2::kernel
