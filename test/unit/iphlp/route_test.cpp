// Routes, neighbours and counters, over the loopback interface, which every host has.
#include <winsock2.h>

#include <windows.h>

#include <cstring>
#include <gtest/gtest.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <vector>
#include <ws2tcpip.h>

namespace {

const DWORD kLoopback = htonl(INADDR_LOOPBACK);

SOCKADDR_INET loopback() {
    SOCKADDR_INET address{};
    address.Ipv4.sin_family = AF_INET;
    address.Ipv4.sin_addr.s_addr = kLoopback;
    return address;
}

TEST(RouteTest, TheTableHoldsTheLoopbacksRoute) {
    ULONG size = 0;
    ASSERT_EQ(GetIpForwardTable(nullptr, &size, TRUE), DWORD{ERROR_INSUFFICIENT_BUFFER});
    size *= 2; // others may add to it
    std::vector<MIB_IPFORWARDROW> memory(size / sizeof(MIB_IPFORWARDROW) + 1);
    auto* table = reinterpret_cast<MIB_IPFORWARDTABLE*>(memory.data());
    ASSERT_EQ(GetIpForwardTable(table, &size, TRUE), DWORD{NO_ERROR});
    int found = 0;
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        const MIB_IPFORWARDROW& row = table->table[i];
        found += (row.dwForwardDest & row.dwForwardMask) == (kLoopback & row.dwForwardMask) &&
                 row.dwForwardMask != 0 && row.dwForwardType == MIB_IPROUTE_TYPE_DIRECT;
        if (i > 0) {
            EXPECT_LE(ntohl(table->table[i - 1].dwForwardDest), ntohl(row.dwForwardDest));
        }
    }
    EXPECT_GE(found, 1);
}

TEST(RouteTest, TheBestOneToTheLoopbackIsItsOwn) {
    MIB_IPFORWARDROW row{};
    ASSERT_EQ(GetBestRoute(kLoopback, 0, &row), DWORD{NO_ERROR});
    EXPECT_EQ(row.dwForwardIfIndex, if_nametoindex("lo"));
    EXPECT_EQ(row.dwForwardProto, DWORD{MIB_IPPROTO_LOCAL});
    EXPECT_EQ(row.dwForwardDest & row.dwForwardMask, kLoopback & row.dwForwardMask);
    const SOCKADDR_INET to = loopback();
    MIB_IPFORWARD_ROW2 wide{};
    SOCKADDR_INET source{};
    ASSERT_EQ(GetBestRoute2(nullptr, 0, nullptr, &to, 0, &wide, &source), DWORD{NO_ERROR});
    EXPECT_EQ(wide.InterfaceIndex, row.dwForwardIfIndex);
    EXPECT_TRUE(wide.Loopback);
    EXPECT_EQ(wide.DestinationPrefix.Prefix.si_family, AF_INET);
    EXPECT_EQ(source.Ipv4.sin_addr.s_addr, kLoopback);
    NET_LUID luid{};
    ASSERT_EQ(ConvertInterfaceIndexToLuid(wide.InterfaceIndex, &luid), DWORD{NO_ERROR});
    EXPECT_EQ(luid.Value, wide.InterfaceLuid.Value);
    source = {};
    ASSERT_EQ(GetBestRoute2(&luid, 0, nullptr, &to, 0, &wide, &source), DWORD{NO_ERROR});
    EXPECT_EQ(wide.InterfaceIndex, row.dwForwardIfIndex);
    EXPECT_EQ(source.Ipv4.sin_addr.s_addr, kLoopback);
    EXPECT_EQ(GetBestRoute2(nullptr, 99999, nullptr, &to, 0, &wide, &source),
              DWORD{ERROR_NOT_FOUND});
    EXPECT_EQ(GetBestRoute2(nullptr, 0, nullptr, nullptr, 0, &wide, &source),
              DWORD{ERROR_INVALID_PARAMETER});
}

