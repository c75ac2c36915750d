// Room provider_itot: transport addresses: a selector and a network address, as SOCKADDR_TP, as an
// OSI network address (NSAP) and as text.
//
// NSAP of an IPv4 endpoint: RFC 1277, decimal digits two an octet: AFI 54 (telex), IDI 00728722,
// prefix 03, 12 digits of address, then 5 of port and 5 of transport set (00001, TCP). Without the
// last ten digits the port is 102. NSAP of an IPv6 endpoint: our own, under AFI 49 (local, binary):
// 06, 16 octets of address, 2 of port; a link-local address carries its zone in octets 3 and 4 of
// the address, which are zero otherwise.
//
// Text: SELECTOR@HOST:PORT or SELECTOR@[V6]:PORT, HOST numeric. Octets of the selector that are not
// printable ASCII, and '@' and '\', are written \xHH. Without a selector there is no '@'; without a
// port it is 0.
#pragma once

#include "kernel/stream_socket.hpp"

#include "wshisotp.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws2::provider::itot {

struct Address {
    std::vector<std::uint8_t> selector; // at most 32 octets
    kernel::Endpoint endpoint;
};

inline constexpr int address_size = sizeof(SOCKADDR_TP);

// Empty if it is no address of ours: lengths that do not fit, a network address of another form.
// The caller has checked that `size` octets are there and that the family is AF_ISO.
std::optional<Address> from_sockaddr(const void* address, int size);
SOCKADDR_TP to_sockaddr(const Address& address);

std::optional<Address> parse_address(std::u16string_view text);
std::u16string format_address(const Address& address);

} // namespace ws2::provider::itot
