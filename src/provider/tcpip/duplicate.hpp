// Room provider_tcpip: a socket on its way to another process (WSPDuplicateSocket), and the socket
// that WSPSocket makes of what came.
#pragma once

#include "provider/tcpip/family.hpp"

namespace ws2::provider::tcpip {

// `info` is the record that WSPDuplicateSocket filled, wherever that was. Each works once.
SOCKET open_duplicate(Family& family, const WSAPROTOCOL_INFOW& info, LPINT lpErrno) noexcept;

} // namespace ws2::provider::tcpip
