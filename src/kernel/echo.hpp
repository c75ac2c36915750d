// Room kernel: one ICMP echo and what comes back: the answer, or a complaint about it.
#pragma once

#include "base/result.hpp"
#include "kernel/interface.hpp"
#include "kernel/poll.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ws2::kernel {

struct EchoRequest {
    Address to;
    Address from; // size 0: as the route says
    const void* data = nullptr;
    std::size_t size = 0;
    int hops = 128;
    int service = 0;
    bool may_fragment = true;
};

struct EchoReply {
    Address from;
    bool answered = false; // else `type` and `code` are those of the complaint
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    int hops = 0; // of the answer; 0 if not known
    std::vector<unsigned char> data;
};

// wsa::timed_out at the deadline, wsa::access if the kernel permits no echo. Throws
// std::bad_alloc.
base::Result<EchoReply> exchange_echo(const EchoRequest& request, Moment deadline);

} // namespace ws2::kernel
