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
