// Room provider_tcpip: a socket on its way to another process (WSPDuplicateSocket), and the socket
// that WSPSocket makes of what came.
#pragma once

#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

// `info` is the record that WSPDuplicateSocket filled, wherever that was. Each works once.
SOCKET open_duplicate(Family& family, const WSAPROTOCOL_INFOW& info, LPINT lpErrno) noexcept;

// Whether a send that failed with WSAECONNRESET did so because another of the socket's descriptors
// has ended the sending.
bool sending_ended_elsewhere(const SocketState& socket) noexcept;

} // namespace ws2::provider::tcpip
