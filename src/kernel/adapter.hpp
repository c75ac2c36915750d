// Room kernel: the host's network adapters, with their addresses and gateways, and what the
// resolver is told.
#pragma once

#include "base/result.hpp"
#include "kernel/interface.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ws2::kernel {

struct AdapterAddress {
    Address address;
    Address mask;
    Address broadcast;
    unsigned prefix_bits = 0;
};

enum class AdapterKind : std::uint8_t { other, ethernet, loopback, point_to_point, tunnel };

struct Adapter {
    std::uint32_t index = 0;
    std::string name;
    AdapterKind kind = AdapterKind::other;
    bool up = false;      // by the administrator
    bool running = false; // and it has a link
    bool multicast = false;
    std::uint32_t mtu = 0;
    std::uint64_t speed_bps = 0; // 0: not known
    unsigned hardware_octets = 0;
    unsigned char hardware[8] = {};
    std::uint32_t octets_in = 0, packets_in = 0, errors_in = 0, drops_in = 0;
    std::uint32_t octets_out = 0, packets_out = 0, errors_out = 0, drops_out = 0;
    std::vector<AdapterAddress> addresses;
    std::vector<Address> gateways; // IPv4 and IPv6
};

// In the order of their indices.
base::Result<std::vector<Adapter>> adapters();

// What an adapter has counted, without the wrap of the 32-bit counters above.
struct Counters {
    std::uint64_t octets_in = 0, packets_in = 0, multicasts_in = 0, errors_in = 0, drops_in = 0;
    std::uint64_t octets_out = 0, packets_out = 0, errors_out = 0, drops_out = 0;
};
Counters counters(const Adapter& adapter);

struct ResolverSetup {
    std::vector<Address> servers;
    std::string domain; // may be empty
};
ResolverSetup resolver_setup();

bool forwards_ipv4();

} // namespace ws2::kernel
