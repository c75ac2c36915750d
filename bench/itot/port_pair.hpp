// Benchmarks: messages by overlapped calls whose ends a completion port tells, one port a side.
// Over a stream each message has its length in four octets before it, by hand.
#pragma once

#include "dispatch/ws2_pair.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>
#include <windows.h>

namespace ws2::bench {

class PortPair {
public:
    PortPair(const char16_t* protocol, const char16_t* loopback, bool framed);
    PortPair(const PortPair&) = delete;
    PortPair& operator=(const PortPair&) = delete;
    ~PortPair();

    // Both return when all `count` messages of `octets` have gone or come.
    void send_messages(int count, std::size_t octets);
    void receive_messages(int count, std::size_t octets);

private:
    static constexpr std::size_t window = 16; // calls under way
    struct Call {
        WSAOVERLAPPED overlapped{};
        std::string room;
    };

    void receive(Call& call);
    void receive_whole(int count, std::size_t octets);
    void receive_framed(int count, std::size_t octets);

    Ws2Pair pair_;
    bool framed_;
    HANDLE sent_ = nullptr;
    HANDLE received_ = nullptr;
    std::array<Call, window> sends_;
    std::array<Call, window> receives_;
    std::string message_; // where a framed one is put together
};

} // namespace ws2::bench
