// Room provider_tcpip: SIO_ADDRESS_LIST_SORT: a peer's addresses, the one to try first in front.
//
// The rules of RFC 6724 that say most: what cannot be reached goes last, then precedence by kind of
// address. What is equal stays in the caller's order.
#include "kernel/address.hpp"
#include "kernel/interface.hpp"
#include "provider/tcpip/ioctl.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

struct Candidate {
    SOCKET_ADDRESS address{};
    bool reachable = false;
    int precedence = 0;
};

// The table of RFC 6724, section 2.1.
int precedence_of(const IN6_ADDR& address) noexcept {
    static constexpr unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr unsigned char loopback[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const UCHAR* const octets = address.s6_addr;
    if (std::memcmp(octets, loopback, sizeof loopback) == 0)
        return 50;
    if (std::memcmp(octets, mapped, sizeof mapped) == 0)
        return 35;
    if (octets[0] == 0x20 && octets[1] == 0x02) // 6to4
        return 30;
    if (octets[0] == 0x20 && octets[1] == 0x01 && octets[2] == 0 && octets[3] == 0) // Teredo
        return 5;
    return (octets[0] & 0xFEU) == 0xFCU ? 3 : 40; // unique local
}

int precedence_of(const sockaddr* name, int family) noexcept {
    if (family != AF_INET6)
        return 35;
    sockaddr_in6 address{};
    std::memcpy(&address, name, sizeof address);
    return precedence_of(address.sin6_addr);
}

// False if the list is not whole.
bool read_list(const IoctlBuffers& buffers, std::vector<Candidate>& found) {
    constexpr std::size_t head = offsetof(SOCKET_ADDRESS_LIST, Address);
    INT count = 0;
    if (buffers.in == nullptr || buffers.in_size < head)
        return false;
    std::memcpy(&count, buffers.in, sizeof count);
    if (count < 0 ||
        static_cast<std::size_t>(count) > (buffers.in_size - head) / sizeof(SOCKET_ADDRESS))
        return false;
    found.resize(static_cast<std::size_t>(count));
    const auto* at = static_cast<const unsigned char*>(buffers.in) + head;
    for (Candidate& each : found) {
        std::memcpy(&each.address, at, sizeof each.address);
        at += sizeof each.address;
    }
    return true;
}

} // namespace

int sort_addresses(const SocketState& socket, IoctlBuffers& buffers) {
    std::vector<Candidate> found;
    if (!read_list(buffers, found))
        return WSAEFAULT;
    for (Candidate& each : found) {
        const int size = each.address.iSockaddrLength;
        if (each.address.lpSockaddr == nullptr || size < socket.address_size())
            return WSAEFAULT;
        if (kernel::family_of(each.address.lpSockaddr, size) != socket.address_family)
            return WSAEINVAL;
        each.precedence = precedence_of(each.address.lpSockaddr, socket.address_family);
        each.reachable = static_cast<bool>(kernel::route_to(each.address.lpSockaddr, size));
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& one, const Candidate& other) {
        return one.reachable != other.reachable ? one.reachable : one.precedence > other.precedence;
    });
    const std::size_t head = offsetof(SOCKET_ADDRESS_LIST, Address);
    buffers.returned = static_cast<DWORD>(head + found.size() * sizeof(SOCKET_ADDRESS));
    if (buffers.out == nullptr || buffers.out_size < buffers.returned)
        return WSAEFAULT;
    auto* at = static_cast<unsigned char*>(buffers.out);
    const INT count = static_cast<INT>(found.size());
    std::memcpy(at, &count, sizeof count);
    at += head;
    for (const Candidate& each : found) {
        std::memcpy(at, &each.address, sizeof each.address);
        at += sizeof each.address;
    }
    return 0;
}

} // namespace ws2::provider::tcpip
