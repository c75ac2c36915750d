// Benchmarks: send and receive by system calls alone, on the very descriptors that a pair of sockets
// has: a kernel-backed SOCKET is its descriptor. This header meets both worlds and therefore names
// no type of either.
#pragma once

#include <cstddef>

namespace ws2::bench {

struct BareCalls {
    int from;
    int to;

    // One end sends, the other receives what was sent.
    void exchange(std::size_t octets) const;
};

} // namespace ws2::bench
