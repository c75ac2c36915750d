// Interfaces by LUID, their rows, and notices of their changes.
#include <winsock2.h>

#include <windows.h>

#include <cstring>
#include <gtest/gtest.h>
#include <iphlpapi.h>
#include <string>
#include <ws2tcpip.h>

namespace {

TEST(InterfaceNames, LuidIndexAndNameNameOneInterface) {
    const NET_IFINDEX index = if_nametoindex("lo");
    NET_LUID luid{};
    ASSERT_EQ(ConvertInterfaceIndexToLuid(index, &luid), DWORD{NO_ERROR});
    EXPECT_EQ(luid.Info.IfType, unsigned{IF_TYPE_SOFTWARE_LOOPBACK});
    NET_IFINDEX back = 0;
    EXPECT_EQ(ConvertInterfaceLuidToIndex(&luid, &back), DWORD{NO_ERROR});
    EXPECT_EQ(back, index);
    char name[NDIS_IF_MAX_STRING_SIZE + 1];
    EXPECT_EQ(ConvertInterfaceLuidToNameA(&luid, name, sizeof name), DWORD{NO_ERROR});
    EXPECT_STREQ(name, "lo");
    EXPECT_EQ(ConvertInterfaceLuidToNameA(&luid, name, 2), DWORD{ERROR_NOT_ENOUGH_MEMORY});
    WCHAR wide[8];
    EXPECT_EQ(ConvertInterfaceLuidToAlias(&luid, wide, 8), DWORD{NO_ERROR});
    EXPECT_EQ(std::u16string(wide), u"lo");
    NET_LUID again{};
    EXPECT_EQ(ConvertInterfaceAliasToLuid(u"lo", &again), DWORD{NO_ERROR});
    EXPECT_EQ(again.Value, luid.Value);
    EXPECT_EQ(ConvertInterfaceNameToLuidA("no such", &again), DWORD{ERROR_INVALID_NAME});
    EXPECT_EQ(ConvertInterfaceIndexToLuid(0x7fffffff, &again), DWORD{ERROR_FILE_NOT_FOUND});
    EXPECT_EQ(again.Value, 0U);
}

TEST(InterfaceRows, TheLoopbackHasOne) {
    PMIB_IF_TABLE2 table = nullptr;
    ASSERT_EQ(GetIfTable2(&table), DWORD{NO_ERROR});
    MIB_IF_ROW2 row{};
    row.InterfaceIndex = if_nametoindex("lo");
    ASSERT_EQ(GetIfEntry2(&row), DWORD{NO_ERROR});
    bool listed = false;
    for (ULONG i = 0; i < table->NumEntries; ++i)
        listed = listed || table->Table[i].InterfaceLuid.Value == row.InterfaceLuid.Value;
    EXPECT_TRUE(listed);
    FreeMibTable(table);
    EXPECT_EQ(std::u16string(row.Alias), u"lo");
    EXPECT_EQ(row.Type, IFTYPE{IF_TYPE_SOFTWARE_LOOPBACK});
    EXPECT_EQ(row.OperStatus, IfOperStatusUp);
    EXPECT_EQ(row.AccessType, NET_IF_ACCESS_LOOPBACK);
    EXPECT_EQ(row.InOctets, row.OutOctets);
    row.InterfaceLuid.Value = 1;
    EXPECT_EQ(GetIfEntry2(&row), DWORD{ERROR_FILE_NOT_FOUND});
    row.InterfaceLuid.Value = row.InterfaceIndex = 0;
    EXPECT_EQ(GetIfEntry2(&row), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(InterfaceRows, AddressesComeWithTheirPrefix) {
    PMIB_UNICASTIPADDRESS_TABLE table = nullptr;
    ASSERT_EQ(GetUnicastIpAddressTable(AF_INET, &table), DWORD{NO_ERROR});
    bool found = false;
    for (ULONG i = 0; i < table->NumEntries; ++i) {
        const MIB_UNICASTIPADDRESS_ROW& row = table->Table[i];
        EXPECT_EQ(row.Address.si_family, AF_INET);
        found = found || (row.Address.Ipv4.sin_addr.s_addr == htonl(INADDR_LOOPBACK) &&
                          row.OnLinkPrefixLength == 8);
    }
    EXPECT_TRUE(found);
    FreeMibTable(table);
    EXPECT_EQ(GetUnicastIpAddressTable(99, &table), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(InterfaceRows, OneAddressIsFoundByItselfAndItsInterface) {
    MIB_UNICASTIPADDRESS_ROW row;
    InitializeUnicastIpAddressEntry(&row);
    EXPECT_EQ(row.OnLinkPrefixLength, 255);
    row.InterfaceIndex = if_nametoindex("lo");
    EXPECT_EQ(GetUnicastIpAddressEntry(&row), DWORD{ERROR_INVALID_PARAMETER}) << "no family";
    IN4ADDR_SETLOOPBACK(&row.Address.Ipv4);
    ASSERT_EQ(GetUnicastIpAddressEntry(&row), DWORD{NO_ERROR});
    EXPECT_EQ(row.OnLinkPrefixLength, 8);
    EXPECT_EQ(row.DadState, IpDadStatePreferred);
    row.Address.Ipv4.sin_addr.s_addr = htonl(0xc0000201);
    EXPECT_EQ(GetUnicastIpAddressEntry(&row), DWORD{ERROR_NOT_FOUND});
    row.InterfaceLuid.Value = 1;
    EXPECT_EQ(GetUnicastIpAddressEntry(&row), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(InterfaceRows, Ipv4OfTheLoopbackIsConnectedAndListed) {
    MIB_IPINTERFACE_ROW row;
    InitializeIpInterfaceEntry(&row);
    row.Family = AF_INET;
    row.InterfaceIndex = if_nametoindex("lo");
    ASSERT_EQ(GetIpInterfaceEntry(&row), DWORD{NO_ERROR});
    EXPECT_TRUE(row.Connected);
    EXPECT_FALSE(row.SupportsNeighborDiscovery);
    MIB_IF_ROW2 interface {};
    interface.InterfaceIndex = row.InterfaceIndex;
    ASSERT_EQ(GetIfEntry2(&interface), DWORD{NO_ERROR});
    EXPECT_EQ(row.NlMtu, interface.Mtu);
    PMIB_IPINTERFACE_TABLE table = nullptr;
    ASSERT_EQ(GetIpInterfaceTable(AF_INET, &table), DWORD{NO_ERROR});
    bool listed = false;
    for (ULONG i = 0; i < table->NumEntries; ++i) {
        EXPECT_EQ(table->Table[i].Family, AF_INET);
        listed = listed || table->Table[i].InterfaceIndex == row.InterfaceIndex;
    }
    EXPECT_TRUE(listed);
    FreeMibTable(table);
    row.Family = 99;
    EXPECT_EQ(GetIpInterfaceEntry(&row), DWORD{ERROR_INVALID_PARAMETER});
    PMIB_IPNET_TABLE2 neighbours = nullptr;
    ASSERT_EQ(GetIpNetTable2(AF_UNSPEC, &neighbours), DWORD{NO_ERROR});
    for (ULONG i = 0; i < neighbours->NumEntries; ++i)
        EXPECT_NE(neighbours->Table[i].InterfaceLuid.Value, 0U);
    FreeMibTable(neighbours);
}

TEST(InterfaceNames, AGuidLeadsBackToItsLuidAndMasksToTheirLength) {
    NET_LUID luid{};
    ASSERT_EQ(ConvertInterfaceNameToLuidA("lo", &luid), DWORD{NO_ERROR});
    GUID guid{};
    ASSERT_EQ(ConvertInterfaceLuidToGuid(&luid, &guid), DWORD{NO_ERROR});
    NET_LUID back{};
    EXPECT_EQ(ConvertInterfaceGuidToLuid(&guid, &back), DWORD{NO_ERROR});
    EXPECT_EQ(back.Value, luid.Value);
    guid.Data1 = 0x7fffffff;
    EXPECT_EQ(ConvertInterfaceGuidToLuid(&guid, &back), DWORD{ERROR_FILE_NOT_FOUND});
    ULONG mask = 0;
    for (const UINT8 length : {UINT8{0}, UINT8{1}, UINT8{20}, UINT8{32}}) {
        UINT8 again = 99;
        EXPECT_EQ(ConvertLengthToIpv4Mask(length, &mask), DWORD{NO_ERROR});
        EXPECT_EQ(ConvertIpv4MaskToLength(mask, &again), DWORD{NO_ERROR});
        EXPECT_EQ(again, length);
    }
    EXPECT_EQ(mask, 0xffffffffU);
    EXPECT_EQ(ConvertLengthToIpv4Mask(33, &mask), DWORD{ERROR_INVALID_PARAMETER});
    UINT8 length = 0;
    EXPECT_EQ(ConvertIpv4MaskToLength(htonl(0xff00ff00), &length), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(AddressTests, TellWhatAnAddressIs) {
    const auto is = [](ULONG host_order, BOOLEAN (*test)(const IN_ADDR*)) {
        IN_ADDR address{};
        address.s_addr = htonl(host_order);
        return test(&address) != FALSE;
    };
    EXPECT_TRUE(is(0xe0000001, IN4_IS_ADDR_MULTICAST) && is(0xefffffff, IN4_IS_ADDR_MULTICAST));
    EXPECT_FALSE(is(0xdfffffff, IN4_IS_ADDR_MULTICAST) || is(0xf0000000, IN4_IS_ADDR_MULTICAST));
    EXPECT_TRUE(is(0xac1f0001, IN4_IS_ADDR_RFC1918));
    EXPECT_FALSE(is(0xac200001, IN4_IS_ADDR_RFC1918));
    EXPECT_TRUE(is(0xa9fe0001, IN4_IS_ADDR_LINKLOCAL));
    SOCKADDR_STORAGE storage{};
    auto* const address = reinterpret_cast<SOCKADDR*>(&storage);
    for (const ADDRESS_FAMILY family : {ADDRESS_FAMILY{AF_INET}, ADDRESS_FAMILY{AF_INET6}}) {
        storage.ss_family = family;
        INETADDR_SETLOOPBACK(address);
        EXPECT_TRUE(INETADDR_ISLOOPBACK(address) && !INETADDR_ISANY(address));
        EXPECT_TRUE(INET_IS_ADDR_LOOPBACK(family, INETADDR_ADDRESS(address)));
        INETADDR_SET_PORT(address, htons(7)); // never bound
        EXPECT_EQ(ntohs(INETADDR_PORT(address)), 7);
        SOCKADDR_STORAGE other = storage;
        INETADDR_SETANY(address);
        EXPECT_TRUE(INETADDR_ISANY(address));
        EXPECT_FALSE(INETADDR_ISEQUAL(address, reinterpret_cast<SOCKADDR*>(&other)));
    }
    SOCKADDR_IN6 mapped;
    IN_ADDR ipv4{};
    ipv4.s_addr = htonl(0x01020304);
    IN6ADDR_SETV4MAPPED(&mapped, &ipv4, SCOPE_ID{}, 0);
    EXPECT_TRUE(INETADDR_ISV4MAPPED(reinterpret_cast<SOCKADDR*>(&mapped)));
    EXPECT_EQ(IN6_GET_ADDR_V4MAPPED(&mapped.sin6_addr)[3], 4);
}

struct Seen {
    int initial = 0;
    int others = 0;
};

void WINAPI see(PVOID context, PMIB_IPINTERFACE_ROW row, MIB_NOTIFICATION_TYPE type) {
    auto* const seen = static_cast<Seen*>(context);
    ++(type == MibInitialNotification && row == nullptr ? seen->initial : seen->others);
}

TEST(InterfaceNotices, TheFirstIsGivenAtOnceAndTheyEnd) {
    Seen seen;
    HANDLE handle = nullptr;
    ASSERT_EQ(NotifyIpInterfaceChange(AF_UNSPEC, see, &seen, TRUE, &handle), DWORD{NO_ERROR});
    EXPECT_EQ(seen.initial, 1);
    EXPECT_EQ(CancelMibChangeNotify2(handle), DWORD{NO_ERROR});
    EXPECT_EQ(CancelMibChangeNotify2(handle), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(NotifyIpInterfaceChange(7, see, &seen, FALSE, &handle),
              DWORD{ERROR_INVALID_PARAMETER});
}

} // namespace
