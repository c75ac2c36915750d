// Room provider_tcpip: SIO_RCVALL, all packets of an interface through a raw socket of IPPROTO_IP.
//
// From the first time on the socket's descriptor is a packet socket, which alone sees them; the raw
// socket that was opened stands beside it, keeps the address and the options, and sends.
#pragma once

#include "kernel/poll.hpp"
#include "provider/tcpip/ioctl.hpp"

namespace ws2::provider::tcpip {

// SIO_RCVALL: 0 or the code.
int set_receive_all(SocketState& socket, const IoctlBuffers& buffers);

int raw_descriptor(const SocketState& socket) noexcept;

// Where a socket has its address, its options below SOL_SOCKET and its sends.
inline int internet_descriptor(const SocketState& socket) noexcept {
    return socket.keeps(choice::captures) ? raw_descriptor(socket) : socket.descriptor;
}

// Waits for a packet, or for the end of the socket, which does not wake a packet socket: looks up
// now and then. 0, WSAETIMEDOUT or WSA_OPERATION_ABORTED.
int await_packet(const SocketState& socket, kernel::Moment deadline) noexcept;

// For the end of a socket that captures.
void forget_capture(const SocketState& socket) noexcept;

} // namespace ws2::provider::tcpip
