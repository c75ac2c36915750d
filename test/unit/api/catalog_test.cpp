#include "session.hpp"

#include <cstring>

namespace {

class ApiCatalog : public api_test::Session {};

TEST_F(ApiCatalog, EnumerationSaysHowMuchRoomItNeeds) {
    DWORD octets = 0;
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, nullptr, &octets), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOBUFS);
    EXPECT_EQ(octets, 2 * sizeof(WSAPROTOCOL_INFOW));
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, nullptr, &octets), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    int none[] = {IPPROTO_UDP, 0};
    EXPECT_EQ(WSAEnumProtocolsW(none, nullptr, &octets), 0);
}

TEST_F(ApiCatalog, ProgramsSeeNoLayersAndNoHiddenEntriesAndInstallersSeeAll) {
    ws2::catalog::Entry hidden = world::entry(4, u"builtin:first");
    hidden.info.dwProviderFlags |= PFL_HIDDEN;
    const world::CatalogFile file({world::entry(2, u"builtin:first", AF_INET, LAYERED_PROTOCOL),
                                   hidden, world::entry(3, u"builtin:first"),
                                   world::chain(9, {2, 3})});
    WSACleanup();
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    WSAPROTOCOL_INFOW list[4];
    DWORD octets = sizeof list;
    ASSERT_EQ(WSAEnumProtocolsW(nullptr, list, &octets), 2);
    EXPECT_EQ(list[0].dwCatalogEntryId, 3U);
    EXPECT_EQ(list[1].dwCatalogEntryId, 9U);
    EXPECT_EQ(list[1].ProtocolChain.ChainEntries[1], 3U);
    int error = 0;
    EXPECT_EQ(WSCEnumProtocols(nullptr, list, &octets, &error), 4);
    octets = 1;
    EXPECT_EQ(WSCEnumProtocols(nullptr, list, &octets, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAENOBUFS);
}

TEST_F(ApiCatalog, AnInstallersCallOnATornFileAnswersNoRecovery) {
    world::Folder folder;
    const world::Environment torn("WS2_CATALOG", folder.write("torn.toml", "form"));
    ::testing::internal::CaptureStderr();
    DWORD octets = 0;
    int error = 0;
    EXPECT_EQ(WSCEnumProtocols(nullptr, nullptr, &octets, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANO_RECOVERY);
    GUID id{};
    EXPECT_EQ(WSCGetProviderPath(&id, nullptr, &error, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANO_RECOVERY);
    ::testing::internal::GetCapturedStderr();
}

TEST_F(ApiCatalog, TheProviderPathIsTheStoredOne) {
    GUID id = world::entry(world::second_id, u"").info.ProviderId;
    WCHAR path[MAX_PATH];
    int length = MAX_PATH;
    int error = 0;
    EXPECT_EQ(WSCGetProviderPath(&id, path, &length, &error), 0);
    EXPECT_EQ(std::u16string(path), u"builtin:second");
}

TEST_F(ApiCatalog, AddressesAreTurnedIntoTextByTheFamilysProvider) {
    sockaddr address{};
    address.sa_family = AF_ISO;
    char text[32];
    DWORD length = sizeof text;
    EXPECT_EQ(WSAAddressToStringA(&address, sizeof address, nullptr, text, &length), 0);
    EXPECT_STREQ(text, "family-7");
    EXPECT_EQ(length, 9U);
    length = 8;
    EXPECT_EQ(WSAAddressToStringA(&address, sizeof address, nullptr, text, &length), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    EXPECT_EQ(length, 9U);
    WCHAR wide[4];
    length = 4;
    EXPECT_EQ(WSAAddressToStringW(&address, sizeof address, nullptr, wide, &length), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    address.sa_family = 99;
    EXPECT_EQ(WSAAddressToStringA(&address, sizeof address, nullptr, text, &length), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(ApiCatalog, TextIsTurnedIntoAddressesByTheFamilysProvider) {
    sockaddr address{};
    int length = sizeof address;
    char good[] = "family";
    EXPECT_EQ(WSAStringToAddressA(good, AF_INET, nullptr, &address, &length), 0);
    EXPECT_EQ(address.sa_family, AF_INET);
    char bad[] = "bad";
    EXPECT_EQ(WSAStringToAddressA(bad, AF_INET, nullptr, &address, &length), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
    EXPECT_EQ(WSAStringToAddressA(nullptr, AF_INET, nullptr, &address, &length), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

} // namespace
