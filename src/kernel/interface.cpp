#include "kernel/interface.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "kernel/windows_values.hpp"

#include <climits>
#include <cstring>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

struct FlagPair {
    unsigned native;
    std::uint32_t windows;
};

constexpr FlagPair flag_pairs[] = {
    {IFF_UP, 1}, {IFF_BROADCAST, 2}, {IFF_LOOPBACK, 4}, {IFF_POINTOPOINT, 8}, {IFF_MULTICAST, 16}};

std::uint32_t windows_flags(unsigned native) noexcept {
    std::uint32_t flags = 0;
    for (const FlagPair& pair : flag_pairs)
        if ((native & pair.native) != 0)
            flags |= pair.windows;
    return flags;
}

Address address_of(const sockaddr* native) noexcept {
    Address address;
    if (native == nullptr)
        return address;
    if (native->sa_family == AF_INET)
        address.size = sizeof(sockaddr_in);
    else if (native->sa_family == AF_INET6)
        address.size = sizeof(sockaddr_in6);
    std::memcpy(address.octets, native, address.size);
    windows_family_in_place(address.octets, address.size);
    return address;
}

} // namespace

Address ip_address(int family, const void* octets, std::uint16_t port) noexcept {
    sockaddr_in6 ipv6{};
    sockaddr_in ipv4{};
    if (family == AF_INET6) {
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(port);
        if (octets != nullptr)
            std::memcpy(&ipv6.sin6_addr, octets, sizeof ipv6.sin6_addr);
        return address_of(reinterpret_cast<const sockaddr*>(&ipv6));
    }
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(port);
    if (octets != nullptr)
        std::memcpy(&ipv4.sin_addr, octets, sizeof ipv4.sin_addr);
    return address_of(reinterpret_cast<const sockaddr*>(&ipv4));
}

Result<std::vector<Interface>> interfaces(int windows_family) {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return Result<std::vector<Interface>>::fail(last_wsa_error(Operation::control));
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    std::vector<Interface> found;
    for (const ifaddrs* i = first; i != nullptr; i = i->ifa_next) {
        if (i->ifa_addr == nullptr || i->ifa_addr->sa_family != native_family(windows_family))
            continue;
        const bool broadcasts = (i->ifa_flags & IFF_BROADCAST) != 0;
        found.push_back({windows_flags(i->ifa_flags), address_of(i->ifa_addr),
                         address_of(broadcasts ? i->ifa_broadaddr : nullptr),
                         address_of(i->ifa_netmask)});
    }
    return Result<std::vector<Interface>>::ok(std::move(found));
}

Result<Address> route_to(const void* destination, int size) noexcept {
    const Result<int> opened = open_socket(family_of(destination, size), SOCK_DGRAM, 0);
    if (!opened)
        return Result<Address>::fail(opened.error);
    const Descriptor probe(opened.value);
    const Result<void> connected = connect(probe.get(), destination, size);
    if (!connected)
        return Result<Address>::fail(connected.error);
    Address address;
    const Result<unsigned> length =
        local_address(probe.get(), address.octets, sizeof address.octets);
    if (!length)
        return Result<Address>::fail(length.error);
    address.size = length.value;
    const std::uint16_t no_port = 0;
    std::memcpy(address.octets + 2, &no_port, sizeof no_port);
    return Result<Address>::ok(address);
}

// FIONREAD stops in front of an urgent octet, also when that has been read; a receive goes on
// behind it. A receive that copies nothing tells how far.
Result<std::uint32_t> available(int descriptor) noexcept {
    int count = 0;
    if (::ioctl(descriptor, FIONREAD, &count) != 0)
        return Result<std::uint32_t>::fail(last_wsa_error(Operation::control));
    int at_mark = 0;
    if (count == 0 && ::ioctl(descriptor, SIOCATMARK, &at_mark) == 0 && at_mark != 0) {
        constexpr long flags = MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT;
        const long behind =
            ::syscall(SYS_recvfrom, descriptor, nullptr, long{INT_MAX}, flags, nullptr, nullptr);
        count = behind > 0 ? static_cast<int>(behind) : 0;
    }
    return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(count));
}

Result<bool> no_urgent_data_ahead(int descriptor) noexcept {
    // At the mark both say so. Away from it Windows says FALSE only while urgent data is ahead,
    // also TRUE when there never was any; Linux says FALSE for both.
    int at_mark = 0;
    if (::ioctl(descriptor, SIOCATMARK, &at_mark) != 0)
        return Result<bool>::fail(last_wsa_error(Operation::control));
    const Result<short> urgent = poll_one(descriptor, ready::urgent, at_once);
    return Result<bool>::ok(at_mark != 0 || (urgent.value & ready::urgent) == 0);
}

} // namespace ws2::kernel
