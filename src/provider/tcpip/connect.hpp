// Room provider_tcpip: how a pending connect ended.
#pragma once

#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

// Looks whether a pending connect has ended and notes the outcome in the socket's status. Costs a
// system call; call it only while status::connecting is set.
void refresh_connect(SocketState& socket) noexcept;

// The same with readiness that a poll for writability has just reported.
void note_connect(SocketState& socket, short found) noexcept;

// What came of it, from a source other than poll: 0 or the code of the failure.
void end_connect(SocketState& socket, int code) noexcept;

} // namespace ws2::provider::tcpip
