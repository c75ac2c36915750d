// Room provider_tcpip: the ioctls about one TCP connection.
#include "kernel/option.hpp"
#include "kernel/tcp_information.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/ioctl.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mstcpip.h>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

template<typename Information>
Information common_part(const SocketState& socket, const kernel::TcpInformation& known) noexcept {
    using namespace std::chrono;
    Information answer{};
    answer.State = static_cast<TCPSTATE>(known.state);
    answer.Mss = known.segment_size;
    if (socket.has(status::connected)) {
        const auto now = duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
        answer.ConnectionTimeMs =
            static_cast<ULONG64>(now - socket.connected_at_s.load()) * ULONG64{1000};
    }
    answer.TimestampsEnabled = known.timestamps ? 1 : 0;
    answer.RttUs = known.round_trip_us;
    answer.MinRttUs = known.least_round_trip_us;
    answer.BytesInFlight = known.in_flight;
    answer.Cwnd = known.congestion_window;
    answer.SndWnd = known.send_window;
    answer.RcvWnd = known.receive_window;
    answer.RcvBuf = known.receive_buffer;
    answer.BytesOut = known.sent;
    answer.BytesIn = known.received;
    answer.BytesReordered = known.reordered;
    answer.BytesRetrans = known.retransmitted;
    answer.TimeoutEpisodes = known.timeouts;
    return answer;
}

} // namespace

int tell_tcp_information(SocketState& socket, IoctlBuffers& buffers) noexcept {
    DWORD version = 0;
    if (const int code = read(buffers, version); code != 0)
        return code;
    if (!socket.tcp())
        return WSAEOPNOTSUPP;
    if (version > 1)
        return WSAEINVAL;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    const Result<kernel::TcpInformation> known = kernel::tcp_information(socket.descriptor);
    if (!known)
        return known.error;
    if (version == 0)
        return write(buffers, common_part<TCP_INFO_v0>(socket, known.value));
    auto answer = common_part<TCP_INFO_v1>(socket, known.value);
    answer.SndLimTimeRwin = static_cast<ULONG>(known.value.window_limited_us / 1000);
    return write(buffers, answer);
}

// What fills the path: as much again as the window that is in use, and never less than a send of
// the usual size.
int tell_ideal_backlog(SocketState& socket, IoctlBuffers& buffers) noexcept {
    constexpr ULONG least = 65536;
    if (!socket.tcp())
        return WSAEOPNOTSUPP;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    const Result<kernel::TcpInformation> known = kernel::tcp_information(socket.descriptor);
    if (!known)
        return known.error;
    return write(buffers, std::max<ULONG>(least, known.value.congestion_window));
}

// The count of repeated SYNs is the kernel's to keep; when the first is repeated is not.
int set_initial_timeout(const SocketState& socket, const IoctlBuffers& buffers) noexcept {
    TCP_INITIAL_RTO_PARAMETERS asked{};
    if (const int code = read(buffers, asked); code != 0)
        return code;
    if (!socket.tcp())
        return WSAEOPNOTSUPP;
    const bool own_time =
        asked.Rtt != TCP_INITIAL_RTO_DEFAULT_RTT && asked.Rtt != TCP_INITIAL_RTO_UNSPECIFIED_RTT;
    if (own_time)
        return WSAEOPNOTSUPP;
    const UCHAR count = asked.MaxSynRetransmissions;
    if (count == TCP_INITIAL_RTO_DEFAULT_MAX_SYN_RETRANSMISSIONS ||
        count == TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS)
        return 0;
    const bool none = count == TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS; // the least there is: one
    return kernel::set_connect_retries(socket.descriptor, none ? 1 : std::min<int>(count, 127))
        .error;
}

int set_processor(const SocketState& socket, const IoctlBuffers& buffers) noexcept {
    USHORT processor = 0;
    if (const int code = read(buffers, processor); code != 0)
        return code;
    return kernel::set_processor(socket.descriptor, processor).error;
}

} // namespace ws2::provider::tcpip
