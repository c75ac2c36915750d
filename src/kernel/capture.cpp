#include "kernel/capture.hpp"

#include "kernel/address.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"
#include "kernel/interface.hpp"
#include "kernel/socket.hpp"
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
#include <net/if_arp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

static_assert(packet_family == AF_PACKET);

// Offset and length of the address inside a sockaddr of the family; equal on both sides.
struct Field {
    std::size_t offset;
    std::size_t size;
};

constexpr Field address_field(int family) noexcept {
    return family == AF_INET6 ? Field{offsetof(sockaddr_in6, sin6_addr), sizeof(in6_addr)}
                              : Field{offsetof(sockaddr_in, sin_addr), sizeof(in_addr)};
}

// Its index; 0 if there is none.
int find_interface(const sockaddr* wanted) noexcept {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return 0;
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    const auto [offset, size] = address_field(wanted->sa_family);
    for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next)
        if (entry->ifa_addr != nullptr && entry->ifa_addr->sa_family == wanted->sa_family &&
            std::memcmp(reinterpret_cast<const char*>(entry->ifa_addr) + offset,
                        reinterpret_cast<const char*>(wanted) + offset, size) == 0)
            return static_cast<int>(if_nametoindex(entry->ifa_name));
    return 0;
}

template<std::size_t Size>
bool filter(int descriptor, sock_filter (&program)[Size]) noexcept {
    const sock_fprog all{Size, program};
    return ::setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &all, sizeof all) == 0;
}

bool let_nothing_through(int descriptor) noexcept {
    sock_filter program[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
    return filter(descriptor, program);
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
    return filter(descriptor, program);
}

// PACKET_ADD_MEMBERSHIP or PACKET_DROP_MEMBERSHIP.
bool change_promiscuity(int descriptor, int name, int interface) noexcept {
    packet_mreq request{};
    request.mr_ifindex = interface;
    request.mr_type = PACKET_MR_PROMISC;
    return ::setsockopt(descriptor, SOL_PACKET, name, &request, sizeof request) == 0;
}

sockaddr_ll place_of(int capture) noexcept {
    sockaddr_ll where{};
    socklen_t size = sizeof where;
    ::getsockname(capture, reinterpret_cast<sockaddr*>(&where), &size);
    return where;
}

} // namespace

Result<int> open_capture(const void* address, int size) noexcept {
    const NativeAddress native(address, size);
    const int interface = find_interface(static_cast<const sockaddr*>(native.data()));
    if (interface == 0)
        return Result<int>::fail(wsa::address_not_available);
    Descriptor made(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(ETH_P_ALL);
    where.sll_ifindex = interface;
    if (!made || !let_nothing_through(made.get()) ||
        ::bind(made.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0)
        return Result<int>::fail(last_wsa_error(Operation::open));
    return Result<int>::ok(made.release());
}

Result<void> show_packets(int capture, int windows_family, bool promiscuous) noexcept {
    const sockaddr_ll where = place_of(capture);
    const bool ipv6 = native_family(windows_family) == AF_INET6;
    change_promiscuity(capture, PACKET_DROP_MEMBERSHIP, where.sll_ifindex);
    if ((promiscuous && !change_promiscuity(capture, PACKET_ADD_MEMBERSHIP, where.sll_ifindex)) ||
        !let_through(capture, ipv6 ? ETH_P_IPV6 : ETH_P_IP, where.sll_hatype == ARPHRD_LOOPBACK))
        return Result<void>::fail(last_wsa_error(Operation::control));
    return Result<void>::ok();
}

Result<void> show_nothing(int capture) noexcept {
    change_promiscuity(capture, PACKET_DROP_MEMBERSHIP, place_of(capture).sll_ifindex);
    if (!let_nothing_through(capture))
        return Result<void>::fail(last_wsa_error(Operation::control));
    drain_datagrams(capture);
    return Result<void>::ok();
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
