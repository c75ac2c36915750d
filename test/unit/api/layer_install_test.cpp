#include "session.hpp"

#include <filesystem>
#include <sporder.h>
#include <string_view>
#include <vector>

namespace {

constexpr GUID layer_guid = {0xABCD0000, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};

std::u16string_view name_of(const WSAPROTOCOL_INFOW& info) {
    return info.szProtocol;
}

class ApiLayerInstall : public ::testing::Test {
protected:
    ApiLayerInstall() { ::testing::internal::CaptureStderr(); } // refusals are reported
    ~ApiLayerInstall() override { ::testing::internal::GetCapturedStderr(); }

    struct Text {
        std::u16string text;
        LPWSTR get() { return text.data(); }
    };

    // 0, or what the call said through its lpErrno.
    int install(GUID id, DWORD flags = 0, std::vector<WSAPROTOCOL_INFOW> over = {},
                std::u16string name = u"Layer") {
        Text path{u"%PLACE%/layer.so"};
        int error = 0;
        const int result = WSCInstallProviderAndChains(
            &id, path.get(), name.data(), flags, over.empty() ? nullptr : over.data(),
            static_cast<DWORD>(over.size()), &layer_id_, &error);
        EXPECT_EQ(result, error == 0 ? 0 : SOCKET_ERROR);
        return error;
    }

    static std::vector<WSAPROTOCOL_INFOW> stored() {
        std::vector<WSAPROTOCOL_INFOW> list(64);
        DWORD octets = static_cast<DWORD>(list.size() * sizeof list[0]);
        int error = 0;
        const int count = WSCEnumProtocols(nullptr, list.data(), &octets, &error);
        EXPECT_GE(count, 0) << error;
        list.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        return list;
    }

    // What programs see.
    static std::size_t offered() {
        WSADATA data;
        EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        std::vector<WSAPROTOCOL_INFOW> list(64);
        DWORD octets = static_cast<DWORD>(list.size() * sizeof list[0]);
        const int count = WSAEnumProtocolsW(nullptr, list.data(), &octets);
        EXPECT_EQ(WSACleanup(), 0);
        return static_cast<std::size_t>(count);
    }

    static int set_category(const std::u16string& path, const std::u16string& extra,
                            DWORD categories, DWORD* previous = nullptr) {
        int error = 0;
        WSCSetApplicationCategory(path.data(), static_cast<DWORD>(path.size()),
                                  extra.empty() ? nullptr : extra.data(),
                                  static_cast<DWORD>(extra.size()), categories, previous, &error);
        return error;
    }

    static void set_layer_category(DWORD categories) {
        GUID id = layer_guid;
        int error = 0;
        EXPECT_EQ(WSCSetProviderInfo(&id, ProviderInfoLspCategories,
                                     reinterpret_cast<PBYTE>(&categories), sizeof categories, 0,
                                     &error),
                  0)
            << error;
    }

