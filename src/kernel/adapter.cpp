#include "kernel/adapter.hpp"

#include "kernel/address.hpp"
#include "kernel/error.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <bit>
#include <cstring>
#include <fstream>
#include <ifaddrs.h>
#include <linux/if_link.h>
#include <memory>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sstream>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using base::Result;

Address in_windows_form(const void* native, unsigned size) {
    Address out;
    out.size = size;
    std::memcpy(out.octets, native, size);
    windows_family_in_place(out.octets, out.size);
    return out;
}

Address ip_address(const sockaddr* native) {
    if (native == nullptr)
        return {};
    if (native->sa_family == AF_INET)
        return in_windows_form(native, sizeof(sockaddr_in));
    return native->sa_family == AF_INET6 ? in_windows_form(native, sizeof(sockaddr_in6))
                                         : Address{};
}

// Where the address itself begins in a socket address.
constexpr std::size_t ipv4_offset = 4;
constexpr std::size_t ipv6_offset = 8;

unsigned prefix_of(const Address& mask) {
    if (mask.size == 0)
        return 0;
    const bool ipv4 = mask.size == sizeof(sockaddr_in);
    const unsigned char* first = mask.octets + (ipv4 ? ipv4_offset : ipv6_offset);
    unsigned bits = 0;
    for (unsigned i = 0; i < (ipv4 ? 4U : 16U); ++i)
        bits += static_cast<unsigned>(std::popcount(first[i]));
    return bits;
}

AdapterKind kind_of(unsigned flags, unsigned hardware) {
    if ((flags & IFF_LOOPBACK) != 0)
        return AdapterKind::loopback;
    if (hardware == ARPHRD_TUNNEL || hardware == ARPHRD_TUNNEL6 || hardware == ARPHRD_SIT ||
        hardware == ARPHRD_IPGRE)
        return AdapterKind::tunnel;
    if (hardware == ARPHRD_ETHER)
        return AdapterKind::ethernet;
    return (flags & IFF_POINTOPOINT) != 0 ? AdapterKind::point_to_point : AdapterKind::other;
}

// A number that the kernel shows in /sys; 0 if it shows none.
std::uint64_t shown(const std::string& name, const char* file) {
    std::ifstream in("/sys/class/net/" + name + "/" + file);
    std::int64_t value = 0;
    return in >> value && value > 0 ? static_cast<std::uint64_t>(value) : 0;
}

Adapter& adapter_named(std::vector<Adapter>& all, const ifaddrs& from) {
    const std::string name = std::string(from.ifa_name).substr(0, std::strcspn(from.ifa_name, ":"));
    for (Adapter& each : all)
        if (each.name == name)
            return each;
    Adapter& fresh = all.emplace_back();
    fresh.name = name;
    fresh.index = ::if_nametoindex(name.c_str());
    fresh.kind = kind_of(from.ifa_flags, ARPHRD_VOID);
    fresh.up = (from.ifa_flags & IFF_UP) != 0;
    fresh.running = fresh.up && (from.ifa_flags & IFF_RUNNING) != 0;
    fresh.multicast = (from.ifa_flags & IFF_MULTICAST) != 0;
    fresh.mtu = static_cast<std::uint32_t>(shown(name, "mtu"));
    fresh.speed_bps = shown(name, "speed") * 1000000;
    return fresh;
}

void read_link(Adapter& to, const ifaddrs& from) {
    sockaddr_ll link{};
    std::memcpy(&link, from.ifa_addr, sizeof link);
    to.kind = kind_of(from.ifa_flags, link.sll_hatype);
    if (to.kind != AdapterKind::loopback) {
        to.hardware_octets = std::min<unsigned>(link.sll_halen, sizeof to.hardware);
        std::memcpy(to.hardware, link.sll_addr, to.hardware_octets);
    }
    if (from.ifa_data == nullptr)
        return;
    rtnl_link_stats counted{};
    std::memcpy(&counted, from.ifa_data, sizeof counted);
    to.octets_in = counted.rx_bytes;
    to.packets_in = counted.rx_packets;
    to.errors_in = counted.rx_errors;
    to.drops_in = counted.rx_dropped;
    to.octets_out = counted.tx_bytes;
    to.packets_out = counted.tx_packets;
    to.errors_out = counted.tx_errors;
    to.drops_out = counted.tx_dropped;
}

