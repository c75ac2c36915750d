// Room api: what several chapters ask about sockets.
#pragma once

#include "dispatch/provider.hpp"

namespace ws2::api {

// A socket that a provider handed out is in the table, put there by the provider's own upcall.
// Kernel-backed ones of a provider that forgot it are put there now; others are useless and are
// closed: INVALID_SOCKET and WSASYSCALLFAILURE.
SOCKET adopt(SOCKET s, const dispatch::Provider& provider, const catalog::Entry& entry) noexcept;

// The thread's SO_OPENTYPE, which decides whether socket() opens for overlapped use. Not a property
// of a socket; Winsock keeps it above the providers.
int open_type() noexcept;
void set_open_type(int type) noexcept;

} // namespace ws2::api