    world::Folder folder_;
    world::Environment catalog_{"WS2_CATALOG", folder_.path() + "/catalog.toml"};
    DWORD layer_id_ = 0;
};

TEST_F(ApiLayerInstall, ChainsOverEveryBaseComeFirstAndTheLayerLast) {
    ASSERT_EQ(install(layer_guid, XP1_IFS_HANDLES), 0);
    const auto list = stored();
    ASSERT_EQ(list.size(), 5U);
    EXPECT_EQ(name_of(list[0]), u"Layer over [P]");
    EXPECT_EQ(list[0].ProtocolChain.ChainLen, 2);
    EXPECT_EQ(list[0].ProtocolChain.ChainEntries[0], layer_id_);
    EXPECT_EQ(list[0].ProtocolChain.ChainEntries[1], world::first_id);
    EXPECT_EQ(list[1].ProtocolChain.ChainEntries[1], world::second_id);
    EXPECT_EQ(list[1].iAddressFamily, AF_ISO);
    EXPECT_EQ(list[2].dwCatalogEntryId, world::first_id);
    EXPECT_EQ(list[4].dwCatalogEntryId, layer_id_);
    EXPECT_EQ(list[4].ProtocolChain.ChainLen, LAYERED_PROTOCOL);
    EXPECT_EQ(name_of(list[4]), u"Layer");
    GUID id = layer_guid;
    int error = 0;
    EXPECT_EQ(WSCDeinstallProvider(&id, &error), 0) << error;
    EXPECT_EQ(stored().size(), 2U);
}

TEST_F(ApiLayerInstall, AChosenProtocolGetsAChainOverItsTopmostMatch) {
    ASSERT_EQ(install(layer_guid), 0);
    GUID second = layer_guid;
    second.Data2 = 7;
    const DWORD first_layer = layer_id_;
    ASSERT_EQ(install(second, 0, {stored()[0]}), 0);
    const auto list = stored();
    ASSERT_EQ(list.size(), 7U);
    EXPECT_EQ(list[0].ProtocolChain.ChainLen, 3);
    EXPECT_EQ(list[0].ProtocolChain.ChainEntries[0], layer_id_);
    EXPECT_EQ(list[0].ProtocolChain.ChainEntries[1], first_layer);
    EXPECT_EQ(list[0].ProtocolChain.ChainEntries[2], world::first_id);
}

TEST_F(ApiLayerInstall, AnEighthPartIsRefused) {
    GUID id = layer_guid;
    for (int layers = 1; layers < MAX_PROTOCOL_CHAIN; ++layers) {
        id.Data2 = static_cast<unsigned short>(layers);
        ASSERT_EQ(install(id, 0, {stored()[0]}), 0) << layers;
    }
    EXPECT_EQ(stored()[0].ProtocolChain.ChainLen, MAX_PROTOCOL_CHAIN);
    id.Data2 = 99;
    EXPECT_EQ(install(id, 0, {stored()[0]}), WSANO_RECOVERY);
}

TEST_F(ApiLayerInstall, BadArgumentsAreRefusedAndChangeNothing) {
    EXPECT_EQ(install(layer_guid, XP1_CONNECTIONLESS), WSAEINVAL);
    EXPECT_EQ(install(layer_guid, 0, {}, std::u16string(WSAPROTOCOL_LEN + 1, u'x')), WSAEINVAL);
    EXPECT_EQ(install(layer_guid, 0, {world::entry(1, u"", AF_INET6).info}), WSAEINVAL);
    Text path{u"x"};
    GUID id = layer_guid;
    int error = 0;
    EXPECT_EQ(WSCInstallProviderAndChains(nullptr, path.get(), path.get(), 0, nullptr, 0, nullptr,
                                          &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(WSCInstallProviderAndChains(&id, path.get(), nullptr, 0, nullptr, 0, nullptr, &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(stored().size(), 2U);
    ASSERT_EQ(install(layer_guid), 0);
    EXPECT_EQ(install(layer_guid), WSAEINVAL);
}

TEST_F(ApiLayerInstall, AnApplicationsCategoriesAreKeptByPathAndArguments) {
    const std::u16string path = u"%HOME%/bin/\u00E4pp";
    DWORD previous = 77;
    EXPECT_EQ(set_category(path, u"", LSP_FIREWALL, &previous), 0);
    EXPECT_EQ(previous, 0U);
    EXPECT_EQ(set_category(path, u"-k net", LSP_PROXY), 0);
    EXPECT_EQ(set_category(path, u"", LSP_INSPECTOR | LSP_SYSTEM, &previous), 0);
    EXPECT_EQ(previous, static_cast<DWORD>(LSP_FIREWALL));
    const auto get = [&](const std::u16string& extra, DWORD& categories) {
        int error = 0;
        WSCGetApplicationCategory(path.data(), static_cast<DWORD>(path.size()), extra.data(),
                                  static_cast<DWORD>(extra.size()), &categories, &error);
        return error;
    };
    DWORD categories = 0;
    EXPECT_EQ(get(u"", categories), 0);
    EXPECT_EQ(categories, LSP_FIREWALL | LSP_INSPECTOR | LSP_SYSTEM) << "repeated sets are ORed";
    EXPECT_EQ(get(u"-k net", categories), 0);
    EXPECT_EQ(categories, static_cast<DWORD>(LSP_PROXY));
    EXPECT_EQ(get(u"-k other", categories), WSASERVICE_NOT_FOUND);
    int error = 0;
    EXPECT_EQ(WSCGetApplicationCategory(nullptr, 0, nullptr, 0, &categories, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(WSCGetApplicationCategory(path.data(), 3, nullptr, 0, nullptr, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(set_category(u"", u"", 1), WSAEINVAL);
}

TEST_F(ApiLayerInstall, AProgramGetsTheLayersThatItsCategoriesPermit) {
    ASSERT_EQ(install(layer_guid), 0);
    EXPECT_EQ(offered(), 4U) << "a program without categories gets every layer";
    const std::u16string self = std::filesystem::read_symlink("/proc/self/exe").u16string();
    ASSERT_EQ(set_category(self, u"", LSP_INSPECTOR), 0);
    EXPECT_EQ(offered(), 2U) << "a layer without categories";
    set_layer_category(LSP_INSPECTOR);
    EXPECT_EQ(offered(), 4U);
    set_layer_category(LSP_INSPECTOR | LSP_FIREWALL);
    EXPECT_EQ(offered(), 2U) << "more than the program permits";
    ASSERT_EQ(set_category(self, u"not these arguments", LSP_FIREWALL), 0);
    EXPECT_EQ(offered(), 2U);
    ASSERT_EQ(set_category(self, u"", LSP_SYSTEM), 0);
    EXPECT_EQ(offered(), 2U) << "LSP_SYSTEM wants layers of the system";
    set_layer_category(LSP_INSPECTOR | LSP_SYSTEM);
    EXPECT_EQ(offered(), 4U);
}

} // namespace
