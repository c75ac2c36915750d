// The IP helper calls over the loopback interface, which every host has.
#include <winsock2.h>

#include <windows.h>

#include <cstring>
#include <gtest/gtest.h>
#include <iphlpapi.h>
#include <memory>
#include <string>
#include <vector>
#include <ws2tcpip.h>

namespace {

// What a call packs, in a buffer of exactly the size it asks for, with a guard behind.
template<typename Record, typename Call>
std::unique_ptr<std::byte[]> packed(DWORD short_of_room, Call call) {
    ULONG size = 0;
    EXPECT_EQ(call(static_cast<Record*>(nullptr), &size), short_of_room);
    EXPECT_GE(size, sizeof(Record));
    auto buffer = std::make_unique<std::byte[]>(size + 1);
    buffer[size] = std::byte{0x5a};
    ULONG less = size - 1;
    EXPECT_EQ(call(reinterpret_cast<Record*>(buffer.get()), &less), short_of_room);
    EXPECT_EQ(less, size);
    EXPECT_EQ(call(reinterpret_cast<Record*>(buffer.get()), &size), DWORD{NO_ERROR});
    EXPECT_EQ(buffer[size], std::byte{0x5a});
    return buffer;
}

std::unique_ptr<std::byte[]> addresses(ULONG family, ULONG flags) {
    return packed<IP_ADAPTER_ADDRESSES>(
        ERROR_BUFFER_OVERFLOW, [=](IP_ADAPTER_ADDRESSES* to, ULONG* size) {
            return GetAdaptersAddresses(family, flags, nullptr, to, size);
        });
}

const IP_ADAPTER_ADDRESSES* loopback_of(const std::byte* list) {
    const auto* each = reinterpret_cast<const IP_ADAPTER_ADDRESSES*>(list);
    while (each != nullptr && each->IfType != IF_TYPE_SOFTWARE_LOOPBACK)
        each = each->Next;
    return each;
}

DWORD ipv4_of(const SOCKET_ADDRESS& address) {
    return reinterpret_cast<const sockaddr_in*>(address.lpSockaddr)->sin_addr.s_addr;
}

TEST(Iphlp, AdaptersComeWithNamesAddressesAndPrefixes) {
    const auto list = addresses(AF_INET, GAA_FLAG_INCLUDE_PREFIX | GAA_FLAG_INCLUDE_GATEWAYS);
    const auto* loopback = loopback_of(list.get());
    ASSERT_NE(loopback, nullptr);
    EXPECT_EQ(loopback->Length, sizeof *loopback);
    EXPECT_STREQ(loopback->AdapterName, "lo");
    EXPECT_EQ(std::u16string(loopback->FriendlyName), u"lo");
    EXPECT_EQ(loopback->IfIndex, if_nametoindex("lo"));
    EXPECT_EQ(loopback->OperStatus, IfOperStatusUp);
    EXPECT_EQ(loopback->PhysicalAddressLength, 0U);
    EXPECT_GT(loopback->Mtu, 0U);
    EXPECT_NE(loopback->Flags & IP_ADAPTER_IPV4_ENABLED, 0U);
    const auto* unicast = loopback->FirstUnicastAddress;
    ASSERT_NE(unicast, nullptr);
    EXPECT_EQ(unicast->Length, sizeof *unicast);
    EXPECT_EQ(unicast->Address.iSockaddrLength, static_cast<INT>(sizeof(sockaddr_in)));
    EXPECT_EQ(unicast->Address.lpSockaddr->sa_family, AF_INET);
    EXPECT_EQ(ipv4_of(unicast->Address), htonl(INADDR_LOOPBACK));
    EXPECT_EQ(unicast->OnLinkPrefixLength, 8);
    EXPECT_EQ(unicast->DadState, IpDadStatePreferred);
    ASSERT_NE(loopback->FirstPrefix, nullptr);
    EXPECT_EQ(loopback->FirstPrefix->PrefixLength, 8U);
    EXPECT_EQ(ipv4_of(loopback->FirstPrefix->Address), htonl(0x7f000000));
}

TEST(Iphlp, FlagsAndFamilyLeaveThingsOut) {
    const auto plain = addresses(AF_UNSPEC, GAA_FLAG_SKIP_UNICAST | GAA_FLAG_SKIP_DNS_SERVER |
                                                GAA_FLAG_SKIP_FRIENDLY_NAME);
    const auto* loopback = loopback_of(plain.get());
    ASSERT_NE(loopback, nullptr);
    EXPECT_EQ(loopback->FirstUnicastAddress, nullptr);
    EXPECT_EQ(loopback->FirstPrefix, nullptr);
    EXPECT_EQ(loopback->FriendlyName, nullptr);
    const auto ipv6 = addresses(AF_INET6, 0);
    for (const auto* each = loopback_of(ipv6.get())->FirstUnicastAddress; each != nullptr;
         each = each->Next)
        EXPECT_EQ(each->Address.lpSockaddr->sa_family, AF_INET6);
    ULONG size = 0;
    EXPECT_EQ(GetAdaptersAddresses(AF_IPX, 0, nullptr, nullptr, &size),
              DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(GetAdaptersAddresses(AF_INET, 0, nullptr, nullptr, nullptr),
              DWORD{ERROR_INVALID_PARAMETER});
}

TEST(Iphlp, TheAddressTableHasTheLoopback) {
    const auto table =
        packed<MIB_IPADDRTABLE>(ERROR_INSUFFICIENT_BUFFER, [](MIB_IPADDRTABLE* to, ULONG* size) {
            return GetIpAddrTable(to, size, TRUE);
        });
    const auto* rows = reinterpret_cast<const MIB_IPADDRTABLE*>(table.get());
    const MIB_IPADDRROW* loopback = nullptr;
    for (DWORD i = 0; i < rows->dwNumEntries; ++i)
        if (rows->table[i].dwAddr == htonl(INADDR_LOOPBACK))
            loopback = &rows->table[i];
    ASSERT_NE(loopback, nullptr);
    EXPECT_EQ(loopback->dwIndex, if_nametoindex("lo"));
    EXPECT_EQ(loopback->dwMask, htonl(0xff000000));
    EXPECT_EQ(loopback->wType, MIB_IPADDR_PRIMARY);
}

TEST(Iphlp, InterfacesHaveRows) {
    const auto table =
        packed<MIB_IFTABLE>(ERROR_INSUFFICIENT_BUFFER, [](MIB_IFTABLE* to, ULONG* size) {
            return GetIfTable(to, size, TRUE);
        });
    DWORD count = 0;
    ASSERT_EQ(GetNumberOfInterfaces(&count), DWORD{NO_ERROR});
    EXPECT_EQ(reinterpret_cast<const MIB_IFTABLE*>(table.get())->dwNumEntries, count);
    MIB_IFROW row{};
    row.dwIndex = if_nametoindex("lo");
    ASSERT_EQ(GetIfEntry(&row), DWORD{NO_ERROR});
    EXPECT_EQ(std::u16string(row.wszName), u"lo");
    EXPECT_EQ(row.dwType, DWORD{IF_TYPE_SOFTWARE_LOOPBACK});
    EXPECT_EQ(row.dwAdminStatus, DWORD{MIB_IF_ADMIN_STATUS_UP});
    EXPECT_EQ(row.dwOperStatus, IF_OPER_STATUS_OPERATIONAL);
    EXPECT_EQ(row.dwDescrLen, 2U);
    row.dwIndex = 0x7fffffff;
    EXPECT_EQ(GetIfEntry(&row), DWORD{ERROR_INVALID_DATA});
}

TEST(Iphlp, TheLoopbackIsTheBestInterfaceToItself) {
    DWORD index = 0;
    ASSERT_EQ(GetBestInterface(htonl(INADDR_LOOPBACK), &index), DWORD{NO_ERROR});
    EXPECT_EQ(index, if_nametoindex("lo"));
    sockaddr other{};
    other.sa_family = AF_IPX;
    EXPECT_EQ(GetBestInterfaceEx(&other, &index), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(GetBestInterface(0, nullptr), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(Iphlp, TheHostHasParametersAndOnlyRealAdaptersHaveInfo) {
    const auto fixed = packed<FIXED_INFO>(ERROR_BUFFER_OVERFLOW, [](FIXED_INFO* to, ULONG* size) {
        return GetNetworkParams(to, size);
    });
    EXPECT_NE(reinterpret_cast<const FIXED_INFO*>(fixed.get())->HostName[0], '\0');
    ULONG size = 0;
    if (GetAdaptersInfo(nullptr, &size) == DWORD{ERROR_NO_DATA})
        return; // the loopback alone
    const auto list =
        packed<IP_ADAPTER_INFO>(ERROR_BUFFER_OVERFLOW, [](IP_ADAPTER_INFO* to, ULONG* room) {
            return GetAdaptersInfo(to, room);
        });
    for (const auto* each = reinterpret_cast<const IP_ADAPTER_INFO*>(list.get()); each != nullptr;
         each = each->Next) {
        EXPECT_EQ(each->Index, if_nametoindex(each->AdapterName));
        EXPECT_NE(each->Type, UINT{IF_TYPE_SOFTWARE_LOOPBACK});
        EXPECT_NE(each->IpAddressList.IpAddress.String[0], '\0');
    }
}

TEST(Iphlp, AnAdapterHasNameServersAndANameThatLeadsBack) {
    const ULONG index = if_nametoindex("lo");
    const auto servers = packed<IP_PER_ADAPTER_INFO>(
        ERROR_BUFFER_OVERFLOW,
        [=](IP_PER_ADAPTER_INFO* to, ULONG* size) { return GetPerAdapterInfo(index, to, size); });
    EXPECT_EQ(reinterpret_cast<const IP_PER_ADAPTER_INFO*>(servers.get())->AutoconfigEnabled, 0U);
    ULONG size = 0;
    EXPECT_EQ(GetPerAdapterInfo(0x7fffffff, nullptr, &size), DWORD{ERROR_INVALID_PARAMETER});
    ULONG back = 0;
    std::u16string name = u"lo";
    EXPECT_EQ(GetAdapterIndex(name.data(), &back), DWORD{NO_ERROR});
    EXPECT_EQ(back, index);
    if (GetInterfaceInfo(nullptr, &size) == DWORD{ERROR_NO_DATA})
        return; // the loopback alone
    const auto list = packed<IP_INTERFACE_INFO>(
        ERROR_INSUFFICIENT_BUFFER,
        [](IP_INTERFACE_INFO* to, ULONG* room) { return GetInterfaceInfo(to, room); });
    auto* const info = reinterpret_cast<IP_INTERFACE_INFO*>(list.get());
    ASSERT_GE(info->NumAdapters, 1);
    EXPECT_NE(info->Adapter[0].Index, index);
    EXPECT_EQ(GetAdapterIndex(info->Adapter[0].Name, &back), DWORD{NO_ERROR});
    EXPECT_EQ(back, info->Adapter[0].Index);
}

// A listener, a connection to it and a datagram socket of this process's own.
class Tables : public ::testing::Test {
protected:
    Tables() {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
        listener_ = bound(SOCK_STREAM, listener_port_);
        listen(listener_, 1);
        caller_ = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in to{};
        int size = sizeof to;
        getsockname(listener_, reinterpret_cast<sockaddr*>(&to), &size);
        EXPECT_EQ(connect(caller_, reinterpret_cast<sockaddr*>(&to), size), 0);
        datagrams_ = bound(SOCK_DGRAM, datagram_port_);
    }
    ~Tables() override { WSACleanup(); }

    static SOCKET bound(int type, u_short& port) {
        const SOCKET s = socket(AF_INET, type, 0);
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int size = sizeof any;
        EXPECT_EQ(bind(s, reinterpret_cast<sockaddr*>(&any), size), 0);
        EXPECT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&any), &size), 0);
        port = any.sin_port;
        return s;
    }

    // The tables change as other programs run, so there is room for more.
    template<typename Table, typename Call>
    static std::vector<std::byte> read(Call call) {
        std::vector<std::byte> out(64);
        DWORD code = ERROR_INSUFFICIENT_BUFFER;
        while (code == ERROR_INSUFFICIENT_BUFFER) {
            ULONG size = static_cast<ULONG>(out.size());
            code = call(reinterpret_cast<Table*>(out.data()), &size);
            if (code == ERROR_INSUFFICIENT_BUFFER)
                out.resize(size + 1000);
        }
        EXPECT_EQ(code, DWORD{NO_ERROR});
        return out;
    }

    SOCKET listener_ = INVALID_SOCKET;
    SOCKET caller_ = INVALID_SOCKET;
    SOCKET datagrams_ = INVALID_SOCKET;
    u_short listener_port_ = 0;
    u_short datagram_port_ = 0;
};

TEST_F(Tables, GetTcpTableHasListenersAndConnections) {
    const auto memory = read<MIB_TCPTABLE>(
        [](MIB_TCPTABLE* to, ULONG* size) { return GetTcpTable(to, size, TRUE); });
    const auto& table = *reinterpret_cast<const MIB_TCPTABLE*>(memory.data());
    int listeners = 0;
    int connections = 0;
    for (DWORD i = 0; i < table.dwNumEntries; ++i) {
        const MIB_TCPROW& row = table.table[i];
        if (row.dwLocalPort == listener_port_ && row.dwState == MIB_TCP_STATE_LISTEN)
            ++listeners;
        if (row.dwRemotePort == listener_port_ && row.dwState == MIB_TCP_STATE_ESTAB &&
            row.dwRemoteAddr == htonl(INADDR_LOOPBACK))
            ++connections;
    }
    EXPECT_EQ(listeners, 1);
    EXPECT_EQ(connections, 1);
}

TEST_F(Tables, TheSecondFormNamesTheOwnerAndIpv6HasTablesOfItsOwn) {
    const auto memory = read<MIB_TCPTABLE2>(
        [](MIB_TCPTABLE2* to, ULONG* size) { return GetTcpTable2(to, size, FALSE); });
    const auto& table = *reinterpret_cast<const MIB_TCPTABLE2*>(memory.data());
    DWORD owner = 0;
    for (DWORD i = 0; i < table.dwNumEntries; ++i)
        if (table.table[i].dwLocalPort == listener_port_ &&
            table.table[i].dwState == MIB_TCP_STATE_LISTEN)
            owner = table.table[i].dwOwningPid;
    EXPECT_EQ(owner, GetCurrentProcessId());

    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    any.sin6_addr = in6addr_loopback;
    int size = sizeof any;
    const SOCKET stream = socket(AF_INET6, SOCK_STREAM, 0);
    ASSERT_EQ(bind(stream, reinterpret_cast<sockaddr*>(&any), size), 0);
    listen(stream, 1);
    getsockname(stream, reinterpret_cast<sockaddr*>(&any), &size);
    const auto memory6 = read<MIB_TCP6TABLE2>(
        [](MIB_TCP6TABLE2* to, ULONG* room) { return GetTcp6Table2(to, room, TRUE); });
    const auto plain6 = read<MIB_TCP6TABLE>(
        [](MIB_TCP6TABLE* to, ULONG* room) { return GetTcp6Table(to, room, TRUE); });
    const auto& table6 = *reinterpret_cast<const MIB_TCP6TABLE2*>(memory6.data());
    owner = 0;
    for (DWORD i = 0; i < table6.dwNumEntries; ++i)
        if (table6.table[i].dwLocalPort == any.sin6_port) {
            owner = table6.table[i].dwOwningPid;
            EXPECT_EQ(table6.table[i].State, MIB_TCP_STATE_LISTEN);
            EXPECT_TRUE(IN6_IS_ADDR_LOOPBACK(&table6.table[i].LocalAddr));
        }
    EXPECT_EQ(owner, GetCurrentProcessId());
    const auto& rows6 = *reinterpret_cast<const MIB_TCP6TABLE*>(plain6.data());
    bool listed = false;
    for (DWORD i = 0; i < rows6.dwNumEntries; ++i)
        listed = listed || (rows6.table[i].dwLocalPort == any.sin6_port &&
                            rows6.table[i].State == MIB_TCP_STATE_LISTEN);
    EXPECT_TRUE(listed);

    const SOCKET datagrams = socket(AF_INET6, SOCK_DGRAM, 0);
    any.sin6_port = 0;
    ASSERT_EQ(bind(datagrams, reinterpret_cast<sockaddr*>(&any), size), 0);
    getsockname(datagrams, reinterpret_cast<sockaddr*>(&any), &size);
    const auto udp6 = read<MIB_UDP6TABLE>(
        [](MIB_UDP6TABLE* to, ULONG* room) { return GetUdp6Table(to, room, FALSE); });
    const auto& endpoints = *reinterpret_cast<const MIB_UDP6TABLE*>(udp6.data());
    listed = false;
    for (DWORD i = 0; i < endpoints.dwNumEntries; ++i)
        listed = listed || endpoints.table[i].dwLocalPort == any.sin6_port;
    EXPECT_TRUE(listed);

    MIB_TCPROW row{};
    EXPECT_EQ(SetTcpEntry(&row), DWORD{ERROR_INVALID_PARAMETER});
    row.dwState = MIB_TCP_STATE_DELETE_TCB;
    EXPECT_EQ(SetTcpEntry(&row), DWORD{ERROR_ACCESS_DENIED});
}

TEST_F(Tables, TheExtendedOnesNameTheOwnersProcess) {
    const auto tcp = read<MIB_TCPTABLE_OWNER_PID>([](MIB_TCPTABLE_OWNER_PID* to, ULONG* size) {
        return GetExtendedTcpTable(to, size, FALSE, AF_INET, TCP_TABLE_OWNER_PID_LISTENER, 0);
    });
    const auto& listeners = *reinterpret_cast<const MIB_TCPTABLE_OWNER_PID*>(tcp.data());
    DWORD owner = 0;
    for (DWORD i = 0; i < listeners.dwNumEntries; ++i) {
        EXPECT_EQ(listeners.table[i].dwState, static_cast<DWORD>(MIB_TCP_STATE_LISTEN));
        if (listeners.table[i].dwLocalPort == listener_port_)
            owner = listeners.table[i].dwOwningPid;
    }
    EXPECT_EQ(owner, GetCurrentProcessId());
    const auto udp = read<MIB_UDPTABLE_OWNER_PID>([](MIB_UDPTABLE_OWNER_PID* to, ULONG* size) {
        return GetExtendedUdpTable(to, size, FALSE, AF_INET, UDP_TABLE_OWNER_PID, 0);
    });
    const auto& endpoints = *reinterpret_cast<const MIB_UDPTABLE_OWNER_PID*>(udp.data());
    owner = 0;
    for (DWORD i = 0; i < endpoints.dwNumEntries; ++i)
        if (endpoints.table[i].dwLocalPort == datagram_port_)
            owner = endpoints.table[i].dwOwningPid;
    EXPECT_EQ(owner, GetCurrentProcessId());
    ULONG size = 0;
    EXPECT_EQ(GetExtendedTcpTable(nullptr, &size, FALSE, AF_INET6, TCP_TABLE_OWNER_PID_ALL, 0),
              DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(GetExtendedTcpTable(nullptr, &size, FALSE, 99, TCP_TABLE_OWNER_PID_ALL, 0),
              DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(GetExtendedTcpTable(nullptr, nullptr, FALSE, AF_INET, TCP_TABLE_BASIC_ALL, 0),
              DWORD{ERROR_INVALID_PARAMETER});
}

} // namespace
