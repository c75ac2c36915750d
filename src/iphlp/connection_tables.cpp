// Room iphlp: tables of TCP connections and UDP endpoints.
#include "iphlp/facts.hpp"
#include "iphlp/table.hpp"
#include "kernel/connection_table.hpp"

#include <algorithm>
#include <cstring>
#include <iphlpapi.h>
#include <new>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;
using kernel::Endpoint;

sockaddr_in ipv4(const kernel::Address& from) {
    sockaddr_in out{};
    std::memcpy(&out, from.octets, sizeof out);
    return out;
}
sockaddr_in6 ipv6(const kernel::Address& from) {
    sockaddr_in6 out{};
    std::memcpy(&out, from.octets, sizeof out);
    return out;
}

DWORD address(const kernel::Address& from) {
    return ipv4(from).sin_addr.s_addr;
}
DWORD port(const kernel::Address& from) {
    return ipv4(from).sin_port; // at the same place in both families
}

void fill(MIB_TCPROW& row, const Endpoint& from) {
    row.dwState = from.state;
    row.dwLocalAddr = address(from.local);
    row.dwLocalPort = port(from.local);
    row.dwRemoteAddr = address(from.remote);
    row.dwRemotePort = port(from.remote);
}
void fill(MIB_TCPROW_OWNER_PID& row, const Endpoint& from) {
    row = {from.state,           address(from.local), port(from.local),
           address(from.remote), port(from.remote),   from.process};
}
void fill(MIB_TCP6ROW_OWNER_PID& row, const Endpoint& from) {
    const sockaddr_in6 local = ipv6(from.local);
    const sockaddr_in6 remote = ipv6(from.remote);
    std::memcpy(row.ucLocalAddr, &local.sin6_addr, sizeof row.ucLocalAddr);
    std::memcpy(row.ucRemoteAddr, &remote.sin6_addr, sizeof row.ucRemoteAddr);
    row.dwLocalPort = local.sin6_port;
    row.dwRemotePort = remote.sin6_port;
    row.dwState = from.state;
    row.dwOwningPid = from.process;
}
void fill(MIB_TCPROW2& row, const Endpoint& from) {
    row = {from.state,
           address(from.local),
           port(from.local),
           address(from.remote),
           port(from.remote),
           from.process,
           TcpConnectionOffloadStateInHost};
}
template<typename Row>
void fill_pair(Row& row, const Endpoint& from) {
    const sockaddr_in6 local = ipv6(from.local);
    const sockaddr_in6 remote = ipv6(from.remote);
    row.State = static_cast<MIB_TCP_STATE>(from.state);
    row.LocalAddr = local.sin6_addr;
    row.dwLocalPort = local.sin6_port;
    row.RemoteAddr = remote.sin6_addr;
    row.dwRemotePort = remote.sin6_port;
}
void fill(MIB_TCP6ROW& row, const Endpoint& from) {
    fill_pair(row, from);
}
void fill(MIB_TCP6ROW2& row, const Endpoint& from) {
    fill_pair(row, from);
    row.dwOwningPid = from.process;
    row.dwOffloadState = TcpConnectionOffloadStateInHost;
}
void fill(MIB_UDP6ROW& row, const Endpoint& from) {
    const sockaddr_in6 local = ipv6(from.local);
    row.dwLocalAddr = local.sin6_addr;
    row.dwLocalPort = local.sin6_port;
}
void fill(MIB_UDPROW& row, const Endpoint& from) {
    row = {address(from.local), port(from.local)};
}
void fill(MIB_UDPROW_OWNER_PID& row, const Endpoint& from) {
    row = {address(from.local), port(from.local), from.process};
}
void fill(MIB_UDP6ROW_OWNER_PID& row, const Endpoint& from) {
    const sockaddr_in6 local = ipv6(from.local);
    std::memcpy(row.ucLocalAddr, &local.sin6_addr, sizeof row.ucLocalAddr);
    row.dwLocalPort = local.sin6_port;
    row.dwOwningPid = from.process;
}

enum class Part { listeners, connections, all };

// By local, then by remote address and port.
bool comes_before(const Endpoint& a, const Endpoint& b) {
    const auto key = [](const kernel::Address& from) {
        return std::string(reinterpret_cast<const char*>(from.octets) + 2, sizeof from.octets - 2);
    };
    return std::pair(key(a.local), key(a.remote)) < std::pair(key(b.local), key(b.remote));
}

