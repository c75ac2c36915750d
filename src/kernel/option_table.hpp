// Room kernel: the option table's rows, as option_map.cpp reads them.
#pragma once

namespace ws2::kernel {

// How a value changes on its way between the two sides.
enum class OptionKind {
    boolean,       // BOOL; one octet is accepted
    octet,         // DWORD whose value fits an octet; one octet is accepted
    integer,       // DWORD
    doubled,       // DWORD; Linux reports twice what was set
    seconds_as_ms, // DWORD in seconds, milliseconds in Linux
    interface_v4,  // DWORD: an address of an interface, or 0.x.y.z = its index, network order
    index_network, // DWORD: an interface index in network order (IPv4), handed on as it is
    index_host,    // DWORD: an interface index in host order (IPv6), network order in Linux
    backlog,       // BOOL; the length of a queue in Linux
    membership_v4, // ip_mreq; the interface as in interface_v4
    source_v4,     // ip_mreq_source: the last two fields change places
    membership_v6, // ipv6_mreq: one layout
    group,         // group_req
    group_source,  // group_source_req
    fragment_v4,   // BOOL; path MTU discovery in Linux
    discover,      // the IP_PMTUDISC_ values
    octets,        // as it is
};

struct OptionRow {
    int level;
    int name;
    int native_level;
    int native_name;
    OptionKind kind;
    bool settable = true;
    bool readable = true;
};

// Null if the pair has no meaning in Linux or is not one of the kernel's options.
const OptionRow* find_option(int level, int name) noexcept;

} // namespace ws2::kernel