TEST(RouteTest, TheWideTableHoldsOneFamilyOrBoth) {
    PMIB_IPFORWARD_TABLE2 table = nullptr;
    ASSERT_EQ(GetIpForwardTable2(AF_INET, &table), DWORD{NO_ERROR});
    ASSERT_GE(table->NumEntries, 1U);
    for (ULONG i = 0; i < table->NumEntries; ++i)
        EXPECT_EQ(table->Table[i].DestinationPrefix.Prefix.si_family, AF_INET);
    FreeMibTable(table);
    ASSERT_EQ(GetIpForwardTable2(AF_UNSPEC, &table), DWORD{NO_ERROR});
    FreeMibTable(table);
    EXPECT_EQ(GetIpForwardTable2(99, &table), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(NeighbourTest, ALoopbackHasNoHardwareAddress) {
    std::vector<UCHAR> hardware(8);
    ULONG length = 8;
    EXPECT_EQ(SendARP(kLoopback, 0, hardware.data(), &length), DWORD{ERROR_BAD_NET_NAME});
    EXPECT_EQ(SendARP(kLoopback, 0, nullptr, &length), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(SendARP(kLoopback, kLoopback, hardware.data(), &length), DWORD{ERROR_BAD_NET_NAME});
    const DWORD elsewhere = inet_addr("192.0.2.1");
    EXPECT_EQ(SendARP(kLoopback, elsewhere, hardware.data(), &length), DWORD{ERROR_NOT_FOUND});
    for (const ULONG small : {0U, 5U}) {
        length = small;
        EXPECT_EQ(SendARP(kLoopback, 0, hardware.data(), &length), DWORD{ERROR_BUFFER_OVERFLOW});
        EXPECT_EQ(length, 6U);
    }
    ULONG size = 0;
    const ULONG end = GetIpNetTable(nullptr, &size, FALSE);
    if (end != ERROR_NO_DATA) { // as a host without neighbours says
        EXPECT_EQ(end, ULONG{ERROR_INSUFFICIENT_BUFFER});
        EXPECT_GE(size, sizeof(MIB_IPNETTABLE));
    }
}

TEST(NeighbourTest, TheHostsOwnHardwareAddressIsKnown) {
    ULONG size = 0;
    GetAdaptersInfo(nullptr, &size);
    std::vector<IP_ADAPTER_INFO> all(size / sizeof(IP_ADAPTER_INFO) + 1);
    if (size == 0 || GetAdaptersInfo(all.data(), &size) != NO_ERROR)
        GTEST_SKIP() << "no adapter";
    const IP_ADAPTER_INFO* each = all.data();
    while (each != nullptr && (each->AddressLength == 0 ||
                               std::strcmp(each->IpAddressList.IpAddress.String, "0.0.0.0") == 0))
        each = each->Next;
    if (each == nullptr)
        GTEST_SKIP() << "no adapter with a hardware address";
    std::vector<UCHAR> hardware(8);
    ULONG length = 1;
    const DWORD own = inet_addr(each->IpAddressList.IpAddress.String);
    EXPECT_EQ(SendARP(own, 0, hardware.data(), &length), DWORD{ERROR_BUFFER_OVERFLOW});
    EXPECT_EQ(length, each->AddressLength);
    ASSERT_EQ(SendARP(own, 0, hardware.data(), &length), DWORD{NO_ERROR});
    EXPECT_EQ(std::memcmp(hardware.data(), each->Address, length), 0);
}

TEST(StatisticsTest, CountWhatIsSent) {
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    MIB_UDPSTATS before{};
    MIB_UDPSTATS after{};
    ASSERT_EQ(GetUdpStatistics(&before), ULONG{NO_ERROR});
    const SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = kLoopback;
    ASSERT_EQ(bind(s, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    int length = sizeof to;
    ASSERT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&to), &length), 0);
    ASSERT_EQ(sendto(s, "x", 1, 0, reinterpret_cast<sockaddr*>(&to), length), 1);
    ASSERT_EQ(GetUdpStatistics(&after), ULONG{NO_ERROR});
    EXPECT_GT(after.dwOutDatagrams, before.dwOutDatagrams);
    EXPECT_GE(after.dwNumAddrs, 1U);
    closesocket(s);
    MIB_TCPSTATS tcp{};
    ASSERT_EQ(GetTcpStatistics(&tcp), ULONG{NO_ERROR});
    EXPECT_GT(tcp.dwRtoMax, 0U);
    EXPECT_EQ(GetTcpStatisticsEx(&tcp, AF_INET6), ULONG{ERROR_NOT_SUPPORTED});
    MIB_IPSTATS ip{};
    ASSERT_EQ(GetIpStatistics(&ip), ULONG{NO_ERROR});
    EXPECT_GT(ip.dwOutRequests, 0U);
    EXPECT_GE(ip.dwNumAddr, 1U);
    EXPECT_GE(ip.dwNumRoutes, 1U);
    MIB_ICMP icmp{};
    EXPECT_EQ(GetIcmpStatistics(&icmp), ULONG{NO_ERROR});
    EXPECT_EQ(GetIpStatisticsEx(&ip, 99), ULONG{ERROR_INVALID_PARAMETER});
    WSACleanup();
}

} // namespace