template<typename Table>
DWORD give(ws2::base::Result<std::vector<Endpoint>> found, Part part, bool owners, BOOL order,
           void* table, ULONG* size) {
    using Row = std::remove_reference_t<decltype(Table::table[0])>;
    if (!found)
        return ERROR_NOT_SUPPORTED;
    std::vector<Endpoint>& list = found.value;
    if (part != Part::all)
        std::erase_if(list, [&](const Endpoint& each) {
            return (each.state == MIB_TCP_STATE_LISTEN) != (part == Part::listeners);
        });
    if (order != FALSE)
        std::sort(list.begin(), list.end(), comes_before);
    if (owners)
        kernel::find_owners(list);
    std::vector<Row> rows(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        fill(rows[i], list[i]);
    return put_table(static_cast<Table*>(table), size, rows);
}

template<typename Call>
DWORD guarded(const ULONG* size, Call call) {
    if (size == nullptr)
        return ERROR_INVALID_PARAMETER;
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

DWORD tcp_table(void* table, ULONG* size, BOOL order, ULONG family, TCP_TABLE_CLASS kind) {
    if (kind > TCP_TABLE_OWNER_MODULE_ALL)
        return ERROR_INVALID_PARAMETER;
    if (kind > TCP_TABLE_OWNER_PID_ALL)
        return ERROR_NOT_SUPPORTED; // no module owns a socket
    const bool owners = kind >= TCP_TABLE_OWNER_PID_LISTENER;
    const auto part = static_cast<Part>(kind % 3);
    if (family == AF_INET6)
        return owners ? give<MIB_TCP6TABLE_OWNER_PID>(kernel::tcp_endpoints(AF_INET6), part, true,
                                                      order, table, size)
                      : static_cast<DWORD>(ERROR_NOT_SUPPORTED);
    if (family != AF_INET)
        return ERROR_INVALID_PARAMETER;
    return owners ? give<MIB_TCPTABLE_OWNER_PID>(kernel::tcp_endpoints(AF_INET), part, true, order,
                                                 table, size)
                  : give<MIB_TCPTABLE>(kernel::tcp_endpoints(AF_INET), part, false, order, table,
                                       size);
}

DWORD udp_table(void* table, ULONG* size, BOOL order, ULONG family, UDP_TABLE_CLASS kind) {
    if (kind > UDP_TABLE_OWNER_MODULE)
        return ERROR_INVALID_PARAMETER;
    if (kind == UDP_TABLE_OWNER_MODULE)
        return ERROR_NOT_SUPPORTED;
    const bool owners = kind == UDP_TABLE_OWNER_PID;
    if (family == AF_INET6)
        return owners ? give<MIB_UDP6TABLE_OWNER_PID>(kernel::udp_endpoints(AF_INET6), Part::all,
                                                      true, order, table, size)
                      : static_cast<DWORD>(ERROR_NOT_SUPPORTED);
    if (family != AF_INET)
        return ERROR_INVALID_PARAMETER;
    return owners ? give<MIB_UDPTABLE_OWNER_PID>(kernel::udp_endpoints(AF_INET), Part::all, true,
                                                 order, table, size)
                  : give<MIB_UDPTABLE>(kernel::udp_endpoints(AF_INET), Part::all, false, order,
                                       table, size);
}

} // namespace

extern "C" {

DWORD WINAPI GetTcpTable(PMIB_TCPTABLE TcpTable, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return tcp_table(TcpTable, SizePointer, Order, AF_INET, TCP_TABLE_BASIC_ALL);
    });
}

DWORD WINAPI GetUdpTable(PMIB_UDPTABLE UdpTable, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return udp_table(UdpTable, SizePointer, Order, AF_INET, UDP_TABLE_BASIC);
    });
}

ULONG WINAPI GetTcpTable2(PMIB_TCPTABLE2 TcpTable, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return give<MIB_TCPTABLE2>(kernel::tcp_endpoints(AF_INET), Part::all, true, Order, TcpTable,
                                   SizePointer);
    });
}

ULONG WINAPI GetTcp6Table(PMIB_TCP6TABLE TcpTable, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return give<MIB_TCP6TABLE>(kernel::tcp_endpoints(AF_INET6), Part::all, false, Order,
                                   TcpTable, SizePointer);
    });
}

ULONG WINAPI GetTcp6Table2(PMIB_TCP6TABLE2 TcpTable, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return give<MIB_TCP6TABLE2>(kernel::tcp_endpoints(AF_INET6), Part::all, true, Order,
                                    TcpTable, SizePointer);
    });
}

ULONG WINAPI GetUdp6Table(PMIB_UDP6TABLE Udp6Table, PULONG SizePointer, BOOL Order) {
    return guarded(SizePointer, [&] {
        return give<MIB_UDP6TABLE>(kernel::udp_endpoints(AF_INET6), Part::all, false, Order,
                                   Udp6Table, SizePointer);
    });
}

DWORD WINAPI SetTcpEntry(PMIB_TCPROW pTcpRow) {
    return pTcpRow == nullptr || pTcpRow->dwState != MIB_TCP_STATE_DELETE_TCB
               ? ERROR_INVALID_PARAMETER
               : ERROR_ACCESS_DENIED;
}

DWORD WINAPI GetExtendedTcpTable(PVOID pTcpTable, PDWORD pdwSize, BOOL bOrder, ULONG ulAf,
                                 TCP_TABLE_CLASS TableClass, ULONG) {
    return guarded(pdwSize,
                   [&] { return tcp_table(pTcpTable, pdwSize, bOrder, ulAf, TableClass); });
}

DWORD WINAPI GetExtendedUdpTable(PVOID pUdpTable, PDWORD pdwSize, BOOL bOrder, ULONG ulAf,
                                 UDP_TABLE_CLASS TableClass, ULONG) {
    return guarded(pdwSize,
                   [&] { return udp_table(pUdpTable, pdwSize, bOrder, ulAf, TableClass); });
}
}
