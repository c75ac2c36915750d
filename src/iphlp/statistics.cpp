// Room iphlp: what the host has counted of IP, TCP, UDP and ICMP.
#include "iphlp/facts.hpp"
#include "kernel/connection_table.hpp"
#include "kernel/protocol_counters.hpp"
#include "kernel/route_table.hpp"

#include <string>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

// The low 32 bits of a counter, as Windows' wrap; 0 if there is none of the name.
DWORD counted(const kernel::ProtocolCounters& all, const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? 0 : static_cast<DWORD>(found->second);
}

template<typename Statistics, typename Read>
DWORD with_counters(Statistics* to, ULONG family, Read read) noexcept {
    if (to == nullptr || (family != AF_INET && family != AF_INET6))
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto all = family == AF_INET ? kernel::ipv4_counters() : kernel::ipv6_counters();
        if (all.empty())
            return ERROR_NOT_SUPPORTED;
        *to = {};
        return read([&](const char* name) { return counted(all, name); });
    });
}

template<typename Count>
void read_ip(MIB_IPSTATS& to, const std::string& group, Count count) {
    const auto of = [&](const char* name) { return count((group + name).c_str()); };
    to.dwInReceives = of("InReceives");
    to.dwInHdrErrors = of("InHdrErrors");
    to.dwInAddrErrors = of("InAddrErrors");
    to.dwForwDatagrams = of(group == "Ip." ? "ForwDatagrams" : "OutForwDatagrams");
    to.dwInUnknownProtos = of("InUnknownProtos");
    to.dwInDiscards = of("InDiscards");
    to.dwInDelivers = of("InDelivers");
    to.dwOutRequests = of("OutRequests");
    to.dwOutDiscards = of("OutDiscards");
    to.dwOutNoRoutes = of("OutNoRoutes");
    to.dwReasmReqds = of("ReasmReqds");
    to.dwReasmOks = of("ReasmOKs");
    to.dwReasmFails = of("ReasmFails");
    to.dwFragOks = of("FragOKs");
    to.dwFragFails = of("FragFails");
    to.dwFragCreates = of("FragCreates");
}

void count_addresses(MIB_IPSTATS& to, bool ipv4) {
    if (const auto adapters = kernel::adapters())
        for (const kernel::Adapter& adapter : adapters.value) {
            ++to.dwNumIf;
            for (const kernel::AdapterAddress& each : adapter.addresses)
                to.dwNumAddr += is_ipv4(each.address) == ipv4 ? 1 : 0;
        }
    if (const auto routes = kernel::routes(ipv4 ? AF_INET : AF_INET6))
        to.dwNumRoutes = static_cast<DWORD>(routes.value.size());
}

template<typename Count>
void read_icmp(MIBICMPSTATS& to, const std::string& group, Count count) {
    const auto of = [&](const char* name) { return count((group + name).c_str()); };
    to.dwMsgs = of("Msgs");
    to.dwErrors = of("Errors");
    to.dwDestUnreachs = of("DestUnreachs");
    to.dwTimeExcds = of("TimeExcds");
    to.dwParmProbs = of("ParmProbs");
    to.dwSrcQuenchs = of("SrcQuenchs");
    to.dwRedirects = of("Redirects");
    to.dwEchos = of("Echos");
    to.dwEchoReps = of("EchoReps");
    to.dwTimestamps = of("Timestamps");
    to.dwTimestampReps = of("TimestampReps");
    to.dwAddrMasks = of("AddrMasks");
    to.dwAddrMaskReps = of("AddrMaskReps");
}

} // namespace

extern "C" {

ULONG WINAPI GetIpStatisticsEx(PMIB_IPSTATS Statistics, ULONG Family) {
    return with_counters(Statistics, Family, [=](auto count) -> DWORD {
        if (Family == AF_INET) {
            Statistics->dwForwarding = count("Ip.Forwarding");
            Statistics->dwDefaultTTL = count("Ip.DefaultTTL");
            Statistics->dwReasmTimeout = count("Ip.ReasmTimeout");
            read_ip(*Statistics, "Ip.", count);
        } else {
            Statistics->dwForwarding =
                count("forwarding") != 0 ? MIB_IP_FORWARDING : MIB_IP_NOT_FORWARDING;
            Statistics->dwDefaultTTL = count("hop_limit");
            read_ip(*Statistics, "Ip6", count);
        }
        count_addresses(*Statistics, Family == AF_INET);
        return NO_ERROR;
    });
}

ULONG WINAPI GetIpStatistics(PMIB_IPSTATS Statistics) {
    return GetIpStatisticsEx(Statistics, AF_INET);
}

ULONG WINAPI GetTcpStatisticsEx(PMIB_TCPSTATS Statistics, ULONG Family) {
    if (Family == AF_INET6)
        return ERROR_NOT_SUPPORTED;
    return with_counters(Statistics, Family, [=](auto count) -> DWORD {
        Statistics->dwRtoAlgorithm = count("Tcp.RtoAlgorithm");
        Statistics->dwRtoMin = count("Tcp.RtoMin");
        Statistics->dwRtoMax = count("Tcp.RtoMax");
        Statistics->dwMaxConn = count("Tcp.MaxConn");
        Statistics->dwActiveOpens = count("Tcp.ActiveOpens");
        Statistics->dwPassiveOpens = count("Tcp.PassiveOpens");
        Statistics->dwAttemptFails = count("Tcp.AttemptFails");
        Statistics->dwEstabResets = count("Tcp.EstabResets");
        Statistics->dwCurrEstab = count("Tcp.CurrEstab");
        Statistics->dwInSegs = count("Tcp.InSegs");
        Statistics->dwOutSegs = count("Tcp.OutSegs");
        Statistics->dwRetransSegs = count("Tcp.RetransSegs");
        Statistics->dwInErrs = count("Tcp.InErrs");
        Statistics->dwOutRsts = count("Tcp.OutRsts");
        for (const int family : {AF_INET, AF_INET6})
            if (const auto all = kernel::tcp_endpoints(family))
                Statistics->dwNumConns += static_cast<DWORD>(all.value.size());
        return NO_ERROR;
    });
}

ULONG WINAPI GetTcpStatistics(PMIB_TCPSTATS Statistics) {
    return GetTcpStatisticsEx(Statistics, AF_INET);
}

ULONG WINAPI GetUdpStatisticsEx(PMIB_UDPSTATS Statistics, ULONG Family) {
    return with_counters(Statistics, Family, [=](auto count) -> DWORD {
        const std::string group = Family == AF_INET ? "Udp." : "Udp6";
        Statistics->dwInDatagrams = count((group + "InDatagrams").c_str());
        Statistics->dwNoPorts = count((group + "NoPorts").c_str());
        Statistics->dwInErrors = count((group + "InErrors").c_str());
        Statistics->dwOutDatagrams = count((group + "OutDatagrams").c_str());
        if (const auto all = kernel::udp_endpoints(static_cast<int>(Family)))
            Statistics->dwNumAddrs = static_cast<DWORD>(all.value.size());
        return NO_ERROR;
    });
}

ULONG WINAPI GetUdpStatistics(PMIB_UDPSTATS Stats) {
    return GetUdpStatisticsEx(Stats, AF_INET);
}

ULONG WINAPI GetIcmpStatistics(PMIB_ICMP Statistics) {
    return with_counters(Statistics, AF_INET, [=](auto count) -> DWORD {
        read_icmp(Statistics->stats.icmpInStats, "Icmp.In", count);
        read_icmp(Statistics->stats.icmpOutStats, "Icmp.Out", count);
        return NO_ERROR;
    });
}
}
