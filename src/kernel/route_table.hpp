// Room kernel: the host's routes and the neighbours it knows, asked of the kernel over rtnetlink.
#pragma once

#include "base/result.hpp"
#include "kernel/interface.hpp"

#include <cstdint>
#include <vector>

namespace ws2::kernel {

enum class RouteKind : std::uint8_t { unicast, local, broadcast, multicast, other };
enum class RouteOrigin : std::uint8_t { other, kernel, administrator, redirect, advertised };

struct Route {
    Address destination; // without a port; of size 16 or 28
    unsigned prefix_bits = 0;
    Address gateway;   // size 0: the destination is on the link; may be of the other family
    Address preferred; // the source that packets get; size 0 if the route names none
    std::uint32_t interface = 0;
    std::uint32_t metric = 0;
    RouteKind kind = RouteKind::unicast;
    RouteOrigin origin = RouteOrigin::other;
};

// Of one Windows family: what the host's main and local tables hold.
base::Result<std::vector<Route>> routes(int windows_family);
// The route that a packet to the address would take, as it stands in its table: through any
// interface for 0, but a scope in the address binds, too.
base::Result<Route> best_route(const Address& destination, std::uint32_t interface = 0);
// The source that such a packet would get; of size 0 if the kernel names none.
base::Result<Address> best_source(const Address& destination, std::uint32_t interface);

struct Neighbour {
    Address address;
    std::uint32_t interface = 0;
    unsigned hardware_octets = 0;
    unsigned char hardware[32] = {};
    bool reachable = false; // there is a hardware address that may be used
    bool permanent = false; // entered by the administrator
};

// Of one Windows family, without multicast and broadcast addresses.
base::Result<std::vector<Neighbour>> neighbours(int windows_family);
// Has the kernel ask for the address on its link, if it does not know it; waits for no answer.
base::Result<void> ask_for_neighbour(const Address& destination) noexcept;

} // namespace ws2::kernel
