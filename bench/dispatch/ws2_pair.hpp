// Benchmarks: two connected sockets of a catalog entry, through the library.
#pragma once

#include <cstddef>
#include <winsock2.h>

namespace ws2::bench {

// WSAStartup for the life of the program.
void start_library();

WSAPROTOCOL_INFOW find_entry(const char16_t* protocol);

class Ws2Pair {
public:
    Ws2Pair(const char16_t* protocol, const char16_t* loopback);
    Ws2Pair(const Ws2Pair&) = delete;
    Ws2Pair& operator=(const Ws2Pair&) = delete;
    ~Ws2Pair();

    void exchange(std::size_t octets);
    SOCKET a() const { return a_; }
    SOCKET b() const { return b_; }

private:
    SOCKET a_ = INVALID_SOCKET;
    SOCKET b_ = INVALID_SOCKET;
};

} // namespace ws2::bench
