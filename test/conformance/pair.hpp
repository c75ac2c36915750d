// Suite conformance: two connected sockets of one provider, and whole conversations between them.
#pragma once

#include "conformance/world.hpp"

#include <string>
#include <string_view>

namespace ws2::conformance {

// `a` called, `b` answered. Connectionless: each is the other's default peer.
struct Pair {
    Socket a;
    Socket b;
};

Pair connect_pair(const Entry& entry);

// One call to `listener` and its acceptance; works also for a provider whose connect ends only with
// the accept of the other side.
Pair connect_through(const Entry& entry, SOCKET listener);
Pair connect_through(Socket from, SOCKET listener);

// Octets that differ at every place a loss or a swap could happen.
std::string pattern(std::size_t octets, unsigned seed = 1);

// Everything, by as many sends as it takes; on a message protocol as messages of `chunk` octets.
void send_all(SOCKET s, std::string_view data, std::size_t chunk = 16384);

struct Received {
    std::string data;
    std::size_t calls = 0; // that delivered something
    Outcome end;           // of the call that delivered nothing more
};

// Until the connection ends or the call fails.
Received receive_until_end(SOCKET s);

// Exactly so many octets, or fewer if the connection ends before.
std::string receive(SOCKET s, std::size_t octets);

// What receives answer after the last octet of a connection that ended without error.
Outcome graceful_end(const Entry& entry);

// Makes `s` non-blocking and sends until it is refused with WSAEWOULDBLOCK and will be until the
// peer receives; what was taken.
std::string fill(SOCKET s);

// Both directions still carry data.
testing::AssertionResult still_usable(const Pair& pair);

} // namespace ws2::conformance
