// Room provider_tcpip: a new socket's way to the program.
#pragma once

#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

// Publishes a prepared socket and passes it through WPUModifyIFSHandle, whose answer alone is given
// out. On refusal the socket is closed: INVALID_SOCKET and the upcall's code.
SOCKET give_out(SocketState& socket, LPINT lpErrno) noexcept;

} // namespace ws2::provider::tcpip
