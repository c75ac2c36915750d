// Room provider_tcpip: a socket of the kernel that came with the process, made one of ours.
#pragma once

#include "provider/tcpip/family.hpp"

namespace ws2::provider::tcpip {

// True if `s` is ours now: a socket of a kind that the family serves, in whatever state. What the
// kernel does not keep has its default. One thread at a time for one descriptor, and not one that
// a socket of ours has, or has had until a moment ago.
bool adopt_socket(Family& family, SOCKET s) noexcept;

} // namespace ws2::provider::tcpip
