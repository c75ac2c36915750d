// Room iphlp: the host's routes, and the one towards an address.
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"
#include "kernel/route_table.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <cstring>
#include <netioapi.h>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

DWORD mask_of(unsigned prefix_bits) {
    return prefix_bits == 0 ? 0 : htonl(~0U << (32 - prefix_bits));
}

// A route of the host's own: it ends here.
bool is_local(const kernel::Route& route) {
    return route.kind == kernel::RouteKind::local || route.kind == kernel::RouteKind::broadcast;
}

DWORD protocol_of(const kernel::Route& route) {
    switch (route.origin) {
    case kernel::RouteOrigin::kernel: return MIB_IPPROTO_LOCAL;
    case kernel::RouteOrigin::administrator: return MIB_IPPROTO_NETMGMT;
    case kernel::RouteOrigin::redirect: return MIB_IPPROTO_ICMP;
    default: return is_local(route) ? MIB_IPPROTO_LOCAL : MIB_IPPROTO_OTHER;
    }
}

MIB_IPFORWARDROW row_of(const kernel::Route& from) {
    MIB_IPFORWARDROW row{};
    row.dwForwardDest = ipv4_of(from.destination);
    row.dwForwardMask = mask_of(from.prefix_bits);
    row.dwForwardNextHop = ipv4_of(from.gateway.size != 0 ? from.gateway : from.preferred);
    row.dwForwardIfIndex = from.interface;
    row.dwForwardType =
        from.gateway.size != 0 ? MIB_IPROUTE_TYPE_INDIRECT : MIB_IPROUTE_TYPE_DIRECT;
    row.dwForwardProto = protocol_of(from);
    row.dwForwardMetric1 = from.metric;
    row.dwForwardMetric2 = row.dwForwardMetric3 = row.dwForwardMetric4 = row.dwForwardMetric5 =
        MIB_IPROUTE_METRIC_UNUSED;
    return row;
}

void put(SOCKADDR_INET& to, const kernel::Address& from) {
    std::memcpy(&to, from.octets, std::min<std::size_t>(from.size, sizeof to));
}

NET_LUID luid_at(const std::vector<kernel::Adapter>& adapters, std::uint32_t index) {
    for (const kernel::Adapter& each : adapters)
        if (each.index == index)
            return luid_of(each);
    return {};
}

MIB_IPFORWARD_ROW2 wide_row_of(const kernel::Route& from,
                               const std::vector<kernel::Adapter>& adapters) {
    constexpr ULONG for_ever = 0xffffffff;
    MIB_IPFORWARD_ROW2 row{};
    row.InterfaceLuid = luid_at(adapters, from.interface);
    row.InterfaceIndex = from.interface;
    put(row.DestinationPrefix.Prefix, from.destination);
    row.DestinationPrefix.PrefixLength = static_cast<UINT8>(from.prefix_bits);
    row.NextHop.si_family = row.DestinationPrefix.Prefix.si_family;
    put(row.NextHop, from.gateway);
    row.ValidLifetime = row.PreferredLifetime = for_ever;
    row.Metric = from.metric;
    row.Protocol = static_cast<NL_ROUTE_PROTOCOL>(protocol_of(from));
    row.Loopback = is_local(from);
    row.Immortal = TRUE;
    row.Origin = is_local(from)                                   ? NlroWellKnown
                 : from.origin == kernel::RouteOrigin::advertised ? NlroRouterAdvertisement
                                                                  : NlroManual;
    return row;
}

bool can_be_listed(const kernel::Route& route) {
    return route.kind != kernel::RouteKind::other; // no prohibitions
}

DWORD routing_error(int error) {
    return error == WSAENETUNREACH || error == WSAEHOSTUNREACH ? DWORD{ERROR_NETWORK_UNREACHABLE}
                                                               : static_cast<DWORD>(error);
}

kernel::Address address_in(const SOCKADDR_INET& from) {
    kernel::Address out;
    out.size = from.si_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    std::memcpy(out.octets, &from, out.size);
    return out;
}

bool same_ip(const kernel::Address& a, const SOCKADDR_INET& b) {
    if (b.si_family == AF_INET)
        return is_ipv4(a) && ipv4_of(a) == b.Ipv4.sin_addr.s_addr;
    return !is_ipv4(a) && std::memcmp(a.octets + offsetof(sockaddr_in6, sin6_addr),
                                      &b.Ipv6.sin6_addr, sizeof b.Ipv6.sin6_addr) == 0;
}

// The interface that the caller names, 0 for none; false if the host has no such one.
bool find_interface(const std::vector<kernel::Adapter>& adapters, const NET_LUID* luid,
                    NET_IFINDEX index, std::uint32_t& found) {
    const bool by_luid = luid != nullptr && luid->Value != 0;
    found = 0;
    if (!by_luid && index == 0)
        return true;
    for (const kernel::Adapter& each : adapters)
        if (by_luid ? luid_of(each).Value == luid->Value : each.index == index)
            found = each.index;
    return found != 0;
}

