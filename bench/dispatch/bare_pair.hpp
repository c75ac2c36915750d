// Benchmarks: a TCP connection on the loopback by system calls alone. This header meets both worlds
// and therefore names no type of either.
#pragma once

#include <cstddef>

namespace ws2::bench {

class BarePair {
public:
    BarePair();
    BarePair(const BarePair&) = delete;
    BarePair& operator=(const BarePair&) = delete;
    ~BarePair();

    // One end sends, the other receives what was sent.
    void exchange(std::size_t octets);

private:
    int a_ = -1;
    int b_ = -1;
};

} // namespace ws2::bench
