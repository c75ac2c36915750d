#include "kernel/option.hpp"

#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace ws2::kernel {
namespace {

using base::Result;

void set_int(int descriptor, int level, int name, int value) noexcept {
    static_cast<void>(::setsockopt(descriptor, level, name, &value, sizeof value));
}

void set_timeout(int descriptor, int name, std::uint32_t timeout_ms) noexcept {
    const timeval value{static_cast<time_t>(timeout_ms / 1000),
                        static_cast<suseconds_t>(timeout_ms % 1000) * 1000};
    static_cast<void>(::setsockopt(descriptor, SOL_SOCKET, name, &value, sizeof value));
}

int take_error_as(int descriptor, Operation operation) noexcept {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    return error == 0 ? 0 : wsa_error(error, operation);
}

// -1 if the socket is not TCP.
int tcp_state(int descriptor) noexcept {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return -1;
    return info.tcpi_state;
}

std::uint32_t seconds_up(std::uint32_t ms) noexcept {
    return ms / 1000 + (ms % 1000 != 0 ? 1 : 0);
}

} // namespace

void set_reuse_address(int descriptor, bool on) noexcept {
    set_int(descriptor, SOL_SOCKET, SO_REUSEADDR, on ? 1 : 0);
}

void set_reuse_port(int descriptor, bool on) noexcept {
    set_int(descriptor, SOL_SOCKET, SO_REUSEPORT, on ? 1 : 0);
}

void set_v6_only(int descriptor, bool on) noexcept {
    set_int(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, on ? 1 : 0);
}

void set_linger(int descriptor, bool on, int seconds) noexcept {
    const linger value{on ? 1 : 0, seconds};
    static_cast<void>(::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, sizeof value));
}

void set_error_reports(int descriptor, int windows_family, bool on) noexcept {
    if (windows_family == AF_INET)
        set_int(descriptor, IPPROTO_IP, IP_RECVERR, on ? 1 : 0);
    else
        set_int(descriptor, IPPROTO_IPV6, IPV6_RECVERR, on ? 1 : 0);
}

void set_receive_timeout(int descriptor, std::uint32_t timeout_ms) noexcept {
    set_timeout(descriptor, SO_RCVTIMEO, timeout_ms);
}

void set_send_timeout(int descriptor, std::uint32_t timeout_ms) noexcept {
    set_timeout(descriptor, SO_SNDTIMEO, timeout_ms);
}

int take_connect_error(int descriptor) noexcept {
    return take_error_as(descriptor, Operation::connect);
}

int take_error(int descriptor) noexcept {
    return take_error_as(descriptor, Operation::receive);
}

Result<void> set_keep_alive(int descriptor, bool on, std::uint32_t idle_ms,
                            std::uint32_t interval_ms) noexcept {
    const int value = on ? 1 : 0;
    if (::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &value, sizeof value) != 0)
        return Result<void>::fail(last_wsa_error(Operation::control));
    if (!on)
        return Result<void>::ok();
    const std::uint32_t idle_s = seconds_up(idle_ms);
    const std::uint32_t interval_s = seconds_up(interval_ms);
    if (::setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s) != 0 ||
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s) != 0)
        return Result<void>::fail(last_wsa_error(Operation::control));
    return Result<void>::ok();
}

bool set_coalescing(int descriptor, bool on) noexcept {
    constexpr int native_udp_coalescing = 104; // UDP_GRO
    const int value = on ? 1 : 0;
    return ::setsockopt(descriptor, IPPROTO_UDP, native_udp_coalescing, &value, sizeof value) == 0;
}

Result<void> set_processor(int descriptor, int processor) noexcept {
    return ::setsockopt(descriptor, SOL_SOCKET, SO_INCOMING_CPU, &processor, sizeof processor) == 0
               ? Result<void>::ok()
               : Result<void>::fail(last_wsa_error(Operation::control));
}

Result<void> set_connect_retries(int descriptor, int count) noexcept {
    return ::setsockopt(descriptor, IPPROTO_TCP, TCP_SYNCNT, &count, sizeof count) == 0
               ? Result<void>::ok()
               : Result<void>::fail(last_wsa_error(Operation::control));
}

bool uses_timestamps(int descriptor) noexcept {
    tcp_info info{};
    socklen_t size = sizeof info;
    return ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
           (info.tcpi_options & TCPI_OPT_TIMESTAMPS) != 0;
}

bool tcp_finished(int descriptor) noexcept {
    const int state = tcp_state(descriptor);
    return state == TCP_CLOSE || state == TCP_FIN_WAIT2 || state == TCP_TIME_WAIT ||
           state == TCP_LISTEN || state < 0;
}

bool tcp_peer_ended(int descriptor) noexcept {
    const int state = tcp_state(descriptor);
    return state == TCP_CLOSE_WAIT || state == TCP_LAST_ACK || state == TCP_CLOSING ||
           state == TCP_TIME_WAIT || state == TCP_CLOSE || state < 0;
}

bool tcp_send_ended(int descriptor) noexcept {
    const int state = tcp_state(descriptor);
    return state == TCP_FIN_WAIT1 || state == TCP_FIN_WAIT2 || state == TCP_CLOSING ||
           state == TCP_LAST_ACK || state == TCP_TIME_WAIT;
}

bool tcp_dead(int descriptor) noexcept {
    return tcp_state(descriptor) == TCP_CLOSE;
}

} // namespace ws2::kernel
