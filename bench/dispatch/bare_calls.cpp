// Benchmarks: the bare side.
#include "dispatch/bare_calls.hpp"

#include <stdexcept>
#include <sys/socket.h>

namespace ws2::bench {

void BareCalls::exchange(std::size_t octets) const {
    static thread_local char buffer[65536];
    const auto sent = send(from, buffer, octets, MSG_NOSIGNAL);
    const auto received = recv(to, buffer, octets, 0);
    if (sent <= 0 || sent != received)
        throw std::runtime_error("exchange");
}

} // namespace ws2::bench
