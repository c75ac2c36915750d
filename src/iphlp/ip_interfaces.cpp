// Room iphlp: IPv4 and IPv6 of each interface, its neighbours, and masks.
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"
#include "kernel/route_table.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

// A number of /proc/sys/net; 0 if it is not there.
ULONG setting(const kernel::Adapter& adapter, bool ipv4, const char* folder, const char* name) {
    std::ifstream file(std::string("/proc/sys/net/") + (ipv4 ? "ipv4/" : "ipv6/") + folder + "/" +
                       adapter.name + "/" + name);
    long value = 0;
    file >> value;
    return static_cast<ULONG>(std::max(value, 0L));
}

bool has_family(const kernel::Adapter& adapter, ADDRESS_FAMILY family) {
    return std::any_of(adapter.addresses.begin(), adapter.addresses.end(),
                       [=](const kernel::AdapterAddress& each) {
                           return is_ipv4(each.address) == (family == AF_INET);
                       });
}

MIB_IPINTERFACE_ROW row_of(const kernel::Adapter& adapter, ADDRESS_FAMILY family) {
    const bool ipv4 = family == AF_INET;
    const bool loopback = adapter.kind == kernel::AdapterKind::loopback;
    MIB_IPINTERFACE_ROW row{};
    row.Family = family;
    row.InterfaceLuid = luid_of(adapter);
    row.InterfaceIndex = adapter.index;
    row.ForwardingEnabled = setting(adapter, ipv4, "conf", "forwarding") != 0;
    row.WeakHostReceive = ipv4; // Linux takes what is for any of its addresses
    row.UseAutomaticMetric = TRUE;
    row.UseNeighborUnreachabilityDetection = !loopback;
    row.RouterDiscoveryBehavior = !ipv4 && setting(adapter, ipv4, "conf", "accept_ra") != 0
                                      ? RouterDiscoveryEnabled
                                      : RouterDiscoveryDisabled;
    row.DadTransmits = ipv4 ? 0 : setting(adapter, ipv4, "conf", "dad_transmits");
    row.BaseReachableTime = row.ReachableTime =
        setting(adapter, ipv4, "neigh", "base_reachable_time_ms");
    row.RetransmitTime = setting(adapter, ipv4, "neigh", "retrans_time_ms");
    row.LinkLocalAddressBehavior = ipv4 ? LinkLocalAlwaysOff : LinkLocalAlwaysOn;
    std::fill(std::begin(row.ZoneIndices), std::end(row.ZoneIndices), adapter.index);
    row.SitePrefixLength = ipv4 ? 0 : 64;
    row.NlMtu = adapter.mtu;
    row.Connected = adapter.running;
    row.SupportsNeighborDiscovery = !loopback;
    row.SupportsRouterDiscovery = !loopback && !ipv4;
    return row;
}

MIB_IPNET_ROW2 row_of(const kernel::Neighbour& from, const std::vector<kernel::Adapter>& adapters) {
    MIB_IPNET_ROW2 row{};
    std::memcpy(&row.Address, from.address.octets, from.address.size);
    row.InterfaceIndex = from.interface;
    for (const kernel::Adapter& each : adapters)
        if (each.index == from.interface)
            row.InterfaceLuid = luid_of(each);
    row.PhysicalAddressLength = from.hardware_octets;
    std::memcpy(row.PhysicalAddress, from.hardware, from.hardware_octets);
    row.State = from.permanent ? NlnsPermanent : from.reachable ? NlnsReachable : NlnsUnreachable;
    row.IsUnreachable = row.State == NlnsUnreachable;
    return row;
}

} // namespace

extern "C" {

VOID WINAPI InitializeIpInterfaceEntry(PMIB_IPINTERFACE_ROW Row) {
    std::memset(Row, 0xff, sizeof *Row); // each of its members: not to be changed
    Row->Family = AF_UNSPEC;
    Row->InterfaceLuid.Value = 0;
    Row->InterfaceIndex = 0;
}

DWORD WINAPI GetIpInterfaceEntry(PMIB_IPINTERFACE_ROW Row) {
    if (Row == nullptr || (Row->Family != AF_INET && Row->Family != AF_INET6) ||
        !names_interface(*Row))
        return ERROR_INVALID_PARAMETER;
    return with_adapter_of(*Row, [=](const kernel::Adapter& adapter) -> DWORD {
        if (!has_family(adapter, Row->Family))
            return ERROR_NOT_FOUND;
        *Row = row_of(adapter, Row->Family);
        return NO_ERROR;
    });
}

DWORD WINAPI GetIpInterfaceTable(ADDRESS_FAMILY Family, PMIB_IPINTERFACE_TABLE* Table) {
    if (Table == nullptr || !is_family(Family))
        return ERROR_INVALID_PARAMETER;
    return with_adapters([=](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        std::vector<MIB_IPINTERFACE_ROW> rows;
        for (const kernel::Adapter& each : adapters)
            for (const ADDRESS_FAMILY family : {ADDRESS_FAMILY{AF_INET}, ADDRESS_FAMILY{AF_INET6}})
                if ((Family == AF_UNSPEC || Family == family) && has_family(each, family))
                    rows.push_back(row_of(each, family));
        return give_table(Table, rows);
    });
}

DWORD WINAPI GetIpNetTable2(ADDRESS_FAMILY Family, PMIB_IPNET_TABLE2* Table) {
    if (Table == nullptr || !is_family(Family))
        return ERROR_INVALID_PARAMETER;
    return with_adapters([=](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        std::vector<MIB_IPNET_ROW2> rows;
        for (const int family : {AF_INET, AF_INET6}) {
            if (Family != AF_UNSPEC && Family != family)
                continue;
            const auto found = kernel::neighbours(family);
            if (!found)
                return static_cast<DWORD>(found.error);
            for (const kernel::Neighbour& each : found.value)
                rows.push_back(row_of(each, adapters));
        }
        return give_table(Table, rows);
    });
}

DWORD WINAPI ConvertLengthToIpv4Mask(ULONG MaskLength, PULONG Mask) {
    if (Mask == nullptr)
        return ERROR_INVALID_PARAMETER;
    *Mask = INADDR_NONE;
    if (MaskLength > 32)
        return ERROR_INVALID_PARAMETER;
    *Mask = MaskLength == 0 ? 0 : htonl(0xffffffffU << (32 - MaskLength));
    return NO_ERROR;
}

DWORD WINAPI ConvertIpv4MaskToLength(ULONG Mask, PUINT8 MaskLength) {
    const ULONG bits = ntohl(Mask);
    const auto length = bits == 0xffffffffU ? 32U : static_cast<unsigned>(__builtin_clz(~bits));
    if (MaskLength == nullptr || (length < 32 && bits << length != 0))
        return ERROR_INVALID_PARAMETER;
    *MaskLength = static_cast<UINT8>(length);
    return NO_ERROR;
}
}
