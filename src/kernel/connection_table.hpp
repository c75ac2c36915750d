// Room kernel: the host's TCP connections and UDP endpoints, and whose they are.
#pragma once

#include "base/result.hpp"
#include "kernel/interface.hpp"

#include <cstdint>
#include <vector>

namespace ws2::kernel {

struct Endpoint {
    Address local;
    Address remote;
    unsigned state = 0; // MIB_TCP_STATE_
    std::uint64_t inode = 0;
    std::uint32_t process = 0; // of the first owner; 0 if this user may not know
};

// Of one Windows family, as the kernel lists them.
base::Result<std::vector<Endpoint>> tcp_endpoints(int windows_family);
base::Result<std::vector<Endpoint>> udp_endpoints(int windows_family);

// Fills in `process`, by looking through the descriptors of all processes.
void find_owners(std::vector<Endpoint>& endpoints);

} // namespace ws2::kernel