void add_gateway(std::vector<Adapter>& all, const std::string& name, const Address& gateway) {
    for (Adapter& each : all)
        if (each.name == name)
            each.gateways.push_back(gateway);
}

void read_ipv4_routes(std::vector<Adapter>& all) {
    std::ifstream in("/proc/net/route");
    std::string line;
    std::getline(in, line); // the headings
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string name;
        std::uint32_t destination = 0;
        std::uint32_t gateway = 0;
        if (!(words >> name >> std::hex >> destination >> gateway) || destination != 0 ||
            gateway == 0)
            continue;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = gateway; // shown as the processor reads it
        add_gateway(all, name, in_windows_form(&address, sizeof address));
    }
}

void read_ipv6_routes(std::vector<Adapter>& all) {
    std::ifstream in("/proc/net/ipv6_route");
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string destination, bits, source, source_bits, gateway, skipped, name;
        if (!(words >> destination >> bits >> source >> source_bits >> gateway >> skipped >>
              skipped >> skipped >> skipped >> name) ||
            bits != "00" || gateway.size() != 32 || gateway == std::string(32, '0'))
            continue;
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        for (std::size_t i = 0; i < 16; ++i)
            address.sin6_addr.s6_addr[i] =
                static_cast<unsigned char>(std::stoul(gateway.substr(2 * i, 2), nullptr, 16));
        add_gateway(all, name, in_windows_form(&address, sizeof address));
    }
}

Address parsed(const std::string& text) {
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    if (::inet_pton(AF_INET, text.c_str(), &ipv4.sin_addr) == 1)
        return in_windows_form(&ipv4, sizeof ipv4);
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    const std::string plain = text.substr(0, text.find('%'));
    if (::inet_pton(AF_INET6, plain.c_str(), &ipv6.sin6_addr) == 1)
        return in_windows_form(&ipv6, sizeof ipv6);
    return {};
}

} // namespace

Result<std::vector<Adapter>> adapters() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return Result<std::vector<Adapter>>::fail(last_wsa_error(Operation::control));
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    std::vector<Adapter> all;
    for (const ifaddrs* i = first; i != nullptr; i = i->ifa_next) {
        Adapter& adapter = adapter_named(all, *i);
        if (i->ifa_addr == nullptr)
            continue;
        if (i->ifa_addr->sa_family == AF_PACKET)
            read_link(adapter, *i);
        const Address address = ip_address(i->ifa_addr);
        if (address.size == 0)
            continue;
        const bool broadcasts = (i->ifa_flags & IFF_BROADCAST) != 0;
        const Address mask = ip_address(i->ifa_netmask);
        adapter.addresses.push_back({address, mask,
                                     broadcasts ? ip_address(i->ifa_broadaddr) : Address{},
                                     prefix_of(mask)});
    }
    read_ipv4_routes(all);
    read_ipv6_routes(all);
    std::sort(all.begin(), all.end(),
              [](const Adapter& a, const Adapter& b) { return a.index < b.index; });
    return Result<std::vector<Adapter>>::ok(std::move(all));
}

Counters counters(const Adapter& adapter) {
    const auto number = [&](const char* what) {
        return shown(adapter.name, (std::string("statistics/") + what).c_str());
    };
    return {number("rx_bytes"),   number("rx_packets"), number("multicast"),
            number("rx_errors"),  number("rx_dropped"), number("tx_bytes"),
            number("tx_packets"), number("tx_errors"),  number("tx_dropped")};
}

ResolverSetup resolver_setup() {
    ResolverSetup setup;
    std::ifstream in("/etc/resolv.conf");
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string key, value;
        words >> key >> value;
        const Address server = key == "nameserver" ? parsed(value) : Address{};
        if (server.size != 0)
            setup.servers.push_back(server);
        if (key == "search" || key == "domain")
            setup.domain = value;
    }
    return setup;
}

bool forwards_ipv4() {
    std::ifstream in("/proc/sys/net/ipv4/ip_forward");
    int value = 0;
    return in >> value && value != 0;
}

} // namespace ws2::kernel
