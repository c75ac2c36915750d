// Tool ws2cat: what the ISO transport knows beyond Winsock: its reasons, and TLS below it.
#pragma once

#include "ws2cat/events.hpp"
#include "ws2cat/options.hpp"

#include <winsock2.h>

namespace ws2cat {

// Tells a new socket of a guarded protocol whom to believe and what to show, as far as the options
// say it; other sockets are left alone. Throws CallFailed.
void set_guard(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, const Options& options);

// Of a connection that is open: how it is guarded.
void tell_guard(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, Events& events);

// Of a call that failed or a connection that ended: why, unless there is nothing to say.
void tell_reason(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, Events& events);

} // namespace ws2cat