// The source of packets to the address through the interface, or through any for 0.
ws2::base::Result<kernel::Address> source_towards(kernel::Address to, std::uint32_t interface) {
    if (interface != 0)
        return kernel::best_source(to, interface);
    const USHORT discard = htons(9); // the kernel routes to no port 0
    std::memcpy(to.octets + offsetof(sockaddr_in, sin_port), &discard, sizeof discard);
    return kernel::route_to(to.octets, static_cast<int>(to.size));
}

void put_scope(SOCKADDR_INET& address, std::uint32_t interface) {
    if (address.si_family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&address.Ipv6.sin6_addr))
        address.Ipv6.sin6_scope_id = interface;
}

} // namespace

extern "C" {

DWORD WINAPI GetIpForwardTable(PMIB_IPFORWARDTABLE pIpForwardTable, PULONG pdwSize, BOOL bOrder) {
    if (pdwSize == nullptr)
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto all = kernel::routes(AF_INET);
        if (!all)
            return static_cast<DWORD>(all.error);
        std::vector<MIB_IPFORWARDROW> rows;
        for (const kernel::Route& each : all.value)
            if (can_be_listed(each))
                rows.push_back(row_of(each));
        if (rows.empty())
            return ERROR_NO_DATA;
        if (bOrder != FALSE)
            std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
                return ntohl(a.dwForwardDest) < ntohl(b.dwForwardDest);
            });
        return put_table(pIpForwardTable, pdwSize, rows);
    });
}

DWORD WINAPI GetBestRoute(DWORD dwDestAddr, DWORD, PMIB_IPFORWARDROW pBestRoute) {
    if (pBestRoute == nullptr)
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        SOCKADDR_INET to{};
        to.Ipv4.sin_family = AF_INET;
        to.Ipv4.sin_addr.s_addr = dwDestAddr;
        const auto found = kernel::best_route(address_in(to));
        if (!found)
            return ERROR_CAN_NOT_COMPLETE;
        *pBestRoute = row_of(found.value);
        return NO_ERROR;
    });
}

DWORD WINAPI GetIpForwardTable2(ADDRESS_FAMILY Family, PMIB_IPFORWARD_TABLE2* Table) {
    if (Table == nullptr || !is_family(Family))
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto adapters = kernel::adapters();
        if (!adapters)
            return static_cast<DWORD>(adapters.error);
        std::vector<MIB_IPFORWARD_ROW2> rows;
        for (const int family : {AF_INET, AF_INET6}) {
            if (Family != AF_UNSPEC && Family != family)
                continue;
            const auto all = kernel::routes(family);
            if (!all)
                return static_cast<DWORD>(all.error);
            for (const kernel::Route& each : all.value)
                if (can_be_listed(each))
                    rows.push_back(wide_row_of(each, adapters.value));
        }
        return rows.empty() ? DWORD{ERROR_NOT_FOUND} : give_table(Table, rows);
    });
}

DWORD WINAPI GetBestRoute2(NET_LUID* InterfaceLuid, NET_IFINDEX InterfaceIndex,
                           const SOCKADDR_INET* SourceAddress,
                           const SOCKADDR_INET* DestinationAddress, ULONG,
                           PMIB_IPFORWARD_ROW2 BestRoute, SOCKADDR_INET* BestSourceAddress) {
    if (DestinationAddress == nullptr || BestRoute == nullptr || BestSourceAddress == nullptr ||
        (DestinationAddress->si_family != AF_INET && DestinationAddress->si_family != AF_INET6))
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto adapters = kernel::adapters();
        if (!adapters)
            return static_cast<DWORD>(adapters.error);
        std::uint32_t through = 0;
        if (!find_interface(adapters.value, InterfaceLuid, InterfaceIndex, through))
            return ERROR_NOT_FOUND;
        const kernel::Address to = address_in(*DestinationAddress);
        const auto found = kernel::best_route(to, through);
        if (!found)
            return routing_error(found.error);
        const auto from = source_towards(to, through);
        if (!from)
            return routing_error(from.error);
        const auto row = wide_row_of(found.value, adapters.value);
        if ((through != 0 && through != row.InterfaceIndex) ||
            (SourceAddress != nullptr && SourceAddress->si_family != AF_UNSPEC &&
             !same_ip(from.value, *SourceAddress)))
            return ERROR_NOT_FOUND;
        *BestRoute = row;
        *BestSourceAddress = {};
        put(*BestSourceAddress, from.value);
        put_scope(*BestSourceAddress, row.InterfaceIndex);
        return NO_ERROR;
    });
}
}
