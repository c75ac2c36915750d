#include "kernel/tcp_information.hpp"

#include "kernel/error.hpp"

#include <cstddef>
#include <linux/tcp.h> // netinet's tcp_info ends before the octet counts
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using base::Result;

// TCP_ESTABLISHED 1, SYN_SENT, SYN_RECV, FIN_WAIT1, FIN_WAIT2, TIME_WAIT, CLOSE, CLOSE_WAIT,
// LAST_ACK, LISTEN, CLOSING 11, NEW_SYN_RECV as Windows numbers them.
constexpr std::uint32_t windows_states[] = {0, 4, 2, 3, 5, 6, 10, 0, 7, 9, 1, 8, 3};

constexpr int level_tcp = 6;

} // namespace

Result<TcpInformation> tcp_information(int descriptor) noexcept {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor, level_tcp, TCP_INFO, &info, &size) != 0)
        return Result<TcpInformation>::fail(last_wsa_error(Operation::control));
    TcpInformation known;
    known.state = info.tcpi_state < 13 ? windows_states[info.tcpi_state] : 0;
    known.segment_size = info.tcpi_snd_mss;
    known.timestamps = (info.tcpi_options & TCPI_OPT_TIMESTAMPS) != 0;
    known.round_trip_us = info.tcpi_rtt;
    known.least_round_trip_us = info.tcpi_min_rtt;
    known.in_flight = info.tcpi_unacked * info.tcpi_snd_mss;
    known.congestion_window = info.tcpi_snd_cwnd * info.tcpi_snd_mss;
    known.receive_window = info.tcpi_rcv_space;
    known.sent = info.tcpi_bytes_sent;
    known.received = info.tcpi_bytes_received;
    known.reordered = info.tcpi_reord_seen * info.tcpi_snd_mss;
    known.retransmitted = static_cast<std::uint32_t>(info.tcpi_bytes_retrans);
    known.timeouts = info.tcpi_retransmits;
    known.window_limited_us = info.tcpi_rwnd_limited;
    known.send_window = info.tcpi_snd_wnd;
    int buffer = 0;
    size = sizeof buffer;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, &size) == 0)
        known.receive_buffer = static_cast<std::uint32_t>(buffer) / 2;
    return Result<TcpInformation>::ok(known);
}

Result<std::uint32_t> peer_process(int descriptor) noexcept {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return Result<std::uint32_t>::fail(last_wsa_error(Operation::control));
    return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(peer.pid));
}

} // namespace ws2::kernel
