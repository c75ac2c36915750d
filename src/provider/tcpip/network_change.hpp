// Room provider_tcpip: SIO_ADDRESS_LIST_CHANGE and SIO_ROUTING_INTERFACE_CHANGE: requests and
// network events that end, or are true, when what they ask about is no longer what it was.
#pragma once

#include "provider/tcpip/ioctl.hpp"
#include "provider/tcpip/request.hpp"

namespace ws2::provider::tcpip {

// One ioctl of these: as WSPIoctl answers. Overlapped: pending. On a non-blocking socket:
// WSAEWOULDBLOCK, and the network event `event` comes. Else waits.
int await_change(SocketState& socket, LONG event, const IoctlBuffers& buffers, LPDWORD returned,
                 const Indication* indication, LPINT lpErrno);

// For a close: no network event of these is awaited any more.
void forget_changes(SocketState& socket) noexcept;

} // namespace ws2::provider::tcpip
