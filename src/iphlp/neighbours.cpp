// Room iphlp: hardware addresses of neighbours on IPv4 links.
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"
#include "kernel/route_table.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

MIB_IPNETROW row_of(const kernel::Neighbour& from) {
    MIB_IPNETROW row{};
    row.dwIndex = from.interface;
    row.dwPhysAddrLen = std::min<DWORD>(from.hardware_octets, sizeof row.bPhysAddr);
    std::memcpy(row.bPhysAddr, from.hardware, row.dwPhysAddrLen);
    row.dwAddr = ipv4_of(from.address);
    row.dwType = from.permanent   ? MIB_IPNET_TYPE_STATIC
                 : from.reachable ? MIB_IPNET_TYPE_DYNAMIC
                                  : MIB_IPNET_TYPE_INVALID;
    return row;
}

DWORD give_hardware(const unsigned char* octets, unsigned count, PVOID to, PULONG length) {
    if (*length < count) {
        *length = count;
        return ERROR_BUFFER_OVERFLOW;
    }
    std::memcpy(to, octets, count);
    *length = count;
    return NO_ERROR;
}

// Whether an adapter of the host has the address, be it a second one.
bool is_own(const std::vector<kernel::Adapter>& adapters, DWORD address) {
    for (const kernel::Adapter& adapter : adapters)
        for (const kernel::AdapterAddress& each : adapter.addresses)
            if (ipv4_of(each.address) == address)
                return true;
    return false;
}

// Of the adapter that has the address; ERROR_BAD_NET_NAME if it has no hardware address.
DWORD own_hardware(DWORD address, PVOID to, PULONG length) {
    const auto adapters = kernel::adapters();
    if (!adapters)
        return static_cast<DWORD>(adapters.error);
    for (const kernel::Adapter& adapter : adapters.value)
        for (const kernel::AdapterAddress& each : adapter.addresses)
            if (ipv4_of(each.address) == address && adapter.hardware_octets != 0)
                return give_hardware(adapter.hardware, adapter.hardware_octets, to, length);
    return ERROR_BAD_NET_NAME;
}

// The kernel asks three times, a second apart, and then holds the neighbour for absent.
DWORD wait_for_answer(DWORD address, std::uint32_t interface, PVOID to, PULONG length) {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + 3500ms;
    do {
        const auto all = kernel::neighbours(AF_INET);
        if (!all)
            return static_cast<DWORD>(all.error);
        for (const kernel::Neighbour& each : all.value)
            if (each.interface == interface && ipv4_of(each.address) == address && each.reachable)
                return give_hardware(each.hardware, each.hardware_octets, to, length);
        std::this_thread::sleep_for(10ms);
    } while (std::chrono::steady_clock::now() < end);
    return ERROR_BAD_NET_NAME;
}

} // namespace

extern "C" {

ULONG WINAPI GetIpNetTable(PMIB_IPNETTABLE IpNetTable, PULONG SizePointer, BOOL Order) {
    if (SizePointer == nullptr)
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto all = kernel::neighbours(AF_INET);
        if (!all)
            return static_cast<DWORD>(all.error);
        if (all.value.empty())
            return ERROR_NO_DATA;
        std::vector<MIB_IPNETROW> rows;
        for (const kernel::Neighbour& each : all.value)
            rows.push_back(row_of(each));
        if (Order != FALSE)
            std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
                return ntohl(a.dwAddr) < ntohl(b.dwAddr);
            });
        return put_table(IpNetTable, SizePointer, rows);
    });
}

DWORD WINAPI SendARP(IPAddr DestIP, IPAddr SrcIP, PVOID pMacAddr, PULONG PhyAddrLen) {
    if (pMacAddr == nullptr || PhyAddrLen == nullptr)
        return ERROR_INVALID_PARAMETER;
    constexpr ULONG smallest = 6;
    if (*PhyAddrLen < smallest) {
        *PhyAddrLen = smallest;
        return ERROR_BUFFER_OVERFLOW;
    }
    return in_memory([&]() -> DWORD {
        if (SrcIP != 0) {
            const auto adapters = kernel::adapters();
            if (!adapters)
                return static_cast<DWORD>(adapters.error);
            if (!is_own(adapters.value, SrcIP))
                return ERROR_NOT_FOUND;
        }
        kernel::Address to;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = DestIP;
        std::memcpy(to.octets, &address, to.size = sizeof address);
        const auto route = kernel::best_route(to);
        if (!route)
            return ERROR_BAD_NET_NAME;
        if (route.value.kind == kernel::RouteKind::local)
            return own_hardware(DestIP, pMacAddr, PhyAddrLen);
        if (route.value.kind != kernel::RouteKind::unicast || route.value.gateway.size != 0 ||
            !kernel::ask_for_neighbour(to))
            return ERROR_BAD_NET_NAME;
        return wait_for_answer(DestIP, route.value.interface, pMacAddr, PhyAddrLen);
    });
}
}
