// Room kernel: socket options. A table from Windows level and name to Linux level and name, with
// the kind of conversion that the value needs; and the switches that a provider turns by itself.
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace ws2::kernel {

// Sets or reads an option that the kernel keeps. WSAENOPROTOOPT if the pair is not in the table
// (the provider keeps the rest itself), WSAEFAULT if `size` is too small for the option's type.
// Options of BOOL and of octet-sized types accept one octet, as on Windows. `windows_family`
// matters where one Windows option is two in Linux.
base::Result<void> set_option(int descriptor, int level, int name, const void* value,
                              int size) noexcept;
// The number of octets written.
base::Result<int> get_option(int descriptor, int level, int name, void* value, int size) noexcept;

void set_reuse_address(int descriptor, bool on) noexcept;
void set_reuse_port(int descriptor, bool on) noexcept;
void set_v6_only(int descriptor, bool on) noexcept;
void set_linger(int descriptor, bool on, int seconds) noexcept;
// Whether ICMP answers reach a datagram socket that is not connected.
void set_error_reports(int descriptor, int windows_family, bool on) noexcept;
// 0 means none.
void set_receive_timeout(int descriptor, std::uint32_t timeout_ms) noexcept;
void set_send_timeout(int descriptor, std::uint32_t timeout_ms) noexcept;

// Reads and clears the pending error as the result of `connect`; 0 if there is none.
int take_connect_error(int descriptor) noexcept;
// Reads and clears the pending error of an established or connectionless socket.
int take_error(int descriptor) noexcept;

// Whether the kernel may hand several datagrams of one sender over as one. False if it cannot.
bool set_coalescing(int descriptor, bool on) noexcept;
// SIO_CPU_AFFINITY, SIO_TCP_INITIAL_RTO.
base::Result<void> set_processor(int descriptor, int processor) noexcept;
base::Result<void> set_connect_retries(int descriptor, int count) noexcept;

// SIO_KEEPALIVE_VALS; times in milliseconds, rounded up to the kernel's seconds.
base::Result<void> set_keep_alive(int descriptor, bool on, std::uint32_t idle_ms,
                                  std::uint32_t interval_ms) noexcept;

// Whether a TCP connection carries time stamps (RFC 7323).
bool uses_timestamps(int descriptor) noexcept;
// True if a TCP connection has nothing left to say: our FIN is acknowledged, or there is no
// connection.
bool tcp_finished(int descriptor) noexcept;
// True if the peer will send no more on a TCP connection: it ended its side, or there is no
// connection.
bool tcp_peer_ended(int descriptor) noexcept;
// True if our side of the TCP connection has sent its FIN, or is about to.
bool tcp_send_ended(int descriptor) noexcept;
// True if the TCP connection is gone without a close of ours (reset, time-out).
bool tcp_dead(int descriptor) noexcept;

} // namespace ws2::kernel
