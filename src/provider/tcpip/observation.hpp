// Room provider_tcpip: which network events are true of a socket now.
#pragma once

#include "provider/tcpip/socket_state.hpp"

namespace ws2::provider::tcpip {

struct Observation {
    LONG events = 0;
    int connect_code = 0; // of FD_CONNECT
    int close_code = 0;   // of FD_CLOSE

    [[nodiscard]] int code_of(LONG event) const noexcept {
        if (event == FD_CONNECT)
            return connect_code;
        return event == FD_CLOSE ? close_code : 0;
    }
};

// Of the events in `wanted`, those that are true. The end of a connect is noted in the socket's
// status, and so is a reset.
Observation look(SocketState& socket, LONG wanted) noexcept;

} // namespace ws2::provider::tcpip
