// Benchmarks: messages on a bare TCP connection, each behind its length in four octets. Names no
// type of either world.
#pragma once

#include <cstddef>

namespace ws2::bench {

class FramedPair {
public:
    FramedPair();
    FramedPair(const FramedPair&) = delete;
    FramedPair& operator=(const FramedPair&) = delete;
    ~FramedPair();

    void send_message(const char* data, std::size_t octets);
    // Reads ahead, as a program that does this for a living would.
    std::size_t receive_message(char* data, std::size_t room);
    // 64 last octets and the end of the stream, seen on the other side.
    void goodbye(const char* data, std::size_t octets);

private:
    bool need(std::size_t octets);

    int a_ = -1;
    int b_ = -1;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    char ahead_[65536];
};

} // namespace ws2::bench
