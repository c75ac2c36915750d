#include "kernel/capture.hpp"

#include "kernel/address.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"
#include "kernel/interface.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <fcntl.h>
#include <ifaddrs.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/ipv6.h>
#include <memory>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

static_assert(packet_family == AF_PACKET);

struct Place {
    int index = 0; // 0: there is none
    bool loopback = false;
};

// Offset and length of the address inside a sockaddr of the family; equal on both sides.
struct Field {
    std::size_t offset;
    std::size_t size;
};

constexpr Field address_field(int family) noexcept {
    return family == AF_INET6 ? Field{offsetof(sockaddr_in6, sin6_addr), sizeof(in6_addr)}
                              : Field{offsetof(sockaddr_in, sin_addr), sizeof(in_addr)};
}

Place find_interface(const sockaddr* wanted) noexcept {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return {};
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    const auto [offset, size] = address_field(wanted->sa_family);
    for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next)
        if (entry->ifa_addr != nullptr && entry->ifa_addr->sa_family == wanted->sa_family &&
            std::memcmp(reinterpret_cast<const char*>(entry->ifa_addr) + offset,
                        reinterpret_cast<const char*>(wanted) + offset, size) == 0)
            return {static_cast<int>(if_nametoindex(entry->ifa_name)),
                    (entry->ifa_flags & IFF_LOOPBACK) != 0};
    return {};
}

// Lets one network protocol through; of the loopback interface, which shows each packet as it
// leaves and as it arrives, the latter alone.
bool let_through(int descriptor, unsigned protocol, bool loopback) noexcept {
    const auto ancillary = [](int field) { return static_cast<unsigned>(SKF_AD_OFF + field); };
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, ancillary(SKF_AD_PROTOCOL)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, protocol, 0, 3),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, ancillary(SKF_AD_PKTTYPE)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, loopback ? PACKET_OUTGOING : 255U, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, 0x40000),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    const sock_fprog filter{std::size(program), program};
    return ::setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) == 0;
}

bool see_all(int descriptor, int interface) noexcept {
    packet_mreq request{};
    request.mr_ifindex = interface;
    request.mr_type = PACKET_MR_PROMISC;
    return ::setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, sizeof request) ==
           0;
}

} // namespace

Result<int> open_capture(const void* address, int size, bool promiscuous) noexcept {
    const NativeAddress native(address, size);
    const auto* wanted = static_cast<const sockaddr*>(native.data());
    const Place place = find_interface(wanted);
    if (place.index == 0)
        return Result<int>::fail(wsa::address_not_available);
    const unsigned protocol = wanted->sa_family == AF_INET6 ? ETH_P_IPV6 : ETH_P_IP;
    Descriptor made(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(ETH_P_ALL);
    where.sll_ifindex = place.index;
    if (!made || !let_through(made.get(), protocol, place.loopback) ||
        (promiscuous && !see_all(made.get(), place.index)) ||
        ::bind(made.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0)
        return Result<int>::fail(last_wsa_error(Operation::open));
    return Result<int>::ok(made.release());
}

Result<int> open_unspecific_raw(int windows_family) noexcept {
    const int family = native_family(windows_family);
    Descriptor made(::socket(family, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW));
    if (!made)
        return Result<int>::fail(last_wsa_error(Operation::open));
    // This protocol alone has it from the beginning.
    const int off = 0;
    static_cast<void>(family == AF_INET6
                          ? ::setsockopt(made.get(), IPPROTO_IPV6, IPV6_HDRINCL, &off, sizeof off)
                          : ::setsockopt(made.get(), IPPROTO_IP, IP_HDRINCL, &off, sizeof off));
    return Result<int>::ok(made.release());
}

bool exchange_descriptors(int descriptor, int other) noexcept {
    const Descriptor kept(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    return kept && ::dup3(other, descriptor, O_CLOEXEC) >= 0 &&
           ::dup3(kept.get(), other, O_CLOEXEC) >= 0;
}

unsigned sender_of_packet(const void* packet, unsigned size, void* address,
                          unsigned room) noexcept {
    constexpr std::size_t source_in_ipv4 = 12;
    constexpr std::size_t source_in_ipv6 = offsetof(ipv6hdr, saddr);
    const auto* octets = static_cast<const unsigned char*>(packet);
    const bool ipv6 = size != 0 && octets[0] >> 4U == 6;
    const int family = ipv6 ? AF_INET6 : AF_INET;
    const std::size_t source = ipv6 ? source_in_ipv6 : source_in_ipv4;
    const bool whole = size >= source + address_field(family).size;
    const Address sender = ip_address(family, whole ? octets + source : nullptr);
    std::memcpy(address, sender.octets, std::min(sender.size, room));
    return sender.size;
}

} // namespace ws2::kernel
