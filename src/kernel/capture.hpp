// Room kernel: the packets of a network interface, which a raw socket of Linux does not show.
//
// A capture is a packet socket: it gives whole packets from the IP header on, those that leave the
// host and those that arrive, and takes none. It has no shutdown(2), so it is always non-blocking
// and who waits looks up now and then.
#pragma once

#include "base/result.hpp"

namespace ws2::kernel {

// What a socket has for an address that a packet socket wrote. Its own family, which no Windows
// address has.
inline constexpr int packet_family = 17;

// A capture of the interface that has this Windows address, which shows nothing yet. Close-on-exec.
// WSAEADDRNOTAVAIL without such an interface, WSAEACCES without CAP_NET_RAW.
base::Result<int> open_capture(const void* address, int size) noexcept;

// Shows the packets of one family from now on, those for other hosts too if `promiscuous`, or none.
base::Result<void> show_packets(int capture, int windows_family, bool promiscuous) noexcept;
base::Result<void> show_nothing(int capture) noexcept;

// A raw socket of no protocol: receives nothing, sends packets that begin with their header if
// IP_HDRINCL is set, which it is not.
base::Result<int> open_unspecific_raw(int windows_family) noexcept;

// Makes `descriptor` mean what `other` means, and the other way about. False: nothing changed.
bool exchange_descriptors(int descriptor, int other) noexcept;

// The sender's address of a packet whose first `size` octets are at `packet`, as Windows has it,
// into `address`, of which `room` octets may be written. Returns its size.
unsigned sender_of_packet(const void* packet, unsigned size, void* address, unsigned room) noexcept;

} // namespace ws2::kernel
