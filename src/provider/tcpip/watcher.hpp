// Room provider_tcpip: the thread that notices network events of sockets with a registration, and
// data that comes behind SD_RECEIVE. It is started by the first such socket.
#pragma once

#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

class Watcher {
public:
    // From now on every change of the socket is looked at; a second time it changes nothing. False
    // if the process has no descriptor, no memory or no thread left.
    static bool watch(SocketState& socket) noexcept;
    static void forget(SocketState& socket) noexcept;
    // After forget() and status::watched cleared: waits out a look that is under way.
    static void wait_until_unseen(const SocketState& socket) noexcept;
};

// shutdown.cpp: of a connection whose receive side is shut.
void reset_if_data_came(SocketState& socket) noexcept;

} // namespace ws2::provider::tcpip
