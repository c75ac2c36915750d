// Room kernel: what the host has counted of its protocols, from /proc/net/snmp and snmp6.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace ws2::kernel {

// By the kernel's names, the group in front: "Tcp.InSegs", "Ip.Forwarding"; of IPv6
// "Ip6InReceives", and its settings "forwarding" and "hop_limit". Empty if the kernel shows
// nothing.
using ProtocolCounters = std::map<std::string, std::int64_t, std::less<>>;

ProtocolCounters ipv4_counters(); // and those of TCP, which counts both families together
ProtocolCounters ipv6_counters();

} // namespace ws2::kernel
