// Room iphlp: GetIfTable2 and its like, and an interface's LUID, index and name.
#include "base/utf.hpp"
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

NET_IF_ACCESS_TYPE access_of(kernel::AdapterKind kind) {
    switch (kind) {
    case kernel::AdapterKind::loopback: return NET_IF_ACCESS_LOOPBACK;
    case kernel::AdapterKind::point_to_point:
    case kernel::AdapterKind::tunnel: return NET_IF_ACCESS_POINT_TO_POINT;
    default: return NET_IF_ACCESS_BROADCAST;
    }
}

NDIS_MEDIUM medium_of(kernel::AdapterKind kind) {
    switch (kind) {
    case kernel::AdapterKind::loopback: return NdisMediumLoopback;
    case kernel::AdapterKind::point_to_point: return NdisMediumWan;
    case kernel::AdapterKind::tunnel: return NdisMediumTunnel;
    case kernel::AdapterKind::ethernet: return NdisMedium802_3;
    default: return NdisMediumIP;
    }
}

void count(MIB_IF_ROW2& row, const kernel::Counters& from) {
    row.InOctets = row.InUcastOctets = from.octets_in;
    row.InUcastPkts = from.packets_in - std::min(from.packets_in, from.multicasts_in);
    row.InNUcastPkts = from.multicasts_in;
    row.InDiscards = from.drops_in;
    row.InErrors = from.errors_in;
    row.OutOctets = row.OutUcastOctets = from.octets_out;
    row.OutUcastPkts = from.packets_out;
    row.OutDiscards = from.drops_out;
    row.OutErrors = from.errors_out;
}

MIB_IF_ROW2 row_of(const kernel::Adapter& from) {
    MIB_IF_ROW2 row{};
    row.InterfaceLuid = luid_of(from);
    row.InterfaceIndex = from.index;
    row.InterfaceGuid = guid_of(from);
    const std::u16string name = ws2::base::to_utf16(from.name);
    name.copy(row.Alias, IF_MAX_STRING_SIZE);
    name.copy(row.Description, IF_MAX_STRING_SIZE);
    row.PhysicalAddressLength = from.hardware_octets;
    std::memcpy(row.PhysicalAddress, from.hardware, from.hardware_octets);
    std::memcpy(row.PermanentPhysicalAddress, from.hardware, from.hardware_octets);
    row.Mtu = from.mtu;
    row.Type = type_of(from);
    row.MediaType = medium_of(from.kind);
    row.AccessType = access_of(from.kind);
    row.InterfaceAndOperStatusFlags.NotMediaConnected = from.running ? FALSE : TRUE;
    row.OperStatus = from.running ? IfOperStatusUp : IfOperStatusDown;
    row.AdminStatus = from.up ? NET_IF_ADMIN_STATUS_UP : NET_IF_ADMIN_STATUS_DOWN;
    row.MediaConnectState =
        from.running ? MediaConnectStateConnected : MediaConnectStateDisconnected;
    row.ConnectionType = NET_IF_CONNECTION_DEDICATED;
    row.TransmitLinkSpeed = row.ReceiveLinkSpeed = from.speed_bps;
    count(row, kernel::counters(from));
    return row;
}

MIB_UNICASTIPADDRESS_ROW row_of(const kernel::Adapter& adapter,
                                const kernel::AdapterAddress& from) {
    constexpr ULONG for_ever = 0xffffffff;
    MIB_UNICASTIPADDRESS_ROW row{};
    std::memcpy(&row.Address, from.address.octets, from.address.size);
    row.InterfaceLuid = luid_of(adapter);
    row.InterfaceIndex = adapter.index;
    row.ValidLifetime = row.PreferredLifetime = for_ever;
    row.OnLinkPrefixLength = static_cast<UINT8>(from.prefix_bits);
    row.DadState = IpDadStatePreferred;
    if (!is_ipv4(from.address))
        row.ScopeId.Value = row.Address.Ipv6.sin6_scope_id;
    return row;
}

