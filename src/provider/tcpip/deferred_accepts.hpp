// Room provider_tcpip: connections whose condition function answered CF_DEFER. They stay at the
// head of their listener's queue, in order.
#pragma once

#include "kernel/descriptor.hpp"

#include <deque>

namespace ws2::provider::tcpip {

struct DeferredAccepts {
    std::deque<kernel::Descriptor> connections;
};

} // namespace ws2::provider::tcpip
