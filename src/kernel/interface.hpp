// Room kernel: the host's addresses and routes, and the ioctls that read a socket's queue.
#pragma once

#include "base/result.hpp"
#include "kernel/address.hpp"

#include <cstdint>
#include <vector>

namespace ws2::kernel {

// A socket address in Windows' form.
struct Address {
    alignas(8) unsigned char octets[28] = {};
    unsigned size = 0; // 16 or 28; 0 if there is none
};

// From 4 or 16 octets in network order, by the Linux family; null: all zero.
Address ip_address(int family, const void* octets, std::uint16_t port = 0) noexcept;

struct Interface {
    std::uint32_t flags = 0; // Windows' IFF_ bits
    Address address;
    Address broadcast;
    Address mask;
};

// Every address of every interface of the given Windows family, in the kernel's order.
base::Result<std::vector<Interface>> interfaces(int windows_family);

// The local address from which a datagram to `destination` would leave.
base::Result<Address> route_to(const void* destination, int size) noexcept;

// FIONREAD: octets in a stream's queue, the size of a datagram socket's first datagram.
base::Result<std::uint32_t> available(int descriptor) noexcept;
// SIOCATMARK as Windows answers it: false only while there is data before an urgent octet.
base::Result<bool> no_urgent_data_ahead(int descriptor) noexcept;

} // namespace ws2::kernel