template<typename Fits>
DWORD find_luid(NET_LUID* luid, DWORD not_found, Fits fits) noexcept {
    if (luid == nullptr)
        return ERROR_INVALID_PARAMETER;
    luid->Value = 0;
    return with_adapter(fits, not_found, [=](const kernel::Adapter& adapter) -> DWORD {
        *luid = luid_of(adapter);
        return NO_ERROR;
    });
}

auto has_luid(const NET_LUID* luid) {
    return [=](const kernel::Adapter& adapter) { return luid_of(adapter).Value == luid->Value; };
}

template<typename Char, typename Convert>
DWORD give_name(const NET_LUID* luid, Char* name, SIZE_T length, Convert convert) noexcept {
    if (luid == nullptr || name == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapter(has_luid(luid), ERROR_INVALID_PARAMETER,
                        [&](const kernel::Adapter& adapter) -> DWORD {
                            const auto text = convert(adapter.name);
                            if (text.size() >= length)
                                return ERROR_NOT_ENOUGH_MEMORY;
                            std::copy(text.c_str(), text.c_str() + text.size() + 1, name);
                            return NO_ERROR;
                        });
}

} // namespace

extern "C" {

DWORD WINAPI ConvertInterfaceIndexToLuid(NET_IFINDEX InterfaceIndex, PNET_LUID InterfaceLuid) {
    return find_luid(InterfaceLuid, ERROR_FILE_NOT_FOUND, [=](const kernel::Adapter& adapter) {
        return adapter.index == InterfaceIndex;
    });
}

DWORD WINAPI ConvertInterfaceLuidToIndex(const NET_LUID* InterfaceLuid,
                                         PNET_IFINDEX InterfaceIndex) {
    if (InterfaceLuid == nullptr || InterfaceIndex == nullptr)
        return ERROR_INVALID_PARAMETER;
    *InterfaceIndex = 0;
    return with_adapter(has_luid(InterfaceLuid), ERROR_FILE_NOT_FOUND,
                        [=](const kernel::Adapter& adapter) -> DWORD {
                            *InterfaceIndex = adapter.index;
                            return NO_ERROR;
                        });
}

DWORD WINAPI ConvertInterfaceNameToLuidA(LPCSTR InterfaceName, NET_LUID* InterfaceLuid) {
    return find_luid(InterfaceLuid, ERROR_INVALID_NAME, [=](const kernel::Adapter& adapter) {
        return InterfaceName != nullptr && adapter.name == InterfaceName;
    });
}

DWORD WINAPI ConvertInterfaceNameToLuidW(LPCWSTR InterfaceName, NET_LUID* InterfaceLuid) {
    return find_luid(InterfaceLuid, ERROR_INVALID_NAME, [=](const kernel::Adapter& adapter) {
        return InterfaceName != nullptr && ws2::base::to_utf16(adapter.name) == InterfaceName;
    });
}

DWORD WINAPI ConvertInterfaceAliasToLuid(LPCWSTR InterfaceAlias, NET_LUID* InterfaceLuid) {
    const DWORD error = ConvertInterfaceNameToLuidW(InterfaceAlias, InterfaceLuid);
    return error == ERROR_INVALID_NAME ? ERROR_INVALID_PARAMETER : error;
}

DWORD WINAPI ConvertInterfaceLuidToNameA(const NET_LUID* InterfaceLuid, LPSTR InterfaceName,
                                         SIZE_T Length) {
    return give_name(InterfaceLuid, InterfaceName, Length,
                     [](const std::string& name) -> const std::string& { return name; });
}

DWORD WINAPI ConvertInterfaceLuidToNameW(const NET_LUID* InterfaceLuid, LPWSTR InterfaceName,
                                         SIZE_T Length) {
    return give_name(InterfaceLuid, InterfaceName, Length,
                     [](const std::string& name) { return ws2::base::to_utf16(name); });
}

DWORD WINAPI ConvertInterfaceLuidToAlias(const NET_LUID* InterfaceLuid, LPWSTR InterfaceAlias,
                                         SIZE_T Length) {
    return ConvertInterfaceLuidToNameW(InterfaceLuid, InterfaceAlias, Length);
}

DWORD WINAPI ConvertInterfaceLuidToGuid(const NET_LUID* InterfaceLuid, GUID* InterfaceGuid) {
    if (InterfaceLuid == nullptr || InterfaceGuid == nullptr)
        return ERROR_INVALID_PARAMETER;
    *InterfaceGuid = {};
    return with_adapter(has_luid(InterfaceLuid), ERROR_FILE_NOT_FOUND,
                        [=](const kernel::Adapter& adapter) -> DWORD {
                            *InterfaceGuid = guid_of(adapter);
                            return NO_ERROR;
                        });
}

DWORD WINAPI ConvertInterfaceGuidToLuid(const GUID* InterfaceGuid, PNET_LUID InterfaceLuid) {
    if (InterfaceGuid == nullptr)
        return ERROR_INVALID_PARAMETER;
    return find_luid(InterfaceLuid, ERROR_FILE_NOT_FOUND, [=](const kernel::Adapter& adapter) {
        return guid_of(adapter) == *InterfaceGuid;
    });
}

DWORD WINAPI GetIfTable2(PMIB_IF_TABLE2* Table) {
    if (Table == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([=](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        std::vector<MIB_IF_ROW2> rows;
        for (const kernel::Adapter& each : adapters)
            rows.push_back(row_of(each));
        return give_table(Table, rows);
    });
}

DWORD WINAPI GetIfEntry2(PMIB_IF_ROW2 Row) {
    if (Row == nullptr || !names_interface(*Row))
        return ERROR_INVALID_PARAMETER;
    return with_adapter_of(*Row, [=](const kernel::Adapter& adapter) -> DWORD {
        *Row = row_of(adapter);
        return NO_ERROR;
    });
}

DWORD WINAPI GetUnicastIpAddressTable(ADDRESS_FAMILY Family, PMIB_UNICASTIPADDRESS_TABLE* Table) {
    if (Table == nullptr || !is_family(Family))
        return ERROR_INVALID_PARAMETER;
    return with_adapters([=](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        std::vector<MIB_UNICASTIPADDRESS_ROW> rows;
        for (const kernel::Adapter& adapter : adapters)
            for (const kernel::AdapterAddress& each : adapter.addresses)
                if (Family == AF_UNSPEC || is_ipv4(each.address) == (Family == AF_INET))
                    rows.push_back(row_of(adapter, each));
        return give_table(Table, rows);
    });
}

DWORD WINAPI GetUnicastIpAddressEntry(PMIB_UNICASTIPADDRESS_ROW Row) {
    if (Row == nullptr || !names_interface(*Row) ||
        (Row->Address.si_family != AF_INET && Row->Address.si_family != AF_INET6))
        return ERROR_INVALID_PARAMETER;
    return with_adapter_of(*Row, [=](const kernel::Adapter& adapter) -> DWORD {
        for (const kernel::AdapterAddress& each : adapter.addresses) {
            const MIB_UNICASTIPADDRESS_ROW row = row_of(adapter, each);
            if (row.Address.si_family == Row->Address.si_family &&
                (row.Address.si_family == AF_INET
                     ? IN4_ADDR_EQUAL(&row.Address.Ipv4.sin_addr, &Row->Address.Ipv4.sin_addr)
                     : IN6_ADDR_EQUAL(&row.Address.Ipv6.sin6_addr, &Row->Address.Ipv6.sin6_addr))) {
                *Row = row;
                return NO_ERROR;
            }
        }
        return ERROR_NOT_FOUND;
    });
}

VOID WINAPI InitializeUnicastIpAddressEntry(PMIB_UNICASTIPADDRESS_ROW Row) {
    constexpr ULONG for_ever = 0xffffffff;
    *Row = {};
    Row->PrefixOrigin = IpPrefixOriginUnchanged;
    Row->SuffixOrigin = IpSuffixOriginUnchanged;
    Row->ValidLifetime = Row->PreferredLifetime = for_ever;
    Row->OnLinkPrefixLength = 255;
}

VOID WINAPI FreeMibTable(PVOID Memory) {
    std::free(Memory);
}
}
