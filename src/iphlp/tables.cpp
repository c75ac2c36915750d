// Room iphlp: tables of rows: IPv4 addresses, interfaces; and the interface towards an address.
#include "base/utf.hpp"
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

MIB_IPADDRROW row_of(const kernel::Adapter& adapter, const kernel::AdapterAddress& from) {
    constexpr DWORD largest_packet = 65535;
    // Windows gives 1, the lowest bit of a broadcast address of ones.
    return {ipv4_of(from.address), adapter.index, ipv4_of(from.mask), 1, largest_packet, 0,
            MIB_IPADDR_PRIMARY};
}

MIB_IFROW row_of(const kernel::Adapter& from) {
    MIB_IFROW row{};
    const std::u16string name = ws2::base::to_utf16(from.name);
    name.copy(row.wszName, MAX_INTERFACE_NAME_LEN - 1);
    row.dwIndex = from.index;
    row.dwType = type_of(from);
    row.dwMtu = from.mtu;
    row.dwSpeed = static_cast<DWORD>(
        std::min<std::uint64_t>(from.speed_bps, std::numeric_limits<DWORD>::max()));
    row.dwPhysAddrLen = from.hardware_octets;
    std::memcpy(row.bPhysAddr, from.hardware, from.hardware_octets);
    row.dwAdminStatus = from.up ? MIB_IF_ADMIN_STATUS_UP : MIB_IF_ADMIN_STATUS_DOWN;
    row.dwOperStatus = from.running ? IF_OPER_STATUS_OPERATIONAL : IF_OPER_STATUS_NON_OPERATIONAL;
    row.dwInOctets = from.octets_in;
    row.dwInUcastPkts = from.packets_in;
    row.dwInDiscards = from.drops_in;
    row.dwInErrors = from.errors_in;
    row.dwOutOctets = from.octets_out;
    row.dwOutUcastPkts = from.packets_out;
    row.dwOutDiscards = from.drops_out;
    row.dwOutErrors = from.errors_out;
    row.dwDescrLen = static_cast<DWORD>(std::min<std::size_t>(from.name.size(), MAXLEN_IFDESCR));
    std::memcpy(row.bDescr, from.name.data(), row.dwDescrLen);
    return row;
}

bool same_address(const kernel::Address& a, const kernel::Address& b) {
    const std::size_t first = is_ipv4(a) ? 4 : 8;
    const std::size_t octets = is_ipv4(a) ? 4 : 16;
    return a.size == b.size && std::memcmp(a.octets + first, b.octets + first, octets) == 0;
}

} // namespace

extern "C" {

DWORD WINAPI GetIpAddrTable(PMIB_IPADDRTABLE pIpAddrTable, PULONG pdwSize, BOOL bOrder) {
    if (pdwSize == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) {
        std::vector<MIB_IPADDRROW> rows;
        for (const kernel::Adapter& adapter : adapters)
            for (const kernel::AdapterAddress& each : adapter.addresses)
                if (is_ipv4(each.address))
                    rows.push_back(row_of(adapter, each));
        if (bOrder != FALSE)
            std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
                return ntohl(a.dwAddr) < ntohl(b.dwAddr);
            });
        return put_table(pIpAddrTable, pdwSize, rows);
    });
}

// The adapters come in order anyway.
DWORD WINAPI GetIfTable(PMIB_IFTABLE pIfTable, PULONG pdwSize, BOOL) {
    if (pdwSize == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) {
        std::vector<MIB_IFROW> rows;
        for (const kernel::Adapter& each : adapters)
            rows.push_back(row_of(each));
        return put_table(pIfTable, pdwSize, rows);
    });
}

DWORD WINAPI GetIfEntry(PMIB_IFROW pIfRow) {
    if (pIfRow == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        for (const kernel::Adapter& each : adapters)
            if (each.index == pIfRow->dwIndex) {
                *pIfRow = row_of(each);
                return NO_ERROR;
            }
        return ERROR_INVALID_DATA;
    });
}

DWORD WINAPI GetNumberOfInterfaces(PDWORD pdwNumIf) {
    if (pdwNumIf == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        *pdwNumIf = static_cast<DWORD>(adapters.size());
        return NO_ERROR;
    });
}

DWORD WINAPI GetBestInterfaceEx(struct sockaddr* pDestAddr, PDWORD pdwBestIfIndex) {
    if (pDestAddr == nullptr || pdwBestIfIndex == nullptr)
        return ERROR_INVALID_PARAMETER;
    if (pDestAddr->sa_family != AF_INET && pDestAddr->sa_family != AF_INET6)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        const bool ipv4 = pDestAddr->sa_family == AF_INET;
        kernel::Address to;
        to.size = ipv4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
        std::memcpy(to.octets, pDestAddr, to.size);
        const USHORT discard = htons(9); // the kernel routes to no port 0
        std::memcpy(to.octets + offsetof(sockaddr_in, sin_port), &discard, sizeof discard);
        const auto from = kernel::route_to(to.octets, static_cast<int>(to.size));
        if (!from)
            return static_cast<DWORD>(from.error);
        for (const kernel::Adapter& adapter : adapters)
            for (const kernel::AdapterAddress& each : adapter.addresses)
                if (same_address(each.address, from.value)) {
                    *pdwBestIfIndex = adapter.index;
                    return NO_ERROR;
                }
        return ERROR_NOT_FOUND;
    });
}

DWORD WINAPI GetBestInterface(ULONG dwDestAddr, PDWORD pdwBestIfIndex) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = dwDestAddr;
    return GetBestInterfaceEx(reinterpret_cast<sockaddr*>(&to), pdwBestIfIndex);
}
}
